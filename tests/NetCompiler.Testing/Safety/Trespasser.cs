using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Testing.Safety;

/// <summary>The memory that a network is given.</summary>
internal enum MemoryBlockKind
{
    /// <summary>Numbers, read.</summary>
    Input,

    /// <summary>Bytes of a picture, read.</summary>
    Pixels,

    /// <summary>Results, written.</summary>
    Output,

    /// <summary>The weight block, read.</summary>
    Weights,

    /// <summary>Read and written.</summary>
    Workspace,
}

/// <summary>How far a trespasser goes.</summary>
/// <param name="Block">Whose bounds it leaves.</param>
/// <param name="Side">By the one element past this end.</param>
/// <param name="IsWrite">Whether it writes there, or reads.</param>
internal sealed record Trespass(MemoryBlockKind Block, GuardSide Side, bool IsWrite)
{
    /// <summary>All there are.</summary>
    public static IEnumerable<Trespass> All =>
        from block in Enum.GetValues<MemoryBlockKind>()
        from side in new[] { GuardSide.Before, GuardSide.After }
        from isWrite in new[] { false, true }
        select new Trespass(block, side, isWrite);

    public override string ToString() => $"{Block} {Side} {(IsWrite ? "write" : "read")}";
}

/// <summary>
/// Stands in for a network and does what none may: goes one element past a block, or nowhere. The checks of memory have to see it; a check that never
/// fails proves nothing.
/// </summary>
/// <param name="trespass">Where it goes; null for a network that behaves.</param>
internal sealed class Trespasser(Trespass? trespass) : ICheckedNetwork
{
    // A whole number of cache lines each, as networks have, and an input and an output that end between them.
    public int InputLength => 21;

    public int OutputLength => 5;

    public int WeightFloats => 32;

    public int WorkspaceFloats => 64;

    /// <summary>What it is run with.</summary>
    public CheckedData Data
    {
        get
        {
            float[] weights = [.. Enumerable.Range(1, WeightFloats).Select(i => (float)i)];
            float[] input = [.. Enumerable.Range(1, InputLength).Select(i => 0.5f * i)];
            byte[] pixels = [.. Enumerable.Range(1, InputLength).Select(i => (byte)i)];
            return new CheckedData(
                weights, input, pixels, [.. Enumerable.Range(0, OutputLength).Select(i => input[i] * weights[i])],
                [.. Enumerable.Range(0, OutputLength).Select(i => pixels[i] * weights[i])]);
        }
    }

    public CheckedSession Over(ReadOnlyMemory<float> weights, Memory<float> workspace) => new(
        new Nothing(),
        (input, output) =>
        {
            Compute(input, weights.Span, workspace.Span, output);
            Go(MemoryBlockKind.Input, input);
        },
        (pixels, output) =>
        {
            float[] input = new float[pixels.Length];
            for (int i = 0; i < input.Length; i++)
            {
                input[i] = pixels[i];
            }

            Compute(input, weights.Span, workspace.Span, output);
            Go(MemoryBlockKind.Pixels, pixels);
        },
        other => Over(weights, other));

    public override string ToString() => trespass?.ToString() ?? "none";

    private void Compute(ReadOnlySpan<float> input, ReadOnlySpan<float> weights, Span<float> workspace, Span<float> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            workspace[i] = input[i] * weights[i];
            output[i] = workspace[i];
        }

        Go(MemoryBlockKind.Output, output);
        Go(MemoryBlockKind.Weights, weights);
        Go(MemoryBlockKind.Workspace, workspace);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Go<T>(MemoryBlockKind block, ReadOnlySpan<T> span)
        where T : unmanaged
    {
        if (trespass?.Block != block)
        {
            return;
        }

        ref T outside = ref Unsafe.Add(ref MemoryMarshal.GetReference(span), trespass.Side == GuardSide.After ? span.Length : -1);
        if (trespass.IsWrite)
        {
            outside = default;
        }
        else
        {
            Seen<T>.Value = outside;
        }
    }

    /// <summary>Keeps what was read, so that the read is not left out.</summary>
    private static class Seen<T>
    {
        public static T Value = default!;
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
