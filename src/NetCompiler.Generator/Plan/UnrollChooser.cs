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
    /// <summary>Cycles of multiply-adds of one turn beside which the instructions of the loop vanish.</summary>
    private const int TurnCycles = 28;

    /// <summary>
    /// Multiply-adds of one method. Each refers to four variables; past 8000 references (and 20,000 instructions) .NET compiles a method without optimisations,
    /// and what is loaded, stored and activated counts too. A quarter of that, so that the compiler's own variables have room.
    /// </summary>
    private const int MethodMultiplyAdds = 400;

    public static int Choose(WindowGeometry window, EquatableArray<ChannelGroup> groups, int channels, VectorIsa isa)
    {
        int perTurn = groups.Max(group => Sums(group.Block));

        // Tiles inside of the map loop over the columns of a window; at an edge each column may be seen by other pixels.
        int perMethod = groups.Sum(group => group.Runs.Sum(run => (run.Tiles == 1 ? window.KernelWidth : 1) * run.Width * group.Block.Tiles));
        return Choose(perTurn, perMethod, channels, isa);
    }

    /// <summary>For a kernel with one kind of block and two widths of tiles at most.</summary>
    public static int Choose(RegisterBlock block, int channels, VectorIsa isa) => Choose(Sums(block), 2 * Sums(block), channels, isa);

    private static int Sums(RegisterBlock block) => block.Rows * block.Tiles;

    private static int Choose(int perTurn, int perMethod, int channels, VectorIsa isa)
    {
        // Who picks a lane needs the whole register that it picks from; where that is too much for one method elements are broadcast.
        int register = isa.PicksLanes ? isa.Lanes : 1;
        int unroll = channels;
        while (unroll > 1 && (unroll * perMethod > MethodMultiplyAdds || (unroll > register && unroll * perTurn > TurnCycles * isa.MultiplyAddsPerCycle)))
        {
            unroll = unroll > register ? Math.Max(register, (unroll + 1) / 2) : (unroll + 1) / 2;
        }

        return unroll;
    }

    /// <summary>Whether a turn of so many of the channels that lie together takes elements by lane: it ends where a register does, or with the channels.</summary>
    public static bool PicksLanes(int unroll, int channels, VectorIsa isa) =>
        isa.PicksLanes && (unroll % isa.Lanes == 0 || unroll == channels);
}
