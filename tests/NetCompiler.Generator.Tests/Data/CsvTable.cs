namespace NetCompiler.Generator.Tests.Data;

/// <summary>Comma-separated tables with quoted cells, copied beside the tests.</summary>
internal static class CsvTable
{
    /// <summary>The rows of a table, by the names of its columns.</summary>
    public static List<Dictionary<string, string>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", file));
        string[] columns = lines[0].Split(',');
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => Cells(line).Zip(columns).ToDictionary(pair => pair.Second, pair => pair.First))];
    }

    private static IEnumerable<string> Cells(string line)
    {
        string[] parts = line.Split('"');

        // Text between quotes is every second part.
        return string.Concat(parts.Select((part, index) => index % 2 == 0 ? part.Replace(',', '\n') : part)).Split('\n');
    }
}
