using System;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Results that are computed together: <paramref name="Rows"/> pixels × <paramref name="Tiles"/> registers of channels.
/// </summary>
internal sealed record RegisterBlock(int Rows, int Tiles)
{
    /// <summary>
    /// Sums, one set of weights and one input. With a single row each weight is used once and read by the multiply itself.
    /// </summary>
    public int Registers => (Rows * Tiles) + (Rows == 1 ? 0 : Tiles) + 1;

    /// <summary>
    /// Cycles that one tap takes: multiply-adds, loads, weights out of the L2 cache, or waiting for the sums, whichever is longest.
    /// </summary>
    public double CyclesPerTap(VectorIsa isa) => Math.Max(
        Math.Max(isa.MultiplyAddLatency, (double)Rows * Tiles / isa.MultiplyAddsPerCycle),
        Math.Max(
            (double)(Rows + Tiles) / isa.LoadsPerCycle,
            (double)Tiles * isa.Lanes * sizeof(float) / isa.StreamBytesPerCycle));

    /// <summary>The sum that shows that the block fits.</summary>
    public string Explain(VectorIsa isa) => Rows == 1
        ? $"{Tiles} sums + 1 input = {Registers} of {isa.Registers} registers"
        : $"{Rows * Tiles} sums + {Tiles} weights + 1 input = {Registers} of {isa.Registers} registers";
}
