using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// The calls of one 1×1 convolution: one for each group of output channels, with every size by its name. A kernel walks <c>strips</c> of so many tiles of
/// pixels; within a strip block after block of channels, so that a block's weights are read once a strip.
/// </summary>
internal static class PointwiseCalls
{
    /// <summary>Whether a step is computed by these kernels: its input lies in planes, and its pixels need not be told apart.</summary>
    public static bool Serve(KernelStep step) =>
        step is DenseConvStep { Window.IsPointwise: true, Input.Place: Place.Workspace, Layer.Windows: null };

    /// <summary>The kernels of a plan, as few as serve all its steps: what one of them needs and another does without costs less than a second method.</summary>
    public static List<PointwiseKernel> KernelsOf(IEnumerable<KernelStep> steps, VectorDialect dialect)
    {
        List<PointwiseKernel> all = [.. steps.Where(Serve).Cast<DenseConvStep>()
            .SelectMany(step => step.Groups.Select(group => KernelOf(step, group, dialect)))
            .Distinct()];
        List<PointwiseKernel> kernels = [];
        foreach (PointwiseKernel each in all.OrderBy(kernel => kernel.Narrow == 0))
        {
            int known = kernels.FindIndex(kernel => kernel.Covers(each));
            if (known < 0)
            {
                kernels.Add(each);
            }
            else
            {
                kernels[known] = kernels[known].With(each);
            }
        }

        return kernels;
    }

    /// <param name="kernels">See <see cref="KernelsOf"/>.</param>
    public static IEnumerable<KernelCall> Of(DenseConvStep step, VectorDialect dialect, List<PointwiseKernel> kernels) => Of(
        step, dialect, kernels, StepArguments.AddressOf(step.Input), new Address("weights", step.Layer.Offset), StepArguments.AddressOf(step.Output));

    /// <summary>The calls where input, weights and output are told otherwise than by the step.</summary>
    /// <param name="kernels">See <see cref="KernelsOf"/>.</param>
    public static IEnumerable<KernelCall> Of(
        DenseConvStep step, VectorDialect dialect, List<PointwiseKernel> kernels, Address input, Address weights, Address output)
    {
        foreach (ChannelGroup group in step.Groups)
        {
            PointwiseKernel own = KernelOf(step, group, dialect);
            PointwiseKernel kernel = kernels.First(known => known.Covers(own));
            PointwiseConv conv = new(kernel, dialect);
            yield return new KernelCall(
                kernel, Names.Pointwise(kernel, dialect.Isa), PlanText.DescribePointwise(group, kernel.Parts, dialect.Isa), conv.Parameters,
                Arguments(step, group, kernel, input, weights, output), conv.WriteBody);
        }
    }

    private static PointwiseKernel KernelOf(DenseConvStep step, ChannelGroup group, VectorDialect dialect)
    {
        // A block within one panel or plane is addressed from its own first channel.
        int channels = group.Block.Tiles * dialect.Isa.Lanes;
        int panelStart = group.First % WeightLayout.PanelChannels;
        int plane = step.Output.Layout.ChannelBlock;
        int planeStart = group.First % plane;
        return new PointwiseKernel(
            group.Runs[0].Width,
            group.Runs.Count > 1 ? group.Runs[1].Width : 0,
            group.Block.Tiles,
            group.EndsInHalf && dialect.Half is not null,
            panelStart + channels <= WeightLayout.PanelChannels ? 0 : panelStart,
            planeStart + channels <= plane ? 0 : planeStart,
            group.Count > 1,
            step.Layer.InputChannels % plane != 0,
            step.FetchesAhead,
            step.Epilogue.Parts);
    }

    private static string Arguments(
        DenseConvStep step, ChannelGroup group, PointwiseKernel kernel, Address input, Address panels, Address output)
    {
        string Sized(string name, int value) => $"{name}: {CodeWriter.Number(value)}";

        const int Panel = WeightLayout.PanelChannels;
        int weights = (group.First / Panel * step.Layer.PanelFloats) + (group.First % Panel) - kernel.PanelStart;
        string PlaceOf(Operand map, Address first) =>
            StepArguments.PlaceOf(step, map, first.Plus(KernelText.Element(map.Layout, 0, group.First) - kernel.PlaneStart));

        string Tiles(string name, int width) => $"{name}: {TilesOf(step, group, width)}";

        Operand? residual = step.Epilogue.Residual;
        List<string> arguments = [StepArguments.PlaceOf(step, step.Input, input), panels.Plus(weights).AsReference];
        arguments.AddRange(residual is null ? [] : [PlaceOf(residual, StepArguments.AddressOf(residual))]);
        arguments.AddRange([PlaceOf(step.Output, output), Sized("strips", step.Window.Rows), Tiles(kernel.Narrow > 0 ? "wideTiles" : "tiles", kernel.Wide)]);
        arguments.AddRange(kernel.Narrow > 0 ? [Tiles("narrowTiles", kernel.Narrow)] : []);
        arguments.AddRange([Sized("inputChannels", step.Layer.InputChannels), Sized("inputPitch", step.Input.Layout.BlockPitch)]);
        arguments.AddRange(kernel.HasBlocks ? [Sized("blocks", group.Count)] : []);
        arguments.AddRange(residual is null ? [] : [Sized("residualPitch", residual.Layout.BlockPitch)]);
        arguments.Add(Sized("outputPitch", step.Output.Layout.BlockPitch));
        return string.Join(", ", arguments);
    }

    /// <summary>
    /// How many tiles have a width. In a band, as few as its pixels can be covered by, of which so many are of the greater width that they come out even.
    /// </summary>
    private static string TilesOf(DenseConvStep step, ChannelGroup group, int width)
    {
        int wide = group.Runs[0].Width;
        if (step.Bands is null || group.Runs.All(run => run.Width != width))
        {
            return CodeWriter.Number(group.Runs.Where(run => run.Width == width).Sum(run => run.Tiles));
        }

        string tiles = $"(pixels + {CodeWriter.Number(wide - 1)}) / {CodeWriter.Number(wide)}";
        return group.Runs.Count == 1 ? $"pixels / {CodeWriter.Number(wide)}"
            : width == wide ? $"pixels - ({tiles} * {CodeWriter.Number(wide - 1)})"
            : $"({tiles} * {CodeWriter.Number(wide)}) - pixels";
    }
}
