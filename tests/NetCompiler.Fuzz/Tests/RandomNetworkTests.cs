using System.Collections.Concurrent;
using NetCompiler.Fuzz.Networks;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using Xunit;
using Xunit.Abstractions;

namespace NetCompiler.Fuzz.Tests;

/// <summary>Random networks: all planned for every vector unit and verified, some compiled and run against both references. Seeds are fixed.</summary>
public class RandomNetworkTests(ITestOutputHelper output)
{
    private const int FirstSeed = 1;

    private const int Planned = 2000;

    /// <summary>Compiling takes most of the time; <c>networks</c> on the command line runs as many as it is asked for.</summary>
    private const int Run = 40;

    private static readonly Lazy<DrawnTable[]> s_legal = new(() => [.. RandomNetworks.Legal(FirstSeed).Take(Planned)]);

    [Fact]
    public void Plans_hold()
    {
        ConcurrentBag<DrawnTable> broken = [];
        Parallel.ForEach(s_legal.Value, new ParallelOptions { MaxDegreeOfParallelism = 2 }, drawn =>
        {
            if (RandomNetworks.PlanFault(drawn) is not null)
            {
                broken.Add(drawn);
            }
        });
        Assert.True(broken.IsEmpty, $"{broken.Count} of {Planned} plans do not hold. The first table, made small:\n"
            + (broken.IsEmpty ? "" : RandomNetworks.Shrunk(broken.MinBy(drawn => drawn.Seed)!, RandomNetworks.PlanFault)));
    }

    [Fact]
    public void Compiled_networks_compute_what_they_say()
    {
        foreach (DrawnTable[] batch in RandomNetworks.Batches(s_legal.Value.Take(Run)))
        {
            string? fault = RandomNetworks.RunFault(batch);
            DrawnTable? broken = fault is null ? null : batch.FirstOrDefault(drawn => RandomNetworks.RunFault([drawn]) is not null);
            Assert.True(fault is null, broken is null ? fault : RandomNetworks.Shrunk(broken, small => RandomNetworks.RunFault([small])));
        }
    }

    [Fact]
    public void Most_tables_are_legal()
    {
        int drawn = s_legal.Value[^1].Seed - FirstSeed + 1;
        output.WriteLine($"{Planned} of {drawn}");
        Assert.InRange(drawn, Planned, Planned * 10 / 9);
    }

    [Fact]
    public void Every_operator_and_activation_is_drawn()
    {
        PrimitiveOperation[] operations = [.. s_legal.Value.SelectMany(drawn => RandomNetworks.Network(drawn).Operations)];
        foreach (string primitive in OperatorSchema.Operators.Select(each => each.Primitive).Distinct())
        {
            int count = operations.Count(operation => operation.Operator == primitive);
            output.WriteLine($"{primitive}: {count}");
            Assert.True(count >= 50, $"{primitive} is drawn {count} times.");
        }

        foreach (ActivationKind activation in Enum.GetValues<ActivationKind>())
        {
            Assert.True(operations.Count(operation => operation.Activation == activation) >= 50, $"{activation} is drawn seldom.");
        }
    }

    /// <summary>Each of the ways to write a row, and each of the choices of plans.</summary>
    [Fact]
    public void Every_choice_is_drawn()
    {
        string[] wanted =
        [
            "kernels", "partition", "dilated", "rounding", "count", "first", "size", "alpha", "beta", "offset", "norm", "act", "bias", "when", "| d |", "| g |", "| n |", "ceil", "exponential", "symmetric", "valid",
            "(0,1)", "(0,1),(2,1)", "t·in", "## Defaults", "s = 1, c = in", "1x2",
        ];
        Assert.All(wanted, word => Assert.True(s_legal.Value.Count(drawn => drawn.Text.Contains(word, StringComparison.Ordinal)) >= 5, word));
        Assert.Equal([1, 2, 3], s_legal.Value.Select(drawn => drawn.Workers).Distinct().Order());
        Assert.Equal([0, 1, 2], s_legal.Value.Select(drawn => drawn.Taps.Count).Distinct().Order());
        Assert.True(s_legal.Value.Select(drawn => drawn.Enabled).Distinct().Count() > 100);
        Assert.Equal(5, s_legal.Value.Select(drawn => drawn.RowsPerBand).Distinct().Count());
    }

    /// <summary>The smallest table with a depthwise convolution of stride 2 has that row alone, and the least numbers.</summary>
    [Fact]
    public void A_fault_that_is_planted_is_made_small()
    {
        static string? Planted(DrawnTable drawn) => RandomNetworks.Network(drawn).Operations
            .Any(operation => operation is { Operator: "dwconv", Window.StrideHeight: 2 }) ? "planted" : null;
        DrawnTable large = s_legal.Value.First(drawn => Planted(drawn) is not null && RandomNetworks.Network(drawn).Operations.Count > 8);
        string fault = RandomNetworks.Shrunk(large, Planted);
        output.WriteLine(fault);
        Assert.StartsWith("planted", fault, StringComparison.Ordinal);
        Assert.Contains("1 workers, taps [], without None, rows per band as planned", fault, StringComparison.Ordinal);
        Assert.InRange(fault.Split('\n').Count(line => line.Length > 0), 5, 16);
    }
}
