namespace NetCompiler.Generator.Tests.Data;

/// <summary>Comma-separated tables with quoted cells, copied beside the tests.</summary>
internal static class CsvTable
{
    /// <summary>The rows of a table, by the names of its columns.</summary>
    public static List<Dictionary<string, string>> Rows(string file)
    {
        string[][] lines = [.. Lines(file)];
        return [.. lines.Skip(1).Select(cells => cells.Zip(lines[0]).ToDictionary(pair => pair.Second, pair => pair.First))];
    }

    /// <summary>The rows of a table below its header, as cells in the order of its columns.</summary>
    public static IEnumerable<string[]> Cells(string file) => Lines(file).Skip(1);

    // Text between quotes is every second part.
    private static IEnumerable<string[]> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Where(line => line.Length > 0).Select(line => string
            .Concat(line.Split('"').Select((part, index) => index % 2 == 0 ? part.Replace(',', '\n') : part)).Split('\n'));
}
