using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>Finds blocks that contain themselves, directly or through others: such a network has no end.</summary>
internal static class BlockRecursion
{
    public static void Report(EquatableArray<Block> blocks, CellReader reader)
    {
        Dictionary<string, Block> byName = blocks.ToDictionary(block => block.Name);
        HashSet<string> done = [];
        foreach (Block block in blocks)
        {
            Walk(block, [], byName, done, reader);
        }
    }

    private static void Walk(Block block, List<string> path, Dictionary<string, Block> byName, HashSet<string> done, CellReader reader)
    {
        if (path.Count >= LanguageLimits.Tables || done.Contains(block.Name))
        {
            return;
        }

        path.Add(block.Name);
        foreach (Row row in block.Rows.Where(row => row.Block is not null))
        {
            int start = path.IndexOf(row.Block!);
            if (start >= 0)
            {
                reader.Problems.Add(RuleIds.BlockRecursion, row.At, row.Block!, string.Join(" → ", path.Skip(start).Append(row.Block!)));
            }
            else if (byName.TryGetValue(row.Block!, out Block inner))
            {
                Walk(inner, path, byName, done, reader);
            }
        }

        path.RemoveAt(path.Count - 1);
        done.Add(block.Name);
    }
}
