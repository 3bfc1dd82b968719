namespace NetCompiler.Generator.Isa;

/// <summary>
/// Numbers about a core around its vector unit: caches, and what a kernel spends beside its multiply-adds. Plans are made for one nominal machine, so that
/// a network compiles to the same code everywhere; whoever compares predictions with times counts cycles and measures the clock.
/// </summary>
/// <param name="Name">For people.</param>
/// <param name="NearBytes">The L1 data cache.</param>
/// <param name="MiddleBytes">The L2 cache.</param>
/// <param name="FarBytes">What one core may count on of the cache that it shares with others.</param>
internal sealed record MachineModel(string Name, int NearBytes, int MiddleBytes, int FarBytes)
{
    /// <summary>A core of 2020 (Zen 3), which those of other makers and of later years resemble.</summary>
    public static readonly MachineModel Nominal = new("nominal core", 32 * 1024, 512 * 1024, 8 * 1024 * 1024);

    /// <summary>Bytes that its vector units work on at once: wider registers are loaded, computed and stored in parts, one after the other.</summary>
    public int UnitBytes { get; init; } = 32;

    /// <summary>Weights that stay in L1 beside the pixels that stream through.</summary>
    public int ResidentWeightBytes { get; init; } = 20 * 1024;

    /// <summary>Pixels that stay in L1 beside weights that stream through, or the other way round.</summary>
    public int NearShare => NearBytes / 2;

    /// <summary>Maps that stay in L2 beside weights, inputs and results.</summary>
    public int MiddleShare => MiddleBytes / 2;

    /// <summary>Bytes read in order after which the processor has seen that they are, and brings what follows by itself.</summary>
    public int UnforeseenBytes { get; init; } = 8 * 1024;

    /// <summary>Bytes that come from L2 in one cycle.</summary>
    public double MiddleBytesPerCycle { get; init; } = 32;

    /// <summary>Bytes that come from the shared cache in one cycle.</summary>
    public double FarBytesPerCycle { get; init; } = 20;

    /// <summary>Bytes that come from memory in one cycle.</summary>
    public double MemoryBytesPerCycle { get; init; } = 8;

    /// <summary>Bytes a cycle of so many that are used again and again.</summary>
    public double BytesPerCycle(double bytes) => bytes <= MiddleBytes ? MiddleBytesPerCycle : bytes <= FarBytes ? FarBytesPerCycle : MemoryBytesPerCycle;

    /// <summary>Vector stores that start in one cycle.</summary>
    public double StoresPerCycle { get; init; } = 1;

    /// <summary>Vector operations other than multiply-adds (maxima, sums, products) that start in one cycle.</summary>
    public double VectorOperationsPerCycle { get; init; } = 2;

    /// <summary>Cycles that a vector division occupies its unit.</summary>
    public double DivisionCycles { get; init; } = 5;

    /// <summary>Cycles for one element where kernels move elements one by one.</summary>
    public double ElementCycles { get; init; } = 1;

    /// <summary>Cycles that the beginning of a tile costs: addresses, first loads, sums that wait for them.</summary>
    public double TileStartCycles { get; init; } = 1;

    /// <summary>Cycles of finishing one register of sums that the next tile's multiply-adds hide.</summary>
    public double HiddenFinishCycles { get; init; } = 0.5;

    /// <summary>Cycles that the beginning of one result of a pool costs, whose loops are of differing lengths.</summary>
    public double ResultStartCycles { get; init; } = 5;

    /// <summary>Cycles of one register of a pool's window.</summary>
    public double PooledElementCycles { get; init; } = 1.3;

    /// <summary>Cycles of one turn of a loop inside of a tile beside what it computes.</summary>
    public double TurnCycles { get; init; } = 0.5;

    /// <summary>Bytes in one cycle that another core has written and still has in its own cache.</summary>
    public double ForeignBytesPerCycle { get; init; } = 8;

    /// <summary>Cycles of a meeting of workers: cache lines that travel, and workers that wait for each other.</summary>
    public double MeetingCycles { get; init; } = 2000;

    /// <summary>Cycles that the call of a kernel costs.</summary>
    public double CallCycles { get; init; } = 100;

    /// <summary>The part of the time for bytes from further than L1 that computing does not hide, from 0 to 1.</summary>
    public double ExposedTraffic { get; init; } = 0.1;
}
