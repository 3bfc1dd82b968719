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
    private readonly MethodInfo _run;

    /// <summary>For kernels that several workers share.</summary>
    private readonly TeamRun? _team;

    public CompiledKernels(ExecutionPlan plan, Type type)
    {
        Plan = plan;
        const BindingFlags Members = BindingFlags.Static | BindingFlags.NonPublic;
        IsSupported = (bool)type.GetProperty("IsSupported", Members)!.GetValue(null)!;
        _run = type.GetMethod("Run", Members)!;
        _team = plan.Work is null ? null : new TeamRun(plan, type);
    }

    private delegate void OneOutput(ref float input, ref float weights, ref float workspace, ref float output);

    private delegate void TwoOutputs(ref float input, ref float weights, ref float workspace, ref float output, ref float output1);

    private delegate void ThreeOutputs(
        ref float input, ref float weights, ref float workspace, ref float output, ref float output1, ref float output2);

    public ExecutionPlan Plan { get; }

    /// <summary>Whether this machine can run them.</summary>
    public bool IsSupported { get; }

    /// <summary>A run of a network with one output.</summary>
    public float[] Run(ReadOnlySpan<float> input, ReadOnlySpan<float> weights, int outputLength, GuardSide side) =>
        Run(input, weights, [outputLength], side)[0];

    /// <summary>
    /// One run with every block of memory against no-access pages on the asked side, input and weights read-only, and the workspace and the
    /// outputs full of NaN, so that what is read without having been written shows. On systems without such pages, over plain arrays.
    /// </summary>
    public float[][] Run(ReadOnlySpan<float> input, ReadOnlySpan<float> weights, int[] outputLengths, GuardSide side)
    {
        float[][] outputs = Array.ConvertAll(outputLengths, length => new float[length]);
        if (!GuardedPages.IsSupported)
        {
            if (_team is not null)
            {
                throw new NotSupportedException("Kernels of several workers are run over guarded memory.");
            }

            float[] floats = new float[Plan.WorkspaceFloats];
            Array.Fill(floats, float.NaN);
            Call(input.ToArray(), weights.ToArray().Append(0).ToArray(), floats, outputs);
            return outputs;
        }

        using GuardedMemory<float> guardedInput = new(input.Length, side);
        using GuardedMemory<float> guardedWeights = new(weights.Length, side);
        using GuardedMemory<float> workspace = new(Plan.WorkspaceFloats, side);
        GuardedMemory<float>[] guardedOutputs = Array.ConvertAll(outputLengths, length => new GuardedMemory<float>(length, side));
        input.CopyTo(guardedInput.GetSpan());
        weights.CopyTo(guardedWeights.GetSpan());
        guardedInput.MakeReadOnly();
        guardedWeights.MakeReadOnly();
        workspace.GetSpan().Fill(float.NaN);
        foreach (GuardedMemory<float> output in guardedOutputs)
        {
            output.GetSpan().Fill(float.NaN);
        }

        if (_team is null)
        {
            Call(guardedInput.GetSpan(), guardedWeights.GetSpan(), workspace.GetSpan(), guardedOutputs);
        }
        else
        {
            _team.Run(
                guardedInput.GetSpan(), guardedWeights.Memory, workspace.Memory, guardedOutputs[0].GetSpan(), guardedOutputs[outputs.Length > 1 ? 1 : 0].GetSpan(),
                guardedOutputs[^1].GetSpan(), outputs.Length);
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = guardedOutputs[i].GetSpan().ToArray();
            ((IDisposable)guardedOutputs[i]).Dispose();
        }

        return outputs;
    }

    private void Call(Span<float> input, Span<float> weights, Span<float> workspace, GuardedMemory<float>[] outputs) => Call(
        input, weights, workspace, outputs[0].GetSpan(), outputs[outputs.Length > 1 ? 1 : 0].GetSpan(), outputs[^1].GetSpan(), outputs.Length);

    private void Call(Span<float> input, Span<float> weights, Span<float> workspace, float[][] outputs) =>
        Call(input, weights, workspace, outputs[0], outputs[outputs.Length > 1 ? 1 : 0], outputs[^1], outputs.Length);

    private void Call(
        Span<float> input, Span<float> weights, Span<float> workspace, Span<float> first, Span<float> second, Span<float> third, int outputs)
    {
        switch (outputs)
        {
            case 1:
                _run.CreateDelegate<OneOutput>()(ref input[0], ref FirstOf(weights), ref FirstOf(workspace), ref first[0]);
                break;
            case 2:
                _run.CreateDelegate<TwoOutputs>()(ref input[0], ref FirstOf(weights), ref FirstOf(workspace), ref first[0], ref second[0]);
                break;
            case 3:
                _run.CreateDelegate<ThreeOutputs>()(
                    ref input[0], ref FirstOf(weights), ref FirstOf(workspace), ref first[0], ref second[0], ref third[0]);
                break;
            default:
                throw new NotSupportedException($"No test has {outputs} outputs.");
        }
    }

    // A network without weights has none to refer to.
    private static ref float FirstOf(Span<float> span) => ref MemoryMarshal.GetReference(span);

    /// <summary>The weight block as its layout is defined, filled from a reference's folded weights.</summary>
    public static float[] Pack(ExecutionPlan plan, NetworkGraph passed, FusedReference reference)
    {
        float[] block = new float[plan.WeightFloats];
        foreach (GraphNode node in passed.Nodes)
        {
            if (node.Op is Convolution op)
            {
                int inputs = passed.Values[node.Inputs[0]].Shape.Channels;
                int outputs = passed.Values[node.Output].Shape.Channels;
                FoldedLayer folded = reference.Fold(op, inputs, outputs);
                int first = 0;
                for (int part = 0; part < Math.Max(1, op.Parts.Count); part++)
                {
                    string name = op.Parts.Count == 0 ? node.Name : $"{node.Name}.{part}";
                    int channels = op.Parts.Count == 0 ? outputs : op.Parts[part].Channels;
                    Fill(block, plan.Layers.Single(layer => layer.Name == name), op, folded, inputs, first, channels);
                    first += channels;
                }
            }
        }

        return block;
    }

    /// <summary>
    /// Panels of 16 channels: 16 biases, then for each tap 16 weights. A part's first channel stands in the lane that it has in the map; a plan may put channels
    /// into other lanes, where it counts those of a part from its first. A panel of a grouped convolution has taps for a window of input channels, and zeros where they are of other groups, or for its own
    /// group's channels alone.
    /// </summary>
    private static void Fill(float[] block, PlannedLayer layer, Convolution op, FoldedLayer folded, int inputs, int first, int channels)
    {
        if (op.Algorithm != ConvolutionAlgorithm.Direct)
        {
            FillTiled(block, layer.Offset, (int)op.Algorithm, folded, inputs);
            return;
        }

        (int width, int[]? starts) = op.Kind == ConvolutionKind.Depthwise ? (1, null)
            : op.Groups == 1 ? (inputs, null)
            : layer.Windows!.Channels == inputs / op.Groups ? (inputs / op.Groups, null)
            : FusedConvolution.Windows(inputs, channels, op.Groups);
        int perGroup = op.Kind == ConvolutionKind.Depthwise ? 1 : inputs / op.Groups;
        int kernel = folded.Weights[first].Length / perGroup;
        int panelFloats = 16 * (1 + (kernel * width));
        List<int> lanes = [.. layer.Lanes];
        for (int channel = first; channel < first + channels; channel++)
        {
            int lane = lanes.Count == 0 ? channel - (first / 16 * 16) : lanes.IndexOf(channel - first);
            int panel = lane / 16;
            int place = layer.Offset + (panel * panelFloats) + (lane % 16);
            int own = starts is null ? 0 : (channel / (channels / op.Groups) * perGroup) - starts[panel];
            block[place] = folded.Biases[channel];
            for (int tap = 0; tap < kernel; tap++)
            {
                for (int i = 0; i < perGroup; i++)
                {
                    block[place + (16 * (1 + (tap * width) + own + i))] = folded.Weights[channel][(tap * perGroup) + i];
                }
            }
        }
    }

    /// <summary>
    /// The biases of all panels, then for each position of a tile its panels: 16 zeros, then for each input channel 16 transformed weights.
    /// </summary>
    private static void FillTiled(float[] block, int offset, int side, FoldedLayer folded, int inputs)
    {
        int outputs = folded.Biases.Length;
        int panels = (outputs + 15) / 16;
        folded.Biases.CopyTo(block, offset);
        float[][] weights = FusedWinograd.Weights(side, folded, inputs);
        for (int position = 0; position < weights.Length; position++)
        {
            for (int channel = 0; channel < outputs; channel++)
            {
                int panel = (position * panels) + (channel / 16);
                for (int i = 0; i < inputs; i++)
                {
                    block[offset + (panels * 16) + (panel * 16 * (1 + inputs)) + (16 * (1 + i)) + (channel % 16)] = weights[position][(channel * inputs) + i];
                }
            }
        }
    }
}
