using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>
/// The room's door: a declaration and the files that it needs become a network written out. User text never throws; what is wrong with it
/// comes back as problems, and then there is no network.
/// </summary>
internal static class NetworkReader
{
    /// <param name="declaration">What the class asks for.</param>
    /// <param name="files">The table that the declaration names first, where it is no network of the zoo; then those that tables use.</param>
    public static ReadResult Read(NetworkDeclaration declaration, EquatableArray<TableFile> files)
    {
        ProblemList problems = new();
        CellReader reader = new(problems);
        UnrolledNetwork? network = Read(declaration, files, reader);
        return new ReadResult(problems.Count == 0 ? network : null, problems.ToArray());
    }

    private static UnrolledNetwork? Read(NetworkDeclaration declaration, EquatableArray<TableFile> files, CellReader reader)
    {
        ProblemList problems = reader.Problems;
        ParsedTable? own = null;
        if (declaration.Table is string name)
        {
            if (Find(name, files) is not TableFile file)
            {
                problems.Add(new Problem(RuleIds.UnknownTable, null, "Table", EquatableArray.Of(name, Hint(name, files))));
                return null;
            }

            own = TableParser.Parse(file.Path, file.Text, problems);
        }

        List<ParsedTable> used = Used(declaration, own, files, problems);
        if (problems.Has(RuleIds.TooMuchText))
        {
            return null;
        }

        if (own is not null && own.Find(SectionKind.Network) is null)
        {
            // A section that could not be read has been reported.
            if (problems.Count == 0)
            {
                problems.Add(RuleIds.MissingSection, new CellReference(own.Path, 0, -1, -1), "Network");
            }

            return null;
        }

        string title = own?.Title ?? own?.Path.Split('/', '\\').Last() ?? declaration.Type.Name;
        NetworkArchitecture architecture = ArchitectureReader.Read(
            title, own, ArchitectureReader.RowsOf(declaration.Rows, problems), used, reader);
        if (problems.Count > 0)
        {
            return null;
        }

        return ParameterBinder.Bind(architecture.Parameters, declaration.Parameters, Needed(architecture, reader), reader) is BoundParameters bound
            ? Unroll(architecture, bound, declaration, reader)
            : null;
    }

    private static UnrolledNetwork? Unroll(
        NetworkArchitecture architecture, BoundParameters bound, NetworkDeclaration declaration, CellReader reader)
    {
        UnrolledRows rows = Unroller.Unroll(architecture, bound, reader);
        if (rows.Operations.Count == 0)
        {
            if (reader.Problems.Count == 0)
            {
                CellReference? at = architecture.Rows.Count > 0 ? architecture.Rows[0].At : null;
                reader.Problems.Add(RuleIds.NoOperations, at, architecture.Title);
            }

            return null;
        }

        int Size(string parameter) => (int)bound.Scope.Find(parameter)!.Number;
        PreprocessingSettings preprocessing = PreprocessingReader.Read(
            architecture.Preprocessing, declaration.Preprocessing, Size("Channels"), bound.Scope, reader);
        if (reader.Problems.Count > 0)
        {
            // Rows that were not written out cannot be tapped.
            return null;
        }

        bool hasTop = bound.Scope.Find(OutputReader.TopParameter) is not { Kind: ValueKind.Flag, IsTrue: false };
        EquatableArray<NamedOutput> outputs = OutputReader.Read(rows, declaration.Taps, hasTop, reader.Problems);
        if (declaration.Softmax && !hasTop && declaration.Taps.Count > 0)
        {
            reader.Problems.Add(new Problem(RuleIds.SoftmaxWithoutTop, null, "Softmax", EquatableArray.Of(architecture.Title)));
        }

        if (reader.Problems.Count > 0)
        {
            return null;
        }

        bool endsWithSoftmax = rows.Operations[rows.Operations.Count - 1].Operator == "softmax";
        (EquatableArray<PrimitiveOperation> operations, outputs) = OutputReader.Trim(rows.Operations, outputs);
        EquatableArray<Dialect> dialects = OutputReader.IgnoreLeftOut(rows.Dialects, rows.Operations, operations);
        return new UnrolledNetwork(
            architecture.Title, Size("Height"), Size("Width"), Size("Channels"), operations, bound.Settings, rows.Rows, dialects,
            bound.Scope.Find("Form") is { Kind: ValueKind.Word } form ? form.Word : null,
            preprocessing, declaration.Softmax && !endsWithSoftmax, outputs);
    }

    /// <summary>The tables that the network uses, directly or through others, each once, in the order in which they are asked for.</summary>
    private static List<ParsedTable> Used(
        NetworkDeclaration declaration, ParsedTable? own, EquatableArray<TableFile> files, ProblemList problems)
    {
        List<ParsedTable> used = [];
        Queue<(string Name, CellReference? At)> wanted = new();
        if (declaration.Blocks is string blocks)
        {
            wanted.Enqueue((blocks, null));
        }

        foreach (TableCell cell in own?.Uses ?? default)
        {
            wanted.Enqueue((cell.Text, cell.At));
        }

        while (wanted.Count > 0)
        {
            (string name, CellReference? at) = wanted.Dequeue();
            if (Find(name, files) is not TableFile file)
            {
                problems.Add(new Problem(RuleIds.UnknownTable, at, at is null ? "Blocks" : null, EquatableArray.Of(name, Hint(name, files))));
                continue;
            }

            if (file.Path == own?.Path || used.Any(table => table.Path == file.Path))
            {
                continue;
            }

            if (used.Count == LanguageLimits.UsedTables)
            {
                problems.Add(new Problem(
                    RuleIds.TooMuchText, at, null, EquatableArray.Of("used tables", Value.Format(LanguageLimits.UsedTables))));
                break;
            }

            ParsedTable parsed = TableParser.Parse(file.Path, file.Text, problems);
            used.Add(parsed);
            foreach (TableCell cell in parsed.Uses)
            {
                wanted.Enqueue((cell.Text, cell.At));
            }
        }

        return used;
    }

    private static TableFile? Find(string name, EquatableArray<TableFile> files)
    {
        if (name.Length == 0)
        {
            return null;
        }

        IReadOnlyList<string> paths = name.StartsWith(ZooCatalog.Prefix, StringComparison.Ordinal)
            ? []
            : TableResolver.Resolve(name, files.Select(file => file.Path));
        return paths.Count == 1 ? files.First(file => file.Path == paths[0])
            : paths.Count == 0 ? ZooCatalog.Find(name)
            : null;
    }

    private static string Hint(string name, EquatableArray<TableFile> files) =>
        NearestChoice.Hint(name, files.Select(file => file.Path).Concat(ZooCatalog.Names));

    /// <summary>Parameters without which the network cannot be written out.</summary>
    private static HashSet<string> Needed(NetworkArchitecture architecture, CellReader reader)
    {
        HashSet<string> needed = ["Height", "Width", "Channels"];
        IEnumerable<TableCell> cells = architecture.Rows.Concat(architecture.Blocks.SelectMany(block => block.Rows)).SelectMany(row => row.Cells)
            .Concat(architecture.Defaults.Concat(architecture.Widths).SelectMany(row => row.Cells.Where(cell => cell.Column is not ("operator" or "rows" or "at least"))));
        foreach (TableCell cell in cells)
        {
            if (!CellReader.IsPlain(cell) && reader.Parse(cell, cell.Column == "when") is Expression expression)
            {
                needed.UnionWith(expression.Names());
            }
        }

        return needed;
    }
}
