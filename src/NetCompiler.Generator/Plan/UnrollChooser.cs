using System;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Chooses how many input channels of a dense convolution stand written out in the innermost loop: enough that the loop itself costs nothing, and so few that
/// the compiler at run time optimises the method.
/// </summary>
internal static class UnrollChooser
{
    /// <summary>Multiply-adds of one turn beside which the three instructions of the loop vanish.</summary>
    private const int TurnMultiplyAdds = 56;

    /// <summary>
    /// Multiply-adds of one method. Each refers to four variables; past 8000 references (and 20,000 instructions) .NET compiles a method without optimisations.
    /// </summary>
    private const int MethodMultiplyAdds = 1200;

    public static int Choose(WindowGeometry window, EquatableArray<ChannelGroup> groups, int channels, VectorIsa isa)
    {
        int perTurn = groups.Max(group => Sums(group.Block));
        int perMethod = window.KernelWidth * groups.Sum(group => group.Runs.Sum(run => run.Width * group.Block.Tiles));

        return Choose(perTurn, perMethod, channels, isa);
    }

    /// <summary>For a kernel with one kind of block and two widths of tiles at most.</summary>
    public static int Choose(RegisterBlock block, int channels, VectorIsa isa) => Choose(Sums(block), 2 * Sums(block), channels, isa);

    private static int Sums(RegisterBlock block) => block.Rows * block.Tiles;

    private static int Choose(int perTurn, int perMethod, int channels, VectorIsa isa)
    {
        // A multiply that picks a lane needs the whole register that it picks from.
        int least = isa.Scalar == ScalarForm.Lane ? isa.Lanes : 1;
        int unroll = channels;
        while (unroll > least && (unroll * perTurn > TurnMultiplyAdds || unroll * perMethod > MethodMultiplyAdds))
        {
            unroll = Math.Max(least, (unroll + 1) / 2);
        }

        return unroll;
    }
}
