using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Tells before a kernel is written whether an equal one has been: steps of equal keys have kernels of the same text. A key is the step without what its kernel
/// is told by arguments and tables: names, the places of maps and weights, and where channels are that are read one by one.
/// </summary>
internal static class KernelKey
{
    private static readonly WeightSource _anyWeights = new(WeightShape.Convolution, false, false, default);

    public static KernelStep Of(KernelStep step)
    {
        KernelStep anywhere = step.With(map => map with { Offset = 0, Buffer = "", Index = 0 }) with { Name = "" };
        return anywhere switch
        {
            DenseConvStep dense => dense with { Layer = Anywhere(dense.Layer) },
            DepthwiseConvStep { Planes: null } depthwise => depthwise with { Layer = Anywhere(depthwise.Layer) },
            DepthwiseConvStep depthwise => depthwise with { Layer = Anywhere(depthwise.Layer), Planes = new PlaneReads(AnyOf(depthwise.Input), default) },
            GatheredConvStep gathered => gathered with { Layer = Anywhere(gathered.Layer), Input = gathered.Output, Channels = AnyOf(gathered.Output) },
            WinogradStep winograd => winograd with
            {
                Layer = Anywhere(winograd.Layer),
                Multiply = winograd.Multiply with { Name = "", Layer = Anywhere(winograd.Multiply.Layer) },
            },
            GatherStep gather => gather with { Input = gather.Output, Channels = AnyOf(gather.Output) },
            _ => anywhere,
        };
    }

    private static ChannelReads AnyOf(Operand map) => new(EquatableArray.Of(map), default);

    /// <summary>A layer of the same sizes, with as many lanes.</summary>
    private static PlannedLayer Anywhere(PlannedLayer layer) =>
        layer with { Name = "", Node = "", Part = 0, Offset = 0, Source = _anyWeights, Lanes = new(new int[layer.Lanes.Count]) };
}
