using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>A plan as lines of text, for headers of generated files and for snapshots.</summary>
internal static class PlanText
{
    private static readonly string[] s_headings = ["step", "output", "kernel", "block", "MMAC", "weights", "buffer"];

    /// <summary>The table of steps, then the sums.</summary>
    public static IEnumerable<string> Lines(ExecutionPlan plan)
    {
        List<string[]> rows = [[string.Empty, .. s_headings]];
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            KernelStep step = plan.Steps[i];
            rows.Add(
            [
                Number(i + 1), Bracket(plan, i) + step.Name, step.Output.Shape.ToString(), Kernel(step) + Rows(step), Block(step), MegaMultiplyAdds(step), WeightBytes(step),
                step.Output.Place == Place.Workspace ? $"workspace + {Number(step.Output.Offset)}{Ring(step.Output)}"
                    : step.Output.Index == 0 ? "output" : $"output {Number(step.Output.Index)}",
            ]);
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        yield return $"Plan for {plan.Isa.Title}: {Number(plan.Isa.Lanes)} lanes, {Number(plan.Isa.Registers)} registers";
        foreach (string[] row in rows)
        {
            // Numbers stand to the right, words to the left.
            string[] cells = [.. row.Select((cell, column) => column is 0 or 5 or 6 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))];
            yield return string.Join("  ", cells).TrimEnd();
        }

        yield return $"weights {Bytes(plan.WeightFloats)}, workspace {Bytes(plan.WorkspaceFloats)}, of which needed at one time {Bytes(plan.LiveFloats)}";
    }

    /// <summary>One line about a step, for the summary of its kernel.</summary>
    public static string Describe(KernelStep step) => $"{Kernel(step)}, {InputShape(step)} → {step.Output.Shape}{Rows(step)}";

    /// <summary>What holds the members of a chain together, before the name of one of them; nothing before other steps.</summary>
    public static string Bracket(ExecutionPlan plan, int step)
    {
        if (plan.Steps[step].Bands is not { } bands)
        {
            return string.Empty;
        }

        bool isFirst = step == 0 || plan.Steps[step - 1].Bands?.Chain != bands.Chain;
        return isFirst ? "┌ " : plan.ChainLength(step) == 1 ? "└ " : "│ ";
    }

    private static string Rows(KernelStep step) => step.Bands is { } bands ? $", by {Number(bands.PerBand)} of {Number(bands.Rows)} rows" : string.Empty;

    private static string Ring(Operand map) => map.Ring is { } ring ? $", ring of {Number(ring.Rows)} rows" : string.Empty;

    /// <summary>The input's shape, of as many channels as are gathered.</summary>
    private static Shape InputShape(KernelStep step) =>
        step is GatheredConvStep gathered ? step.Input.Shape with { Channels = gathered.Layer.InputChannels } : step.Input.Shape;

    /// <summary>The register blocks of a step and the sum that shows that they fit, or nothing.</summary>
    public static string ExplainRegisters(KernelStep step, VectorIsa isa)
    {
        EquatableArray<ChannelGroup> groups = step switch
        {
            DenseConvStep dense => dense.Groups,
            GatheredConvStep gathered => gathered.Groups,
            WinogradStep winograd => winograd.Multiply.Groups,
            _ => default,
        };
        VectorIsa unit = step is GatheredConvStep ? isa.Broadcasting : isa;
        return string.Concat(groups.Select(group =>
            $"\nBlock {Number(group.Block.Rows)} pixels × {Number(group.Block.Tiles * isa.Lanes)} channels: {group.Block.Explain(unit)}."));
    }

    /// <summary>The same for a kernel of 1×1 convolutions of all sizes that have a block in common.</summary>
    public static string DescribePointwise(ChannelGroup group, EquatableArray<EpiloguePart> parts, VectorIsa isa) =>
        $"conv 1×1{Epilogue(parts)}, of any size.\nBlock {Number(group.Block.Rows)} pixels × {Number(group.Block.Tiles * isa.Lanes)} channels: {group.Block.Explain(isa)}.";

    /// <summary>What a step computes.</summary>
    public static string Kernel(KernelStep step) => step switch
    {
        DenseConvStep { Input.Shape.Pixels: 1 } dense => "fully connected" + Epilogue(dense.Epilogue),
        DenseConvStep dense => $"conv {Window(dense.Window)}{Groups(dense.Layer)}{Epilogue(dense.Epilogue)}",
        GatheredConvStep { Input.Shape.Pixels: 1 } gathered => $"fully connected{Groups(gathered.Layer)}, {Sources(gathered.Channels)}{Epilogue(gathered.Epilogue)}",
        GatheredConvStep gathered => $"conv 1×1{Groups(gathered.Layer)}, {Sources(gathered.Channels)}{Epilogue(gathered.Epilogue)}",
        WinogradStep winograd => $"conv 3×3 by Winograd's {Number(winograd.Tiling.Side)}×{Number(winograd.Tiling.Side)}{Epilogue(winograd.Epilogue)}",
        DepthwiseConvStep { Layer.Source.Shape: WeightShape.Norm } norm => "batch norm" + Epilogue(norm.Epilogue),
        DepthwiseConvStep depthwise => $"depthwise {Window(depthwise.Window)}{Part(depthwise)}{Epilogue(depthwise.Epilogue)}",
        AveragePoolStep pool => $"average pool {Window(pool.Window)}{(pool.CountsPadding ? ", padding counted" : "")}",
        AdaptivePoolStep => "adaptive average pool",
        MaxPoolStep pool => $"max pool {Window(pool.Window)}",
        MultiplyStep multiply => (multiply.Factor.Shape.Pixels == 1 ? "multiply by channel" : "multiply") + Epilogue(multiply.Epilogue),
        CopyStep copy => $"copy of {Number(copy.Channels)} channels to {Number(copy.FirstOutput)}",
        GatherStep gather => $"channels brought together, {Sources(gather.Channels)}",
        ResponseNormStep norm => $"response norm over {Number(norm.Rule.Size)} channels",
        ElementwiseStep elementwise => "elementwise" + Epilogue(elementwise.Epilogue),
        InputStep => "to planes of channels",
        OutputStep => "to interleaved channels",
        SoftmaxStep => "softmax",
        _ => throw new InvalidOperationException($"No text describes {step.GetType().Name}."),
    };

    private static string Groups(PlannedLayer layer) => layer.Groups == 1 ? string.Empty : $" in {Number(layer.Groups)} groups";

    private static string Sources(ChannelReads reads) => reads.Maps.Count == 1 ? "gathered" : $"gathered from {Number(reads.Maps.Count)} maps";

    private static string Part(DepthwiseConvStep step) => !step.Layer.IsPart
        ? step.Planes is { } planes && planes.Sources.Maps.Count > 1 ? $" of {Number(planes.Sources.Maps.Count)} maps" : string.Empty
        : $" of {Number(step.Layer.OutputChannels)} channels from {Number(step.Layer.FirstChannel)}";

    private static string Window(WindowGeometry window)
    {
        string text = $"{Number(window.KernelHeight)}×{Number(window.KernelWidth)}";
        text += window.StrideHeight == 1 && window.StrideWidth == 1
            ? string.Empty
            : window.StrideHeight == window.StrideWidth
                ? $" /{Number(window.StrideHeight)}"
                : $" /{Number(window.StrideHeight)}×{Number(window.StrideWidth)}";
        return window.DilationHeight == 1 && window.DilationWidth == 1
            ? text
            : $"{text} dilated {Number(window.DilationHeight)}×{Number(window.DilationWidth)}";
    }

    private static string Epilogue(Epilogue epilogue) => Epilogue(epilogue.Parts);

    private static string Epilogue(EquatableArray<EpiloguePart> parts) => string.Concat(parts.Select(part => ", " + part.Text));

    /// <summary>The register blocks of a step, or nothing.</summary>
    public static string Block(KernelStep step) => step switch
    {
        WinogradStep winograd => Block(winograd.Multiply),
        DenseConvStep dense => string.Join(" ", dense.Groups.Select(group =>
            $"{Number(group.Block.Rows)}×{Number(group.Count == 1 ? step.Output.Shape.Channels - group.First : (dense.Groups.Count == 1 ? step.Output.Shape.Channels : dense.Groups[1].First) / group.Count)}")),
        GatheredConvStep gathered => string.Join(" ", gathered.Groups.Select((group, i) =>
            $"{Number(group.Block.Rows)}×{Number(((i + 1 < gathered.Groups.Count ? gathered.Groups[i + 1].First : gathered.Layer.OutputChannels / gathered.Layer.Groups) - group.First) / group.Count)}")),
        DepthwiseConvStep depthwise => Number(depthwise.Runs.Max(run => run.Width)) + " pixels",
        _ => string.Empty,
    };

    private static string MegaMultiplyAdds(KernelStep step) =>
        StepWork.LayerOf(step) is null ? string.Empty : (StepWork.MultiplyAdds(step) / 1e6).ToString("F2", CultureInfo.InvariantCulture);

    private static string WeightBytes(KernelStep step) => StepWork.LayerOf(step) is { } layer ? Bytes(layer.Floats) : string.Empty;

    private static string Bytes(int floats) => (floats * 4.0 / 1024).ToString("F1", CultureInfo.InvariantCulture) + " KB";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
