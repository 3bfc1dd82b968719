using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Where the last register of a block needs but half its lanes. A machine with wide registers may start two multiply-adds of half the width where it starts one of the whole, so that
/// 24 channels in registers of 16 take no longer than 24 lanes do.
/// </summary>
internal static class HalfRegisters
{
    /// <summary>The step with the groups told whose last register is to be half as wide as the others: 1×1 convolutions over planes or over channels anywhere have such kernels.</summary>
    public static KernelStep In(KernelStep step, VectorIsa isa, Optimizations enabled) => !isa.HasHalves || !enabled.HasFlag(Optimizations.HalfRegisters) ? step : step switch
    {
        DenseConvStep { Window.IsPointwise: true, Layer.Windows: null, Input.Place: Place.Workspace } dense when Fits(dense.Epilogue, isa) =>
            dense with { Groups = In(dense.Groups, dense.Layer.OutputChannels, isa) },
        GatheredConvStep gathered when Fits(gathered.Epilogue, isa) =>
            gathered with { Groups = In(gathered.Groups, gathered.Layer.OutputChannels / gathered.Layer.Groups, isa) },
        _ => step,
    };

    /// <summary>Methods of activations take whole registers.</summary>
    private static bool Fits(Epilogue epilogue, VectorIsa isa) => epilogue.BeforeStore(isa).Parts.All(part => !part.IsMethod);

    private static EquatableArray<ChannelGroup> In(EquatableArray<ChannelGroup> groups, int channels, VectorIsa isa) => groups.Select(group => group with
    {
        EndsInHalf = group.Count == 1 && group.Block.Rows > 1 && channels - (group.First + ((group.Block.Tiles - 1) * isa.Lanes)) <= isa.Lanes / 2,
    }).ToEquatableArray();
}
