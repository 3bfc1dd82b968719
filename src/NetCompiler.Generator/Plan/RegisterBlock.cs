using System;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Plan;

/// <summary>
/// Results that are computed together: <paramref name="Rows"/> pixels × <paramref name="Tiles"/> registers of channels.
/// </summary>
internal readonly record struct RegisterBlock(int Rows, int Tiles)
{
    /// <summary>Of blocks with as many multiply-adds the one with fewer loads is faster: 25 × 16 takes 3 to 5 % longer than 9 × 48, which has half its loads.</summary>
    private const double ExposedLoads = 0.05;

    /// <summary>
    /// Sums, one set of weights, and the input: one element for all rows, or a register of neighbours for each, and where a shuffle picks one, it too. With a single row each weight is
    /// used once and read by the multiply itself.
    /// </summary>
    public int Registers(VectorIsa isa) => (Rows * Tiles) + Weights + Inputs(isa);

    /// <summary>
    /// Cycles that one tap takes: multiply-adds with what spreads their elements, loads, weights out of the L2 cache, or waiting for the sums, whichever is
    /// longest, and a part of the loads that multiply-adds do not hide.
    /// </summary>
    /// <param name="repeatedTaps">
    /// From <see cref="RepeatedTaps"/>. Weights that are read again for each pixel come from the L1 cache, if those of all taps stay there.
    /// </param>
    public double CyclesPerTap(VectorIsa isa, int repeatedTaps)
    {
        double loads = (double)(Rows + Tiles) / isa.LoadsPerCycle;
        int weightBytes = Tiles * isa.Lanes * sizeof(float);

        // More pixels use each weight again, and where those come from limits them no more.
        double far = Rows == 1 && repeatedTaps > 0 && repeatedTaps * weightBytes <= MachineModel.Nominal.NearBytes ? 0 : (double)weightBytes / isa.StreamBytesPerCycle;
        return (ExposedLoads * loads) + Math.Max(
            Math.Max(isa.MultiplyAddLatency, ((double)Rows * Tiles / isa.MultiplyAddsPerCycle) + (Rows * isa.ElementCycles)),
            Math.Max(loads, far));
    }

    /// <summary>Taps of one result whose weights the next pixel reads again; 0 where there is no other pixel.</summary>
    public static int RepeatedTaps(WindowGeometry window, int readChannels) =>
        window.Rows * window.Columns == 1 ? 0 : window.KernelHeight * window.KernelWidth * readChannels;

    /// <summary>The sum that shows that the block fits.</summary>
    public string Explain(VectorIsa isa)
    {
        string weights = Weights == 0 ? string.Empty : $" + {Weights} weights";
        string inputs = Inputs(isa) == 1 ? "1 input" : $"{Inputs(isa)} inputs";
        return $"{Rows * Tiles} sums{weights} + {inputs} = {Registers(isa)} of {isa.Registers} registers";
    }

    private int Weights => Rows == 1 ? 0 : Tiles;

    private int Inputs(VectorIsa isa) => isa.Scalar switch
    {
        ScalarForm.Lane => Rows,
        ScalarForm.Shuffle => Rows + 1,
        _ => 1,
    };
}
