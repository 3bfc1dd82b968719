using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// What kernels are handed: their maps and weights and, where they are run by bands, the rows to compute. Kernels that treat all pixels alike are told the
/// first pixel's place in each map and how many there are; windows need to know where they are.
/// </summary>
internal static class StepArguments
{
    /// <summary>Whether a kernel is told pixels where it is run by bands, and not rows.</summary>
    public static bool TakesPixels(KernelStep step) => step is DenseConvStep { Window.IsPointwise: true } or GatheredConvStep or ElementwiseStep or MultiplyStep;

    /// <summary>The parameters of a step's kernel.</summary>
    public static string Parameters(KernelStep step)
    {
        string parameters = step is SoftmaxStep ? string.Empty : "ref float input, ";
        parameters += step.Gathered is null ? string.Empty : "ref int channels, ";
        parameters += StepWork.LayerOf(step) is null ? string.Empty : "ref float weights, ";
        parameters += step.Other is null ? string.Empty : step is MultiplyStep ? "ref float factor, " : "ref float residual, ";
        parameters += step is WinogradStep ? "ref float rows, ref float transformed, ref float products, " : string.Empty;
        parameters += "ref float output";
        return step.Bands is null ? parameters : parameters + (TakesPixels(step) ? ", int pixels" : ", int firstRow, int endRow");
    }

    /// <summary>The arguments of a step's kernel; of a member of a chain, by the variables <c>first</c> and <c>end</c> of its rows and <c>pixels</c> of theirs.</summary>
    /// <param name="number">The step's number in the plan, from 0.</param>
    public static string Of(KernelStep step, int number)
    {
        if (step.Bands is null)
        {
            return string.Join(", ", Maps(step, number, Reference, Reference));
        }

        return string.Join(", ", Maps(step, number, TakesPixels(step) ? RowReference : Reference, RowReference).Append(TakesPixels(step) ? "pixels" : "first, end"));

        static string Reference(Operand operand) => AddressOf(operand).AsReference;
        string RowReference(Operand operand) => PlaceOf(step, operand, AddressOf(operand));
    }

    /// <summary>A reference to a place, or to one so far from a map's row <c>first</c> as it is from its first row where the step is a member of a chain.</summary>
    public static string PlaceOf(KernelStep step, Operand operand, Address place)
    {
        if (step.Bands is null)
        {
            return place.AsReference;
        }

        string position = operand.Ring is null ? "first"
            : operand.Ring.Shift == 0 ? $"first % {CodeWriter.Number(operand.Ring.Rows)}"
            : $"(first + {CodeWriter.Number(operand.Ring.Shift)}) % {CodeWriter.Number(operand.Ring.Rows)}";
        string row = $"({position} * {CodeWriter.Number(operand.Shape.Width * operand.Layout.PixelStride)})";
        return $"ref Unsafe.Add(ref {place.Reference}, {(place.Offset == 0 ? row : $"{CodeWriter.Number(place.Offset)} + {row}")})";
    }

    private static IEnumerable<string> Maps(KernelStep step, int number, System.Func<Operand, string> input, System.Func<Operand, string> others)
    {
        if (step is not SoftmaxStep)
        {
            // A table counts from the beginning of the workspace.
            yield return input(step.Gathered is null ? step.Input : step.Input with { Offset = 0 });
        }

        if (step.Gathered is not null)
        {
            yield return $"ref MemoryMarshal.GetReference({Names.ChannelTable(number)})";
        }

        if (StepWork.LayerOf(step) is { } layer)
        {
            yield return new Address("weights", layer.Offset).AsReference;
        }

        if (step.Other is { } other)
        {
            // A factor for each channel has no rows.
            yield return other.Shape.Pixels == 1 ? AddressOf(other).AsReference : others(other);
        }

        foreach (Operand scratch in step.Scratch)
        {
            yield return AddressOf(scratch).AsReference;
        }

        yield return others(step.Output);
    }

    /// <summary>A map's first float.</summary>
    public static Address AddressOf(Operand operand) => operand.Place switch
    {
        Place.Input => new Address("input", operand.Offset),
        Place.Output => new Address(Names.OutputReference(operand.Index), operand.Offset),
        _ => new Address("workspace", operand.Offset),
    };
}
