using System.Globalization;
using System.Xml.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Report;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using Xunit;

namespace NetCompiler.Generator.Tests.Report;

/// <summary>The chart of memory is the plan: rectangles where its buffers are, at the steps where they are needed.</summary>
public sealed class MemoryChartTests
{
    private const double Rounding = 0.11;

    public static IEnumerable<object[]> Networks => ZooCatalog.Names.Select(name => new object[] { name });

    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    [InlineData("MobileNetV2", "Alpha=0.35", "Height=33", "Width=57")]
    public void Buffers_are_those_of_the_plan(string network, params string[] settings)
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network, settings));
        foreach (ExecutionPlan plan in KnownIsas.All.Select(isa => Planner.Plan(graph, isa)))
        {
            EquatableArray<WorkspaceBuffer> buffers = WorkspaceBuffer.Of(plan);
            AssertHeld(plan, buffers);
            Assert.Equal(plan.LiveFloats, WorkspaceBuffer.LiveFloats(plan, buffers).Max());
            for (int step = 0; step < plan.Steps.Count; step++)
            {
                foreach (Operand operand in new[] { plan.Steps[step].Input, plan.Steps[step].Other, plan.Steps[step].Output }.OfType<Operand>().Where(each => each.Place == Place.Workspace))
                {
                    Assert.Single(buffers, buffer => buffer.Offset == operand.Offset && buffer.Floats == operand.Layout.Floats(operand.Shape)
                        && buffer.FirstStep <= step && step <= buffer.LastStep);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void What_a_step_needs_is_drawn_in_every_network(string network)
    {
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(network));
        foreach (ExecutionPlan plan in KnownIsas.All.Select(isa => Planner.Plan(graph, isa)))
        {
            AssertHeld(plan, WorkspaceBuffer.Of(plan));
        }
    }

    [Fact]
    public void What_a_tapped_network_needs_is_drawn()
    {
        UnrolledNetwork read = ZooNetwork.Read("ShuffleNetV2");
        UnrolledNetwork tapped = read with
        {
            Outputs = read.Operations.Select((operation, index) => (operation, index)).Where(each => each.operation.Operator is "concat" or "dwconv")
                .Select(each => new NamedOutput($"Tap{each.index}", each.index)).Concat(read.Outputs).ToEquatableArray(),
        };
        NetworkGraph graph = PassList.Run(ZooNetwork.Graph(tapped));
        Assert.True(graph.Outputs.Count > 20);
        foreach (ExecutionPlan plan in KnownIsas.All.Select(isa => Planner.Plan(graph, isa)))
        {
            Assert.Empty(PlanVerifier.Verify(plan));
            AssertHeld(plan, WorkspaceBuffer.Of(plan));
        }
    }

    [Fact]
    public void A_copy_leaves_what_was_computed_in_place()
    {
        // As at the beginning of a stage of ShuffleNetV2 1.0: 58 channels in their place, 58 more moved to behind them.
        Operand source = At(0, 58) with { Buffer = "Source" };
        Operand whole = At(1024, 116) with { Buffer = "Join" };
        ExecutionPlan plan = PlanOf(
            new InputStep("Source", new Operand(Place.Input, 0, new Shape(2, 4, 58), MapLayout.Interleaved(new Shape(2, 4, 58))), source),
            new ElementwiseStep("Left", source, At(1024, 58) with { Buffer = "Join" }, new Epilogue(default, null)),
            new CopyStep("Join", source, whole, 0, 58, 58),
            new OutputStep("Output", whole, new Operand(Place.Output, 0, new Shape(2, 4, 116), MapLayout.Interleaved(new Shape(2, 4, 116)))));
        EquatableArray<WorkspaceBuffer> buffers = WorkspaceBuffer.Of(plan);
        Assert.Equal(
            [("Left", 1024, 512, 1, 3), ("Join", 1536, 448, 2, 3)],
            buffers.Skip(2).Select(buffer => (buffer.Name, buffer.Offset, buffer.Floats, buffer.FirstStep, buffer.LastStep)));
        Assert.Equal(960, WorkspaceBuffer.LiveFloats(plan, buffers)[3]);
    }

    [Theory]
    [InlineData("MobileNetV1")]
    [InlineData("MobileNetV2")]
    [InlineData("ShuffleNetV2")]
    public void Rectangles_are_the_buffers(string network)
    {
        ExecutionPlan plan = Planner.Plan(PassList.Run(ZooNetwork.Graph(network)), KnownIsas.Avx2);
        MarkupWriter writer = new();
        MemoryChart.Write(writer, plan, "Chart");
        XElement chart = XElement.Parse(writer.ToString());
        XElement[] drawn = [.. chart.Descendants("g").Where(group => group.Attribute("data-offset") is not null)];
        EquatableArray<WorkspaceBuffer> buffers = WorkspaceBuffer.Of(plan);
        Assert.Equal(buffers.Count, drawn.Length);

        double stepWidth = MemoryChart.PlotWidth / 10.0 / plan.Steps.Count;
        double floatHeight = MemoryChart.PlotHeight / 10.0 / plan.WorkspaceFloats;
        double bottom = (MemoryChart.PlotTop + MemoryChart.PlotHeight) / 10.0;
        for (int i = 0; i < drawn.Length; i++)
        {
            WorkspaceBuffer buffer = buffers[i];
            XElement rectangle = drawn[i].Element("rect")!;
            double x = Number(rectangle, "x");
            Assert.Equal(buffer.Name, (string?)drawn[i].Attribute("data-name"));
            Assert.Equal((MemoryChart.PlotLeft / 10.0) + (buffer.FirstStep * stepWidth), x, Rounding);
            Assert.Equal((MemoryChart.PlotLeft / 10.0) + ((buffer.LastStep + 1) * stepWidth), x + Number(rectangle, "width"), Rounding);
            Assert.Equal(bottom - ((buffer.Offset + buffer.Floats) * floatHeight), Number(rectangle, "y"), Rounding);

            // A buffer too small to be seen is drawn 0.6 pixels high.
            Assert.Equal(Math.Max(0.6, buffer.Floats * floatHeight), Number(rectangle, "height"), 2 * Rounding);
        }

        string bound = (string)chart.Descendants("path").Single(path => (string?)path.Attribute("class") == "bound").Attribute("d")!;
        double y = double.Parse(bound.Split(' ', 'H')[1], CultureInfo.InvariantCulture);
        Assert.Equal(bottom - (plan.LiveFloats * floatHeight), y, Rounding);
    }

    [Fact]
    public void Views_inside_of_a_buffer_live_until_the_whole_is_read()
    {
        // Two steps write halves of what the fourth reads; the third reads the first half alone.
        Operand low = At(0, 8);
        Operand high = At(64, 8);
        ExecutionPlan plan = PlanOf(
            new InputStep("Low", new Operand(Place.Input, 0, new Shape(2, 4, 8), MapLayout.Interleaved(new Shape(2, 4, 8))), low),
            new ElementwiseStep("High", low, high, new Epilogue(default, null)),
            new ElementwiseStep("Aside", low, At(256, 8), new Epilogue(default, null)),
            new OutputStep("Output", At(0, 16), new Operand(Place.Output, 0, new Shape(2, 4, 16), MapLayout.Interleaved(new Shape(2, 4, 16)))));
        Assert.Equal(
            [("Input", 512, 64, 0, 0), ("Low", 0, 64, 0, 3), ("High", 64, 64, 1, 3), ("Aside", 256, 64, 2, 2)],
            WorkspaceBuffer.Of(plan).Select(buffer => (buffer.Name, buffer.Offset, buffer.Floats, buffer.FirstStep, buffer.LastStep)));
    }

    [Fact]
    public void Steps_that_fill_parts_of_a_map_share_the_plane_in_which_they_meet()
    {
        Operand source = At(0, 8);
        Operand whole = At(64, 16);
        ExecutionPlan plan = PlanOf(
            new InputStep("Source", new Operand(Place.Input, 0, new Shape(2, 4, 8), MapLayout.Interleaved(new Shape(2, 4, 8))), source),
            new CopyStep("First", source, whole, 0, 0, 4),
            new CopyStep("Second", source, whole, 4, 4, 12),
            new OutputStep("Output", whole, new Operand(Place.Output, 0, new Shape(2, 4, 16), MapLayout.Interleaved(new Shape(2, 4, 16)))),
            new ElementwiseStep("Again", source, whole, new Epilogue(default, null)));
        Assert.Equal(
            [("Input", 512, 64, 0, 0), ("Source", 0, 64, 0, 4), ("First", 64, 64, 1, 3), ("Second", 128, 64, 2, 3), ("Again", 64, 128, 4, 4)],
            WorkspaceBuffer.Of(plan).Select(buffer => (buffer.Name, buffer.Offset, buffer.Floats, buffer.FirstStep, buffer.LastStep)));
    }

    /// <summary>
    /// Rectangles lie apart, inside of the workspace and under the plan's bound, and hold every float that a step reads from the step that wrote it to this one.
    /// </summary>
    private static void AssertHeld(ExecutionPlan plan, EquatableArray<WorkspaceBuffer> buffers)
    {
        AssertApart(buffers);
        Assert.All(buffers, buffer => Assert.InRange(buffer.Offset + buffer.Floats, 1, plan.WorkspaceFloats));
        int[] live = WorkspaceBuffer.LiveFloats(plan, buffers);
        Assert.InRange(live.Max(), 1, plan.LiveFloats);

        // The step that wrote each half of a cache line last: maps begin and end with one.
        const int Unit = 8;
        int[] writers = new int[plan.WorkspaceFloats / Unit];
        Array.Fill(writers, -1);
        for (int step = 0; step < plan.Steps.Count; step++)
        {
            KernelStep current = plan.Steps[step];
            foreach (Operand read in new[] { current.Input, current.Other }.OfType<Operand>().Where(each => each.Place == Place.Workspace))
            {
                int end = (read.Offset + read.Layout.Floats(read.Shape)) / Unit;
                for (int first = read.Offset / Unit; first < end;)
                {
                    int writer = writers[first];
                    int next = first;
                    while (next < end && writers[next] == writer)
                    {
                        next++;
                    }

                    int held = buffers.Where(buffer => buffer.FirstStep <= writer && step <= buffer.LastStep)
                        .Sum(buffer => Math.Max(0, Math.Min(next * Unit, buffer.Offset + buffer.Floats) - Math.Max(first * Unit, buffer.Offset)));
                    Assert.True(
                        held == (next - first) * Unit,
                        $"{current.Name} reads {(next - first) * Unit} floats of step {writer}, of which {held} are drawn until step {step}");
                    first = next;
                }
            }

            if (current.Output.Place == Place.Workspace)
            {
                (int written, int floats) = current.WrittenFloats;
                Array.Fill(writers, step, written / Unit, floats / Unit);
            }
        }
    }

    private static void AssertApart(EquatableArray<WorkspaceBuffer> buffers)
    {
        for (int i = 0; i < buffers.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool atOneTime = buffers[i].FirstStep <= buffers[j].LastStep && buffers[j].FirstStep <= buffers[i].LastStep;
                bool atOnePlace = buffers[i].Offset < buffers[j].Offset + buffers[j].Floats && buffers[j].Offset < buffers[i].Offset + buffers[i].Floats;
                Assert.False(atOneTime && atOnePlace, $"{buffers[i]} and {buffers[j]}");
            }
        }
    }

    private static Operand At(int offset, int channels)
    {
        Shape shape = new(2, 4, channels);
        return new Operand(Place.Workspace, offset, shape, MapLayout.Blocked(shape, KnownIsas.Avx2));
    }

    private static ExecutionPlan PlanOf(params KernelStep[] steps) =>
        new(KnownIsas.Avx2, steps.ToEquatableArray(), default, 0, 1024, 512, 256, new string('0', 32));

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);
}
