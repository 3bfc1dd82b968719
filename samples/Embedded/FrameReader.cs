using NetCompiler.Samples.Classify;

namespace NetCompiler.Samples.Embedded;

/// <summary>Reads frames of one size that follow each other without anything between.</summary>
internal sealed class FrameReader(Stream input, int frameBytes)
{
    private readonly byte[] _frame = new byte[frameBytes];
    private long _count;

    /// <summary>The frame that was read last.</summary>
    public ReadOnlySpan<byte> Frame => _frame;

    /// <summary>Reads the next frame; false where the input has ended.</summary>
    /// <exception cref="FailureException">The input has no frame at all, or ends within one.</exception>
    public bool Read()
    {
        int read = input.ReadAtLeast(_frame, _frame.Length, throwOnEndOfStream: false);
        if (read == _frame.Length)
        {
            _count++;
            return true;
        }

        return read > 0 ? throw new FailureException($"the input ends within frame {_count + 1}: {read} bytes of {_frame.Length}")
            : _count == 0 ? throw new FailureException($"the input is empty: a frame has {_frame.Length} bytes")
            : false;
    }
}
