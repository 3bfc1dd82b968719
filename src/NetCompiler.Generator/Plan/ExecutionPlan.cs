using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// A network as steps with every size, place and register block fixed, for one vector unit: nothing is left to work out.
/// </summary>
/// <param name="Isa">The vector unit.</param>
/// <param name="Steps">In execution order.</param>
/// <param name="Layers">Places of the weights; equal for every vector unit.</param>
/// <param name="WeightFloats">Size of the weight block; a multiple of 16.</param>
/// <param name="WorkspaceFloats">Size of the workspace; a multiple of 16.</param>
/// <param name="PixelInputOffset">Where in the workspace the input stands when it comes as bytes; a multiple of 16.</param>
/// <param name="LiveFloats">The largest sum of buffers needed at one time: no plan can have a smaller workspace.</param>
/// <param name="Fingerprint">32 hexadecimal digits over graph and weight layout; equal for every vector unit.</param>
internal sealed record ExecutionPlan(
    VectorIsa Isa,
    EquatableArray<KernelStep> Steps,
    EquatableArray<PlannedLayer> Layers,
    int WeightFloats,
    int WorkspaceFloats,
    int PixelInputOffset,
    int LiveFloats,
    string Fingerprint)
{
    /// <summary>How several workers share the steps; null where one thread does them all.</summary>
    public WorkPlan? Work { get; init; }

    /// <summary>How many steps, from this one on, are run together: the members of a chain, or one.</summary>
    public int ChainLength(int first)
    {
        int length = 1;
        while (Steps[first].Bands is { } bands && first + length < Steps.Count && Steps[first + length].Bands?.Chain == bands.Chain)
        {
            length++;
        }

        return length;
    }
}
