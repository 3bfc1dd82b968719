using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// What kernels are handed: their maps and weights and, where they are run by bands, the rows to compute. Kernels that treat all pixels alike are told the
/// first pixel's place in each map and how many there are; windows need to know where they are.
/// </summary>
internal static class KernelCall
{
    /// <summary>Whether a kernel is told pixels where it is run by bands, and not rows.</summary>
    public static bool TakesPixels(KernelStep step) => step is DenseConvStep { Window.IsPointwise: true } or ElementwiseStep or MultiplyStep;

    /// <summary>The parameters of a step's kernel.</summary>
    public static string Parameters(KernelStep step)
    {
        string parameters = step is SoftmaxStep ? string.Empty : "ref float input, ";
        parameters += WeightsOf(step) is null ? string.Empty : "ref float weights, ";
        parameters += step.Other is null ? string.Empty : step is MultiplyStep ? "ref float factor, " : "ref float residual, ";
        parameters += "ref float output";
        return step.Bands is null ? parameters : parameters + (TakesPixels(step) ? ", int pixels" : ", int firstRow, int endRow");
    }

    /// <summary>The arguments of a call that computes the whole map.</summary>
    public static string Arguments(KernelStep step) =>
        string.Join(", ", Maps(step, operand => AddressOf(operand).AsReference, operand => AddressOf(operand).AsReference));

    /// <summary>The arguments of a call that computes rows, given by the names of variables.</summary>
    public static string Arguments(KernelStep step, string firstRow, string endRow)
    {
        string AtRow(Operand operand) => RowAddress(operand, firstRow);
        string Whole(Operand operand) => AddressOf(operand).AsReference;
        string rows = TakesPixels(step)
            ? $"({endRow} - {firstRow}) * {CodeWriter.Number(step.Output.Shape.Width)}"
            : $"{firstRow}, {endRow}";
        return string.Join(", ", Maps(step, TakesPixels(step) ? AtRow : Whole, AtRow).Append(rows));
    }

    private static IEnumerable<string> Maps(KernelStep step, System.Func<Operand, string> input, System.Func<Operand, string> others)
    {
        if (step is not SoftmaxStep)
        {
            yield return input(step.Input);
        }

        if (WeightsOf(step) is { } layer)
        {
            yield return new Address("weights", layer.Offset).AsReference;
        }

        if (step.Other is { } other)
        {
            // A factor for each channel has no rows.
            yield return other.Shape.Pixels == 1 ? AddressOf(other).AsReference : others(other);
        }

        yield return others(step.Output);
    }

    private static PlannedLayer? WeightsOf(KernelStep step) => step switch
    {
        DenseConvStep dense => dense.Layer,
        DepthwiseConvStep depthwise => depthwise.Layer,
        _ => null,
    };

    private static string RowAddress(Operand operand, string row)
    {
        string position = operand.Ring is null ? row
            : operand.Ring.Shift == 0 ? $"{row} % {CodeWriter.Number(operand.Ring.Rows)}"
            : $"({row} + {CodeWriter.Number(operand.Ring.Shift)}) % {CodeWriter.Number(operand.Ring.Rows)}";
        string offset = $"({position} * {CodeWriter.Number(operand.Shape.Width * operand.Layout.PixelStride)})";
        Address map = AddressOf(operand);
        return $"ref Unsafe.Add(ref {map.Reference}, {(map.Offset == 0 ? offset : $"{CodeWriter.Number(map.Offset)} + {offset}")})";
    }

    private static Address AddressOf(Operand operand) => operand.Place switch
    {
        Place.Input => new Address("input", operand.Offset),
        Place.Output => new Address(Names.OutputReference(operand.Index), operand.Offset),
        _ => new Address("workspace", operand.Offset),
    };
}
