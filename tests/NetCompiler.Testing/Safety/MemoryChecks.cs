namespace NetCompiler.Testing.Safety;

/// <summary>That a network touches nothing but the memory that it was given, wherever that lies, and gives the same bits there.</summary>
internal static class MemoryChecks
{
    /// <summary>
    /// Runs two sessions over shared weights, both ways of making one, with input, output, workspaces and weights flush against a no-access page on the asked
    /// side. Whoever leaves them ends the process. Input and weights are read-only; the workspace and the output are full of NaN, so that what is read without
    /// having been written shows. Does nothing where the system has no such pages.
    /// </summary>
    /// <exception cref="SafetyException">Bits differ.</exception>
    public static void Guarded(ICheckedNetwork network, CheckedData data, GuardSide side)
    {
        if (!GuardedPages.IsSupported)
        {
            return;
        }

        using GuardedMemory<float> weights = new(network.WeightFloats, side);
        using GuardedMemory<float> workspace = new(network.WorkspaceFloats, side);
        using GuardedMemory<float> otherWorkspace = new(network.WorkspaceFloats, side);
        using GuardedMemory<float> input = new(network.InputLength, side);
        using GuardedMemory<byte> pixels = new(network.InputLength, side);
        using GuardedMemory<float> output = new(network.OutputLength, side);
        data.Weights.CopyTo(weights.GetSpan());
        data.Input.CopyTo(input.GetSpan());
        data.Pixels.CopyTo(pixels.GetSpan());
        weights.MakeReadOnly();
        input.MakeReadOnly();
        pixels.MakeReadOnly();
        workspace.GetSpan().Fill(float.NaN);
        otherWorkspace.GetSpan().Fill(float.NaN);
        using CheckedSession first = network.Over(weights.Memory, workspace.Memory);
        using CheckedSession second = first.NewSession(otherWorkspace.Memory);
        Run(first, input.GetSpan(), pixels.GetSpan(), output.GetSpan(), data, $"{network}, {side} guarded");
        Run(second, input.GetSpan(), pixels.GetSpan(), output.GetSpan(), data, $"{network}, {side} guarded, second session");
    }

    /// <summary>Runs with input and output so many elements after an aligned address, between canaries.</summary>
    /// <exception cref="SafetyException">Bits differ, a canary was touched, or the input was written.</exception>
    public static void AtOffset(ICheckedNetwork network, CheckedSession session, CheckedData data, int offset)
    {
        string what = $"{network}, {offset} elements off";
        CanaryMemory<float> input = new(network.InputLength, offset);
        CanaryMemory<byte> pixels = new(network.InputLength, offset);
        CanaryMemory<float> output = new(network.OutputLength, offset);
        data.Input.CopyTo(input.Span);
        data.Pixels.CopyTo(pixels.Span);
        Run(session, input.Span, pixels.Span, output.Span, data, what);
        output.Require(what + ", output");
        input.Require(what + ", input");
        pixels.Require(what + ", pixels");
        CheckedBits.Require(data.Input, input.Span, what + ", input written");
        if (!pixels.Span.SequenceEqual(data.Pixels))
        {
            throw new SafetyException($"{what}: the pixels were written.");
        }
    }

    private static void Run(CheckedSession session, ReadOnlySpan<float> input, ReadOnlySpan<byte> pixels, Span<float> output, CheckedData data, string what)
    {
        output.Fill(float.NaN);
        session.Run(input, output);
        CheckedBits.Require(data.Expected, output, what);
        output.Fill(float.NaN);
        session.RunPixels(pixels, output);
        CheckedBits.Require(data.ExpectedOfPixels, output, what + ", pixels");
    }
}
