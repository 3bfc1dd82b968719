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
        int perTurn = groups.Max(group => group.Block.Rows * group.Block.Tiles);
        int perMethod = window.KernelWidth * groups.Sum(group => group.Runs.Sum(run => run.Width * group.Block.Tiles));

        // A multiply that picks a lane needs the whole register that it picks from.
        int least = isa.Scalar == ScalarForm.Lane ? isa.Lanes : 1;
        int unroll = channels;
        while (unroll > least && (unroll * perTurn > TurnMultiplyAdds || unroll * perMethod > MethodMultiplyAdds))
        {
            unroll = (unroll + 1) / 2;
        }

        return unroll;
    }
}
