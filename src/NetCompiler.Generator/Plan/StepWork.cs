using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Plan;

/// <summary>What a step has to do, counted from its sizes alone: multiply-adds as networks count them, and the memory that it touches.</summary>
internal static class StepWork
{
    /// <summary>The layer whose weights a step reads, or null.</summary>
    public static PlannedLayer? LayerOf(KernelStep step) => step switch
    {
        DenseConvStep dense => dense.Layer,
        GatheredConvStep gathered => gathered.Layer,
        WinogradStep winograd => winograd.Layer,
        DepthwiseConvStep depthwise => depthwise.Layer,
        _ => null,
    };

    /// <summary>Multiply-adds as networks count them: those with weights of other groups and with filled-up channels left out.</summary>
    public static long MultiplyAdds(KernelStep step) =>
        LayerOf(step) is { } layer ? (long)step.Output.Shape.Pixels * layer.OutputChannels * OwnTaps(layer) : 0;

    /// <summary>Bytes of all that a step reads and writes, each once: its input, the second map, its layer's weights and what it writes, as they lie in memory.</summary>
    public static long BytesMoved(KernelStep step) =>
        ReadBytes(step) + (step.Other is { } other ? Bytes(other, other.Shape.Channels) : 0) + WeightBytes(step) + WrittenBytes(step);

    /// <summary>Bytes of the layer's weights.</summary>
    public static long WeightBytes(KernelStep step) => LayerOf(step) is { } layer ? (long)layer.Floats * sizeof(float) : 0;

    /// <summary>Bytes of those channels of the output that the step writes.</summary>
    public static long WrittenBytes(KernelStep step) => Bytes(step.Output, step.WrittenChannels.Count);

    /// <summary>Bytes of those channels of the input that the step reads; where channels are gathered, of the planes that they lie in.</summary>
    public static long ReadBytes(KernelStep step) => step.Gathered is { } gathered ? PlaneBytes(gathered) : Bytes(step.Input, step switch
    {
        CopyStep copy => copy.Channels,
        DepthwiseConvStep depthwise => depthwise.Layer.OutputChannels,
        _ => step.Input.Shape.Channels,
    });

    private static long PlaneBytes(ChannelReads reads)
    {
        MapLayout layout = reads.Maps[0].Layout;
        int planes = reads.Points.Where(point => point != ChannelPoint.Kept).Select(point => (point.Map, point.Channel / layout.ChannelBlock)).Distinct().Count();
        return (long)reads.Maps[0].Shape.Pixels * planes * layout.ChannelBlock * sizeof(float);
    }

    private static long Bytes(Operand operand, int channels)
    {
        Shape shape = operand.Shape;
        bool isInterleaved = operand.Place != Place.Workspace || operand.Layout.PixelStride != operand.Layout.ChannelBlock;
        return (long)shape.Pixels * (isInterleaved ? channels : operand.Layout.FilledChannels(channels)) * sizeof(float);
    }

    private static int OwnTaps(PlannedLayer layer) => layer.Groups == 1
        ? layer.Taps
        : layer.KernelHeight * layer.KernelWidth * layer.InputChannels / layer.Groups;
}
