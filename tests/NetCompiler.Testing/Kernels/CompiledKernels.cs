using System.Reflection;
using System.Runtime.InteropServices;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Plan;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Testing.Kernels;

/// <summary>A network in three forms: as built, as passed, and compiled for each instruction set.</summary>
internal sealed record KernelNetwork(NetworkGraph Graph, NetworkGraph Passed, IReadOnlyList<CompiledKernels> Kernels);

/// <summary>The kernels of one network for one instruction set.</summary>
internal sealed class CompiledKernels
{
    private readonly KernelEntry _run;

    public CompiledKernels(ExecutionPlan plan, Type type)
    {
        Plan = plan;
        const BindingFlags Members = BindingFlags.Static | BindingFlags.NonPublic;
        IsSupported = (bool)type.GetProperty("IsSupported", Members)!.GetValue(null)!;
        _run = type.GetMethod("Run", Members)!.CreateDelegate<KernelEntry>();
    }

    private delegate void KernelEntry(ref float input, ref float weights, ref float workspace, ref float output);

    public ExecutionPlan Plan { get; }

    /// <summary>Whether this machine can run them.</summary>
    public bool IsSupported { get; }

    /// <summary>
    /// One run with every block of memory against no-access pages, the workspace full of NaN, and each block checked for strays.
    /// </summary>
    public float[] Run(ReadOnlySpan<float> input, ReadOnlySpan<float> weights, int outputLength, bool atEnd)
    {
        using GuardedFloats guardedInput = new(input.Length, atEnd);
        using GuardedFloats guardedWeights = new(weights.Length, atEnd);
        using GuardedFloats workspace = new(Plan.WorkspaceFloats, atEnd);
        using GuardedFloats output = new(outputLength, atEnd);
        input.CopyTo(guardedInput.Span);
        weights.CopyTo(guardedWeights.Span);
        _run(
            ref MemoryMarshal.GetReference(guardedInput.Span), ref MemoryMarshal.GetReference(guardedWeights.Span),
            ref MemoryMarshal.GetReference(workspace.Span), ref MemoryMarshal.GetReference(output.Span));
        foreach (GuardedFloats block in new[] { guardedInput, guardedWeights, workspace, output })
        {
            block.Check();
        }

        Require(guardedInput.Span, input, "input");
        Require(guardedWeights.Span, weights, "weights");
        return output.Span.ToArray();
    }

    /// <summary>The weight block as its layout is defined, filled from a reference's folded weights.</summary>
    public static float[] Pack(ExecutionPlan plan, NetworkGraph passed, FusedReference reference)
    {
        float[] block = new float[plan.WeightFloats];
        foreach (PlannedLayer layer in plan.Layers)
        {
            Convolution op = (Convolution)passed.Nodes.Single(node => node.Name == layer.Name).Op;
            (float[] weights, float[] biases) = reference.Fold(op, layer.InputChannels, layer.OutputChannels);
            int taps = weights.Length / layer.OutputChannels;
            for (int channel = 0; channel < layer.OutputChannels; channel++)
            {
                int panel = layer.Offset + (channel / 16 * 16 * (1 + taps)) + (channel % 16);
                block[panel] = biases[channel];
                for (int tap = 0; tap < taps; tap++)
                {
                    block[panel + (16 * (1 + tap))] = weights[(channel * taps) + tap];
                }
            }
        }

        return block;
    }

    private static void Require(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, string name)
    {
        if (!MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(expected)))
        {
            throw new InvalidOperationException($"The {name} were written.");
        }
    }
}
