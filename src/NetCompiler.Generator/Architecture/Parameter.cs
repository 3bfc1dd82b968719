using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A hyper-parameter of a table.</summary>
/// <param name="Default">The cell of its default, or null where the declaration must say it.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="IsWhole">Whether a number, or every number of a list, must be whole.</param>
/// <param name="Least">The smallest number; <paramref name="AboveLeast"/> excludes it.</param>
/// <param name="Most">The largest number; <paramref name="BelowMost"/> excludes it.</param>
/// <param name="Choices">The words that it may be.</param>
/// <param name="Range">The range as it is written, for messages and documentation.</param>
/// <param name="Meaning">A sentence for documentation, or the empty text.</param>
/// <param name="At">Where it is named; null for parameters that every network has.</param>
internal sealed record Parameter(
    string Name,
    TableCell? Default,
    ValueKind Kind,
    bool IsWhole,
    double? Least,
    bool AboveLeast,
    double? Most,
    bool BelowMost,
    EquatableArray<string> Choices,
    string Range,
    string Meaning,
    CellReference? At)
{
    /// <summary>The numbers that it may be; empty where bounds say it.</summary>
    public EquatableArray<double> Numbers { get; init; }

    /// <summary>Whether a value is one that the parameter takes.</summary>
    public bool Accepts(Value value)
    {
        if (value.Kind != Kind)
        {
            return false;
        }

        return Kind switch
        {
            ValueKind.Word => Choices.Any(choice => OperatorSchema.Equal(choice, value.Word)),
            ValueKind.Flag => true,
            ValueKind.List => value.Numbers.Count is > 0 and <= LanguageLimits.ListItems && value.Numbers.All(Accepts),
            _ => Accepts(value.Number),
        };
    }

    private bool Accepts(double number) =>
        (Numbers.Count == 0 || Numbers.Contains(number))
        && (!IsWhole || number == System.Math.Floor(number))
        && (Least is not double least || (AboveLeast ? number > least : number >= least))
        && (Most is not double most || (BelowMost ? number < most : number <= most));
}
