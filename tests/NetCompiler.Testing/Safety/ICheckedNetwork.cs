namespace NetCompiler.Testing.Safety;

/// <summary>A run over numbers.</summary>
internal delegate void FloatRun(ReadOnlySpan<float> input, Span<float> output);

/// <summary>A run over the bytes of a picture.</summary>
internal delegate void PixelRun(ReadOnlySpan<byte> input, Span<float> output);

/// <summary>What the checks of memory want of a network: its sizes, and sessions over memory that they place.</summary>
internal interface ICheckedNetwork
{
    /// <summary>Numbers of the input, and bytes of a picture.</summary>
    int InputLength { get; }

    /// <summary>Numbers of the output.</summary>
    int OutputLength { get; }

    /// <summary>Size of the weight block.</summary>
    int WeightFloats { get; }

    /// <summary>Size of one session's workspace.</summary>
    int WorkspaceFloats { get; }

    /// <summary>A session over the caller's memory.</summary>
    CheckedSession Over(ReadOnlyMemory<float> weights, Memory<float> workspace);
}

/// <summary>One session, its calls bound once so that nothing is allocated around a run.</summary>
/// <param name="Session">What is disposed with it.</param>
/// <param name="Run">A run over numbers.</param>
/// <param name="RunPixels">A run over bytes.</param>
/// <param name="NewSession">Another session over the same weights and another workspace of the caller's; over one of its own where that is empty.</param>
internal sealed record CheckedSession(IDisposable Session, FloatRun Run, PixelRun RunPixels, Func<Memory<float>, CheckedSession> NewSession) : IDisposable
{
    public void Dispose() => Session.Dispose();
}

/// <summary>What a network is run with, and the bits that it has to give.</summary>
/// <param name="Weights">The weight block.</param>
/// <param name="Input">A run's numbers.</param>
/// <param name="Pixels">A run's bytes.</param>
/// <param name="Expected">The results of the numbers.</param>
/// <param name="ExpectedOfPixels">The results of the bytes.</param>
internal sealed record CheckedData(float[] Weights, float[] Input, byte[] Pixels, float[] Expected, float[] ExpectedOfPixels);
