using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// The smallest square input of a network: the first at which every window fits in its map. What depends on the input's size in the rows themselves stays
/// as it was written out.
/// </summary>
internal static class SmallestInput
{
    /// <summary>Larger inputs are not looked for.</summary>
    public const int LargestSide = 2_048;

    /// <summary>Rows and columns of the input, or null where none up to <see cref="LargestSide"/> will do.</summary>
    public static int? Of(UnrolledNetwork network)
    {
        int high = 1;
        while (!Fits(network, high))
        {
            high *= 2;
            if (high > LargestSide)
            {
                return null;
            }
        }

        // Maps grow with the input, so that what fits once fits from there on.
        int low = high / 2;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = Fits(network, middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static bool Fits(UnrolledNetwork network, int side) =>
        GraphBuilder.Build(network with { Height = side, Width = side }).Problems.All(problem => problem.Rule != RuleIds.WindowDoesNotFit);
}
