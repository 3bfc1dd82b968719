using System.Globalization;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// Where the parts of a declaration stand in the user's source. It travels apart from the declaration: a blank line above the class
/// changes this record and nothing that is compiled.
/// </summary>
/// <param name="Attribute">The attribute that asks for the network.</param>
/// <param name="Properties">
/// What a problem's property may name: properties and parameters by their names, other places by one of the keys below.
/// </param>
/// <param name="Rows">The <c>[Row]</c> attributes in order.</param>
internal sealed record DeclarationPositions(
    SourcePosition Attribute,
    EquatableArray<NamedPosition> Properties,
    EquatableArray<RowPositions> Rows)
{
    /// <summary>Key of the class's name.</summary>
    public const string Class = "class";

    /// <summary>Key of the attribute's table name.</summary>
    public const string Table = "table";

    /// <summary>Key of a member that the user declares; no property can be called so.</summary>
    public static string Member(string name) => "member " + name;

    /// <summary>Key of an attribute other than the network's own, by its place among the attributes of the class.</summary>
    public static string Other(int index) => "attribute " + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Key of a <c>[Tap]</c>, by its place among the taps.</summary>
    public static string Tap(int index) => "tap " + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a problem with the declaration is shown; the whole attribute where nothing nearer is known.</summary>
    public SourcePosition Find(Problem problem) =>
        problem.Cell is { } cell ? FindCell(cell) : FindProperty(problem.Property);

    private SourcePosition FindProperty(string? property)
    {
        foreach (NamedPosition position in Properties)
        {
            if (position.Name == property)
            {
                return position.Position;
            }
        }

        return Attribute;
    }

    private SourcePosition FindCell(CellReference cell)
    {
        if (cell.Row < 1 || cell.Row > Rows.Count)
        {
            return Attribute;
        }

        RowPositions row = Rows[cell.Row - 1];
        return cell.Column >= 0 && cell.Column < row.Cells.Count ? row.Cells[cell.Column] : row.Attribute;
    }
}

/// <summary>One key of <see cref="DeclarationPositions.Properties"/> and its place.</summary>
internal sealed record NamedPosition(string Name, SourcePosition Position);

/// <summary>Places of one <c>[Row]</c>: the operator's cell first, then the row's cells in order.</summary>
internal sealed record RowPositions(SourcePosition Attribute, EquatableArray<SourcePosition> Cells);
