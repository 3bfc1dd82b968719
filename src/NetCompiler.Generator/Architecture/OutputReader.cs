using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>A result that a tap can name.</summary>
/// <param name="Name">The name of a row, or the path of a block's use.</param>
/// <param name="Operation">The operation that yields it; -1 is the network's input.</param>
/// <param name="IsNetworkRow">Whether it is the result of a row of the network's own table.</param>
internal sealed record RowResult(string Name, int Operation, bool IsNetworkRow);

/// <summary>
/// Finds what a network yields, its last result and the taps of the declaration, and leaves out the operations that only yielded what is
/// not asked for: without its top a network has no classifier's weights.
/// </summary>
internal static class OutputReader
{
    /// <summary>The table's parameter that says whether the network has its top.</summary>
    public const string TopParameter = "IncludeTop";

    /// <summary>What the network yields, by indices into all operations; a tap with a problem is left out.</summary>
    /// <param name="hasTop">Whether the last operation's result is asked for where there are taps.</param>
    public static EquatableArray<NamedOutput> Read(UnrolledRows rows, EquatableArray<TapRequest> taps, bool hasTop, ProblemList problems)
    {
        List<NamedOutput> outputs = hasTop || taps.Count == 0 ? [new NamedOutput(NamedOutput.Main, rows.Operations.Count - 1)] : [];
        for (int index = 0; index < taps.Count; index++)
        {
            TapRequest tap = taps[index];
            string place = DeclarationPositions.Tap(index);
            int? operation = tap.Row is string row ? ByRow(rows, tap.Name, row, place, problems) : ByStride(rows, tap.Name, tap.Stride ?? 0, place, problems);
            if (operation is int found)
            {
                outputs.Add(new NamedOutput(tap.Name, found));
            }
        }

        return outputs.ToEquatableArray();
    }

    /// <summary>
    /// The operations that the outputs need, and the outputs by their new indices. An operation that nothing would have read even in the
    /// whole network stays: it is a mistake to be told.
    /// </summary>
    public static (EquatableArray<PrimitiveOperation> Operations, EquatableArray<NamedOutput> Outputs) Trim(
        EquatableArray<PrimitiveOperation> operations, EquatableArray<NamedOutput> outputs)
    {
        int last = outputs.Max(output => output.Operation);
        bool[] whole = Needed(operations, [operations.Count - 1]);
        bool[] needed = Needed(
            operations,
            outputs.Select(output => output.Operation).Concat(Enumerable.Range(0, last).Where(index => !whole[index])));
        int[] places = new int[operations.Count];
        List<PrimitiveOperation> kept = [];
        for (int index = 0; index < operations.Count; index++)
        {
            places[index] = kept.Count;
            if (needed[index])
            {
                PrimitiveOperation operation = operations[index];
                kept.Add(operation with { Inputs = operation.Inputs.Select(input => input < 0 ? input : places[input]).ToEquatableArray() });
            }
        }

        return (kept.ToEquatableArray(), outputs.Select(output => output with { Operation = places[output.Operation] }).ToEquatableArray());
    }

    /// <summary>
    /// The dialects, each ignoring the tensors of the operations that were left out as well: a checkpoint of the whole network fits what is left of it.
    /// </summary>
    /// <param name="dialects">One for each of the operations' names.</param>
    public static EquatableArray<Dialect> IgnoreLeftOut(
        EquatableArray<Dialect> dialects, EquatableArray<PrimitiveOperation> whole, EquatableArray<PrimitiveOperation> kept)
    {
        HashSet<string> names = new(kept.Select(operation => operation.Name), System.StringComparer.Ordinal);
        PrimitiveOperation[] leftOut = [.. whole.Where(operation => operation.Names.Count > 0 && !names.Contains(operation.Name))];
        return dialects.Select((dialect, index) => dialect with
        {
            Ignored = dialect.Ignored.Concat(leftOut.SelectMany(operation => Beginnings(operation.Names[index], dialect.Name)))
                .Distinct(System.StringComparer.Ordinal).ToEquatableArray(),
        }).ToEquatableArray();
    }

    /// <summary>How the names of a layer's tensors begin, up to the number of a group where they count those.</summary>
    private static IEnumerable<string> Beginnings(LayerNames names, string dialect)
    {
        string end = dialect == "keras" ? "/" : ".";
        int group = names.Layer.IndexOf("{group}", System.StringComparison.Ordinal);
        yield return group < 0 ? names.Layer + end : names.Layer.Substring(0, group);
        if (names.Norm is string norm)
        {
            yield return norm + end;
        }
    }

    private static bool[] Needed(EquatableArray<PrimitiveOperation> operations, IEnumerable<int> results)
    {
        bool[] needed = new bool[operations.Count];
        foreach (int result in results)
        {
            needed[result] = true;
        }

        // Operations read those before them.
        for (int index = operations.Count - 1; index >= 0; index--)
        {
            foreach (int input in operations[index].Inputs.Where(input => needed[index] && input >= 0))
            {
                needed[input] = true;
            }
        }

        return needed;
    }

    private static int? ByRow(UnrolledRows rows, string tap, string name, string place, ProblemList problems)
    {
        if (rows.Results.LastOrDefault(result => result.Name == name && result.Operation >= 0) is RowResult found)
        {
            return found.Operation;
        }

        for (int index = 0; index < rows.Operations.Count; index++)
        {
            if (rows.Operations[index].Name == name)
            {
                return index;
            }
        }

        IEnumerable<string> listed = rows.Results.Where(result => result.IsNetworkRow && result.Operation >= 0).Select(result => result.Name);
        IEnumerable<string> further = rows.Results.Select(result => result.Name).Concat(rows.Operations.Select(operation => operation.Name));
        problems.Add(new Problem(RuleIds.UnknownTapRow, null, place, EquatableArray.Of(tap, name, NearestChoice.Hint(name, listed, further))));
        return null;
    }

    private static int? ByStride(UnrolledRows rows, string tap, int stride, string place, ProblemList problems)
    {
        MapStride?[] strides = Strides(rows.Operations);
        RowResult[] maps = [.. rows.Results.Where(result => result.IsNetworkRow && result.Operation >= 0 && strides[result.Operation] is not null)];
        if (maps.LastOrDefault(result => strides[result.Operation] == new MapStride(stride, stride)) is RowResult found)
        {
            return found.Operation;
        }

        IEnumerable<string> known = maps.Select(result => strides[result.Operation]!).Where(each => each.Height == each.Width)
            .Select(each => each.Height).Distinct().OrderBy(each => each).Select(each => Value.Format(each));
        problems.Add(new Problem(
            RuleIds.UnknownTapStride, null, place, EquatableArray.Of(tap, Value.Format(stride), string.Join(", ", known.DefaultIfEmpty("a row's name")))));
        return null;
    }

    /// <summary>How many rows and columns of the input one position of each result stands for; null for what is no map any more.</summary>
    private static MapStride?[] Strides(EquatableArray<PrimitiveOperation> operations)
    {
        MapStride?[] strides = new MapStride?[operations.Count];
        for (int index = 0; index < operations.Count; index++)
        {
            PrimitiveOperation operation = operations[index];

            // Factors for the channels are no map; what they scale is.
            MapStride? entering = operation.Inputs
                .Select(input => input < 0 ? new MapStride(1, 1) : strides[input])
                .FirstOrDefault(stride => stride is not null);
            bool endsMap = operation.Operator is "fc" or "flatten" or "softmax" or "adaptivepool" || operation.Window is { IsGlobal: true };
            strides[index] = entering is null || endsMap ? null
                : operation.Window is Window window ? entering.Times(window)
                : entering;
        }

        return strides;
    }

    private sealed record MapStride(long Height, long Width)
    {
        /// <summary>The stride after a window, or null where it is larger than any map.</summary>
        public MapStride? Times(Window window)
        {
            MapStride product = new(Height * window.StrideHeight, Width * window.StrideWidth);
            return product.Height > LanguageLimits.Side || product.Width > LanguageLimits.Side ? null : product;
        }
    }
}
