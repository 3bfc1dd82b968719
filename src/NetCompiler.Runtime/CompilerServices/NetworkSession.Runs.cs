using System.Runtime.InteropServices;

namespace NetCompiler.CompilerServices;

/// <summary>
/// Runs of a session: every argument is checked before a run is entered, and nothing is allocated. A network of one output is entered by one call; of
/// several by a check of the input, of each output and of each pair of outputs, and then <see cref="Begin()"/>.
/// </summary>
public sealed unsafe partial class NetworkSession
{
    /// <summary>Enters a run after checking its arguments; <see cref="End"/> has to follow. Writes nothing.</summary>
    /// <param name="input">Exactly the input: height, width, channels.</param>
    /// <param name="output">Exactly the output; apart from the input and from memory given to <see cref="Over"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong or memory overlaps.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    /// <exception cref="InvalidOperationException">A run is under way in another thread.</exception>
    public void Begin(ReadOnlySpan<float> input, Span<float> output)
    {
        CheckInput(input);
        CheckOutput(0, output, input);
        Begin(input);
    }

    /// <summary>
    /// Enters a run over pixels after checking its arguments, and writes the float input that they stand for into the workspace; <see cref="End"/> has to
    /// follow.
    /// </summary>
    /// <param name="pixels">Exactly the input in bytes: height, width, channels, the channels red, green, blue whatever order the network expects.</param>
    /// <param name="output">Exactly the output; apart from the pixels and from memory given to <see cref="Over"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong or memory overlaps.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    /// <exception cref="InvalidOperationException">A run is under way in another thread.</exception>
    public void BeginPixels(ReadOnlySpan<byte> pixels, Span<float> output)
    {
        CheckInput(pixels);
        CheckOutput(0, output, pixels);
        BeginPixels(pixels);
    }

    /// <summary>Checks the input of a run that is to be entered.</summary>
    /// <param name="input">Exactly the input: height, width, channels.</param>
    /// <exception cref="ArgumentException">Its length is wrong or it overlaps the workspace.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    public void CheckInput(ReadOnlySpan<float> input) => CheckInput(MemoryMarshal.AsBytes(input), input.Length);

    /// <summary>Checks the pixels of a run that is to be entered.</summary>
    /// <param name="pixels">Exactly the input in bytes.</param>
    /// <exception cref="ArgumentException">Their number is wrong or they overlap the workspace.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    public void CheckInput(ReadOnlySpan<byte> pixels) => CheckInput(pixels, pixels.Length);

    /// <summary>Checks one output of a run that is to be entered, after its input.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="output">Exactly that output; apart from the input and from memory given to <see cref="Over"/>.</param>
    /// <param name="input">The input.</param>
    /// <exception cref="ArgumentException">Its length is wrong or it overlaps other memory.</exception>
    public void CheckOutput(int index, Span<float> output, ReadOnlySpan<float> input) => CheckOutput(index, output, MemoryMarshal.AsBytes(input));

    /// <summary>Checks one output of a run over pixels that is to be entered, after the pixels.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="output">Exactly that output; apart from the pixels and from memory given to <see cref="Over"/>.</param>
    /// <param name="pixels">The pixels.</param>
    /// <exception cref="ArgumentException">Its length is wrong or it overlaps other memory.</exception>
    public void CheckOutput(int index, Span<float> output, ReadOnlySpan<byte> pixels)
    {
        OutputDescription expected = _network.Outputs[index];
        if (output.Length != expected.Length)
        {
            ThrowOutputLength(expected, output.Length);
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(output);
        if (pixels.Overlaps(bytes))
        {
            ThrowOverlap(expected.Name, "the input");
        }

        if (bytes.Overlaps(WorkspaceBytes))
        {
            ThrowOverlap(expected.Name, "the workspace");
        }

        if (bytes.Overlaps(new ReadOnlySpan<byte>(_weights, _network.WeightFloats * sizeof(float))))
        {
            ThrowOverlap(expected.Name, "the weights");
        }
    }

    /// <summary>Checks that two outputs of a run that is to be entered are apart.</summary>
    /// <param name="firstIndex">Which one is the first, from 0.</param>
    /// <param name="first">The first.</param>
    /// <param name="secondIndex">Which one is the second.</param>
    /// <param name="second">The second.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public void CheckApart(int firstIndex, Span<float> first, int secondIndex, Span<float> second)
    {
        if (first.Overlaps(second))
        {
            ThrowOverlap(_network.Outputs[secondIndex].Name, _network.Outputs[firstIndex].Name);
        }
    }

    /// <summary>Enters a run whose arguments are checked; <see cref="End"/> has to follow. Writes nothing.</summary>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    /// <exception cref="InvalidOperationException">A run is under way in another thread.</exception>
    public void Begin()
    {
        int state = Interlocked.CompareExchange(ref _state, Running, Idle);
        if (state == Idle)
        {
            return;
        }

        if (state >= Leaving)
        {
            ThrowDisposed();
        }

        throw new InvalidOperationException(
            $"This session of {_network.Name} is running in another thread (or further up in this one). A session serves one caller at a time: "
            + "give each thread its own by NewSession(), which shares the weights.");
    }

    /// <summary>
    /// Enters a run whose arguments are checked; <see cref="End"/> has to follow. Writes nothing, unless the network has workers: they work on a copy of
    /// the input in the workspace, since the caller's may be moved by the garbage collector while they do.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    /// <exception cref="InvalidOperationException">A run is under way in another thread.</exception>
    public void Begin(ReadOnlySpan<float> input)
    {
        Begin();
        if (_team is not null)
        {
            Assemble();
            input.CopyTo(PixelInput);
        }
    }

    /// <summary>
    /// Enters a run over pixels whose arguments are checked, and writes the float input that they stand for into the workspace; <see cref="End"/> has to
    /// follow.
    /// </summary>
    /// <param name="pixels">The pixels.</param>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    /// <exception cref="InvalidOperationException">A run is under way in another thread.</exception>
    public void BeginPixels(ReadOnlySpan<byte> pixels)
    {
        Begin();
        if (_team is not null)
        {
            Assemble();
        }

        _network.Preprocessing.Convert(pixels, PixelInput);
    }

    /// <summary>Leaves a run. Where the session was disposed meanwhile, its memory is released now.</summary>
    public void End()
    {
        _team?.Team.Finish();
        if (Interlocked.CompareExchange(ref _state, Idle, Running) == Leaving)
        {
            _state = Disposed;
            Release();
        }
    }

    /// <summary>Where the input stands when it comes as bytes, or when there are workers.</summary>
    private Span<float> PixelInput => new(_workspace + _network.PixelInputOffset, _network.InputLength);

    private ReadOnlySpan<byte> WorkspaceBytes => new(_workspace, _network.WorkspaceFloats * sizeof(float));

    private void Assemble()
    {
        try
        {
            Team.Assemble(_workspace + _network.PixelInputOffset, _weights, _workspace);
        }
        catch
        {
            // The system has no thread left.
            End();
            throw;
        }
    }

    private void CheckInput(ReadOnlySpan<byte> input, int length)
    {
        if (Volatile.Read(ref _state) >= Leaving)
        {
            ThrowDisposed();
        }

        if (length != _network.InputLength)
        {
            ThrowInputLength(length);
        }

        if (input.Overlaps(WorkspaceBytes))
        {
            ThrowOverlap("input", "the workspace");
        }
    }

    private void ThrowDisposed() => throw new ObjectDisposedException(_network.Name);

    private void ThrowInputLength(int found) => throw new ArgumentException(
        $"{_network.Name} reads {_network.InputLength} values ({_network.InputHeight}×{_network.InputWidth}×{_network.InputChannels}), but the input has {found}.",
        "input");

    private void ThrowOutputLength(OutputDescription expected, int found) => throw new ArgumentException(
        _network.Outputs.Length == 1
            ? $"{_network.Name} writes {expected.Length} values, but the output has {found}."
            : $"{_network.Name} writes {expected.Length} values to {expected.Name}, but it has {found}.",
        expected.Name);

    private static void ThrowOverlap(string parameter, string other) =>
        throw new ArgumentException($"The {parameter} overlaps {other}.", parameter);
}
