using System.Diagnostics;

namespace NetCompiler.Fuzz.Engine;

/// <summary>Makes a failing input small: takes the first simpler one that fails too, again and again, until none does.</summary>
internal static class Shrinker
{
    /// <summary>The smallest input that was found.</summary>
    /// <param name="simpler">Simpler inputs than one, those that leave out most first.</param>
    /// <param name="fails">Whether an input shows the same failure.</param>
    /// <param name="longest">When to be content with what there is.</param>
    public static T Shrink<T>(T input, Func<T, IEnumerable<T>> simpler, Func<T, bool> fails, TimeSpan longest)
    {
        Stopwatch clock = Stopwatch.StartNew();
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (T candidate in simpler(input))
            {
                if (clock.Elapsed > longest)
                {
                    return input;
                }

                if (fails(candidate))
                {
                    input = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }

        return input;
    }

    /// <summary>A list without some of its items: first without each half, then each quarter, and so on to single items.</summary>
    public static IEnumerable<T[]> Without<T>(T[] items)
    {
        for (int length = (items.Length + 1) / 2; length > 0; length = length == 1 ? 0 : (length + 1) / 2)
        {
            for (int start = 0; start < items.Length; start += length)
            {
                yield return [.. items[..start], .. items[Math.Min(items.Length, start + length)..]];
            }
        }
    }
}
