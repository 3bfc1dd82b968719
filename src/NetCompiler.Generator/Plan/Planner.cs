using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Turns a graph that the passes have finished into steps for one vector unit: weights placed, kernels chosen,
/// buffers placed. Nothing here alters arithmetic.
/// </summary>
internal static class Planner
{
    public static ExecutionPlan Plan(NetworkGraph graph, VectorIsa isa) => Plan(graph, isa, PlanOptions.Default);

    public static ExecutionPlan Plan(NetworkGraph graph, VectorIsa isa, PlanOptions options) => Plan(graph, EquatableArray.Of(isa), options)[0];

    /// <summary>A plan for each of several vector units, which share the weights and so the order of channels.</summary>
    public static EquatableArray<ExecutionPlan> Plan(NetworkGraph graph, EquatableArray<VectorIsa> isas, PlanOptions options)
    {
        ChannelLists lists = new(graph, options.Enabled);
        LaneOrders orders = new(graph, lists);
        EquatableArray<PlannedLayer> layers = WeightLayout.Arrange(graph, lists, orders);
        string fingerprint = LayoutFingerprint.Of(graph, layers);
        return isas.Select(PlanFor).ToEquatableArray();

        ExecutionPlan PlanFor(VectorIsa isa)
        {
            PlanOptions able = isa.FetchesAhead ? options : options with { Enabled = options.Enabled & ~Optimizations.FetchAhead };
            StepList steps = new(graph, lists, orders, layers, isa, able);
            BufferRequest[] requests = steps.Requests();
            (int[] offsets, int workspaceFloats) = BufferPlanner.Place(requests);
            EquatableArray<KernelStep> placed = steps.Placed(offsets).Select(step => HalfRegisters.In(step, isa, options.Enabled)).ToEquatableArray();
            int pixelInput = offsets[BufferList.PixelInput];
            return new ExecutionPlan(
                isa,
                placed,
                layers,
                layers.Sum(layer => layer.Floats),
                workspaceFloats,
                pixelInput,
                BufferPlanner.LowerBound(requests),
                fingerprint)
            {
                Work = options.Workers > 1 ? WorkPlanner.Plan(placed, options, pixelInput, isa) : null,
            };
        }
    }
}
