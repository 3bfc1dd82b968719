using System;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Results that are computed together: <paramref name="Rows"/> pixels × <paramref name="Tiles"/> registers of channels.
/// </summary>
internal sealed record RegisterBlock(int Rows, int Tiles)
{
    /// <summary>
    /// Sums, one set of weights, and the input: one element for all rows, or a register of neighbours for each. With a single row each weight is
    /// used once and read by the multiply itself.
    /// </summary>
    public int Registers(VectorIsa isa) => (Rows * Tiles) + Weights + Inputs(isa);

    /// <summary>
    /// Cycles that one tap takes: multiply-adds, loads, weights out of the L2 cache, or waiting for the sums, whichever is longest.
    /// </summary>
    public double CyclesPerTap(VectorIsa isa) => Math.Max(
        Math.Max(isa.MultiplyAddLatency, (double)Rows * Tiles / isa.MultiplyAddsPerCycle),
        Math.Max(
            (double)(Rows + Tiles) / isa.LoadsPerCycle,
            (double)Tiles * isa.Lanes * sizeof(float) / isa.StreamBytesPerCycle));

    /// <summary>The sum that shows that the block fits.</summary>
    public string Explain(VectorIsa isa)
    {
        string weights = Weights == 0 ? string.Empty : $" + {Weights} weights";
        string inputs = Inputs(isa) == 1 ? "1 input" : $"{Inputs(isa)} inputs";
        return $"{Rows * Tiles} sums{weights} + {inputs} = {Registers(isa)} of {isa.Registers} registers";
    }

    private int Weights => Rows == 1 ? 0 : Tiles;

    private int Inputs(VectorIsa isa) => isa.Scalar == ScalarForm.Lane ? Rows : 1;
}
