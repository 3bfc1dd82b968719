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
    /// One run with every block of memory against no-access pages on the asked side, input and weights read-only, and the workspace and the
    /// output full of NaN, so that what is read without having been written shows. On systems without such pages, over plain arrays.
    /// </summary>
    public float[] Run(ReadOnlySpan<float> input, ReadOnlySpan<float> weights, int outputLength, GuardSide side)
    {
        if (!GuardedPages.IsSupported)
        {
            float[] unguarded = new float[outputLength];
            float[] floats = new float[Plan.WorkspaceFloats];
            Array.Fill(floats, float.NaN);
            _run(ref input.ToArray()[0], ref weights.ToArray().Append(0).ToArray()[0], ref floats[0], ref unguarded[0]);
            return unguarded;
        }

        using GuardedMemory<float> guardedInput = new(input.Length, side);
        using GuardedMemory<float> guardedWeights = new(weights.Length, side);
        using GuardedMemory<float> workspace = new(Plan.WorkspaceFloats, side);
        using GuardedMemory<float> output = new(outputLength, side);
        input.CopyTo(guardedInput.GetSpan());
        weights.CopyTo(guardedWeights.GetSpan());
        guardedInput.MakeReadOnly();
        guardedWeights.MakeReadOnly();
        workspace.GetSpan().Fill(float.NaN);
        output.GetSpan().Fill(float.NaN);
        _run(
            ref MemoryMarshal.GetReference(guardedInput.GetSpan()), ref MemoryMarshal.GetReference(guardedWeights.GetSpan()),
            ref MemoryMarshal.GetReference(workspace.GetSpan()), ref MemoryMarshal.GetReference(output.GetSpan()));
        return output.GetSpan().ToArray();
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
}
