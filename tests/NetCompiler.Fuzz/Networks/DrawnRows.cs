namespace NetCompiler.Fuzz.Networks;

/// <summary>Rows of a network or of a block while they are drawn.</summary>
/// <param name="heading">What stands above the table.</param>
internal sealed class DrawnRows(string heading)
{
    private static readonly string[] s_columns =
    [
        "input", "operator", "name", "from", "c", "n", "s", "k", "d", "g", "kernels", "partition", "dilated", "padding", "rounding", "count", "first", "size", "alpha", "beta", "offset", "norm", "act", "bias",
        "when", "t",
    ];

    private readonly List<Dictionary<string, string>> _rows = [];
    private int _names;

    /// <summary>Whether nothing has been drawn yet.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Names that rows have.</summary>
    public IEnumerable<string> Names => _rows.Select(row => row.GetValueOrDefault("name", "")).Where(name => name.Length > 0);

    /// <summary>Adds a row; empty cells are left out.</summary>
    public Dictionary<string, string> Add(string operation, params (string Column, string Cell)[] cells)
    {
        Dictionary<string, string> row = new() { ["operator"] = operation };
        foreach ((string column, string cell) in cells.Where(cell => cell.Cell.Length > 0))
        {
            row[column] = cell;
        }

        _rows.Add(row);
        return row;
    }

    /// <summary>A name for the last row's result, or for what enters.</summary>
    public string NameLast()
    {
        if (IsEmpty)
        {
            return "in";
        }

        if (!_rows[^1].ContainsKey("name"))
        {
            _rows[^1]["name"] = $"Row{++_names}";
        }

        return _rows[^1]["name"];
    }

    /// <summary>The heading and the table, with the columns that have cells.</summary>
    public string Text()
    {
        string[] columns = [.. s_columns.Where(column => _rows.Any(row => row.ContainsKey(column)))];
        return string.Join('\n', [
            heading, "", Line(columns), Line(columns.Select(_ => "---")), .. _rows.Select(row => Line(columns.Select(column => row.GetValueOrDefault(column, "")))), "",
        ]);
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
