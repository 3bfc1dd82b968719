namespace NetCompiler.Generator.Isa;

/// <summary>
/// Numbers about a vector unit: all that planning has to know of a machine. How its instructions are spelled is a dialect's matter.
/// </summary>
/// <param name="Name">As it appears in generated class names: <c>Avx2</c>.</param>
/// <param name="Title">As it appears in comments: <c>AVX2 + FMA</c>.</param>
/// <param name="Lanes">float32 elements of one register: 4, 8 or 16.</param>
/// <param name="Registers">Registers that a kernel may fill.</param>
/// <param name="Scalar">How one element of the input meets a register of weights.</param>
/// <param name="MultiplyAddsPerCycle">Vector multiply-adds that start in one cycle.</param>
/// <param name="MultiplyAddLatency">Cycles until the sum of a multiply-add can be used again.</param>
/// <param name="LoadsPerCycle">Vector or broadcast loads that start in one cycle.</param>
/// <param name="StreamBytesPerCycle">Bytes that come from the L2 cache in one cycle where they are read in order, such as weights.</param>
internal sealed record VectorIsa(
    string Name,
    string Title,
    int Lanes,
    int Registers,
    ScalarForm Scalar,
    int MultiplyAddsPerCycle,
    int MultiplyAddLatency,
    int LoadsPerCycle,
    int StreamBytesPerCycle)
{
    /// <summary>The processors that have it, as runtime identifiers end (<c>x64</c>); null for all.</summary>
    public string? Architecture { get; init; }

    /// <summary>Cycles that filling a register with one element takes from the multiply-adds: none where the load or the multiply itself does it.</summary>
    public double ElementCycles { get; init; }

    /// <summary>Whether .NET can ask the processor for memory ahead of time.</summary>
    public bool FetchesAhead { get; init; } = true;

    /// <summary>
    /// Vectors that an activation with an exponential is applied to side by side: each has up to four variables, and some dozen constants are shared. Each operation waits for the one
    /// before, and a processor looks ahead for others only so far, half as far where another thread runs on the same core.
    /// </summary>
    public int ActivationsSideBySide => Registers >= 32 ? 3 : 1;

    /// <summary>Whether neighbouring elements are loaded together, where they lie together.</summary>
    public bool PicksLanes => Scalar != ScalarForm.Broadcast;

    /// <summary>The unit as it is used where elements do not lie together.</summary>
    public VectorIsa Broadcasting => PicksLanes ? this with { Name = Name + "Broadcast", Scalar = ScalarForm.Broadcast } : this;

    /// <summary>Whether the lower half of a register serves where half its lanes are enough: twice as many multiply-adds of that width may start in a cycle.</summary>
    public bool HasHalves => Lanes == 16;
}

internal enum ScalarForm
{
    /// <summary>One load fills a register with the element.</summary>
    Broadcast,

    /// <summary>A multiply picks one lane of a register that holds neighbouring elements.</summary>
    Lane,

    /// <summary>A shuffle fills a register with one lane of a register that holds neighbouring elements.</summary>
    Shuffle,
}
