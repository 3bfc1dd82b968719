using System;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// How elements of a dense convolution's input meet weights: each broadcast to a register of its own, or several loaded together and picked by lane.
/// </summary>
internal sealed class InputOperand(DenseConvStep step, VectorDialect dialect)
{
    /// <summary>The caller's map has no filled-up channels: a load of several elements could leave it.</summary>
    private readonly bool _byLane = step.Input.Place == Place.Workspace
        && UnrollChooser.PicksLanes(step.Unroll, Math.Min(step.Layer.ReadChannels, step.Input.Layout.ChannelBlock), dialect.Isa);

    /// <summary>The variables that hold elements of a block of so many pixels.</summary>
    public void WriteVariables(CodeWriter code, int rows) => code.Line(_byLane
        ? $"{dialect.VectorType} {string.Join(", ", Enumerable.Range(0, rows).Select(Vector))};"
        : $"{dialect.VectorType} value;");

    /// <summary>Loads what the pixel's next multiply-adds need of <paramref name="channel"/>, if it is not loaded already.</summary>
    /// <param name="pixel">Where the pixel's block of channels begins.</param>
    public void WriteLoad(CodeWriter code, int row, Address pixel, int channel)
    {
        Address element = pixel.Plus(KernelText.Element(step.Input.Layout, 0, channel));
        if (!_byLane)
        {
            code.Line($"value = {dialect.Broadcast(element)};");
        }
        else if (channel % dialect.Isa.Lanes == 0)
        {
            code.Line($"{Vector(row)} = {dialect.Load(element)};");
        }
    }

    public VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr weights, int row, int channel) => _byLane
        ? dialect.MultiplyAddLane(sum, weights, new VectorExpr(Vector(row)), channel % dialect.Isa.Lanes)
        : dialect.MultiplyAdd(sum, new VectorExpr("value"), weights);

    private static string Vector(int row) => $"input{CodeWriter.Number(row)}";
}
