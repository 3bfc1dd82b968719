using System;
using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Support;

/// <summary>Finds what somebody probably meant among the words that are valid there, for the last part of a message.</summary>
internal static class NearestChoice
{
    /// <summary>Longer words are not compared: the table of distances would grow with the square.</summary>
    private const int LongestWord = 64;

    /// <summary>More choices than these are not listed in a message.</summary>
    private const int MostListed = 16;

    /// <summary>The choice with the fewest edits from a word, or null where none is near; of several, one as long as the word, else the first.</summary>
    public static string? Find(string word, IEnumerable<string> choices)
    {
        if (word.Length > LongestWord)
        {
            return null;
        }

        string? best = null;
        int fewest = Math.Max(1, Math.Min(3, word.Length / 2)) + 1;
        foreach (string choice in choices)
        {
            int edits = choice.Length > LongestWord ? int.MaxValue : Distance(Lower(word), Lower(choice));
            bool isCloser = edits < fewest || (edits == fewest && best is not null && best.Length != word.Length && choice.Length == word.Length);
            if (isCloser && edits < choice.Length)
            {
                fewest = edits;
                best = choice;
            }
        }

        return best;
    }

    /// <summary>The end of a message: <c>did you mean 'relu6'? (known: none, relu, relu6)</c>, or only what is expected.</summary>
    /// <param name="unlisted">Further choices, which may be meant but are too many to list.</param>
    public static string Hint(string word, IEnumerable<string> choices, IEnumerable<string>? unlisted = null)
    {
        string[] all = [.. choices.Distinct()];
        string list = string.Join(", ", all.Take(MostListed)) + (all.Length > MostListed ? ", …" : "");
        return all.Length == 0
            ? "there is none to choose"
            : Find(word, all.Concat(unlisted ?? [])) is string nearest ? $"did you mean '{nearest}'? (known: {list})" : $"expected one of: {list}";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    public static int Distance(string left, string right)
    {
        int[,] edits = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            edits[i, 0] = i;
        }

        for (int j = 0; j <= right.Length; j++)
        {
            edits[0, j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = edits[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[left.Length, right.Length];
    }

    private static string Lower(string text) => text.ToLowerInvariant();
}
