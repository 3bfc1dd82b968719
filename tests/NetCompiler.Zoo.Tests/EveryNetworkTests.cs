using NetCompiler.Generator.Architecture;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Safety;

namespace NetCompiler.Zoo.Tests;

/// <summary>
/// Every network of the zoo, in every form, at the smallest odd resolution at which no map vanishes, with weights by formula: on every path, by this machine
/// or by a model of another, the generated class gives the bits of the scalar reference, which are near float64, and touches no memory but its own; on this machine's
/// wherever that memory lies, and allocates none.
/// <c>tests/NetCompiler.Soak</c> does the same with larger maps, more runs, workers and choices of optimizations.
/// </summary>
public class EveryNetworkTests
{
    /// <summary>Of the largest value: sums of hundreds of layers, some of which amplify.</summary>
    private const double Tolerance = 1e-4;

    private const int Rounds = 5;

    private const int RunsPerRound = 4;

    /// <summary>In elements after an aligned address: on it, one off, half a small vector, one before the next line.</summary>
    private static readonly int[] s_offsets = [0, 1, 2, 15];

    [Fact]
    public void Every_table_of_the_zoo_is_run()
    {
        Assert.Equal(ZooCatalog.Names, ZooVariant.All.Select(variant => variant.Network).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ZooVariant.Indices), MemberType = typeof(ZooVariant))]
    public void Runs_as_the_references_do(int number)
    {
        ZooVariant variant = ZooVariant.All[number];
        ZooCase zoo = new(variant.Network, variant.AtSmallestOddResolution());
        double[] exact = zoo.Exact();
        double largest = exact.Max(Math.Abs);
        foreach (NetworkClass network in zoo.Compile(ExecutionPath.All.Select(path => new NetworkBuild(path))))
        {
            CheckedData data = zoo.Data(network);
            double error = data.Expected.Zip(exact, (x, y) => Math.Abs(x - y)).Max();
            Assert.True(error <= Tolerance * largest, $"{variant}, {network}: the largest error is {error:G3}, the largest value {largest:G3}.");
            MemoryChecks.Guarded(network, data, GuardSide.After);
            MemoryChecks.Guarded(network, data, GuardSide.Before);
            if (network.Build.Path.IsModelled)
            {
                continue;
            }

            using CheckedSession session = zoo.Load(network);
            Array.ForEach(s_offsets, offset => MemoryChecks.AtOffset(network, session, data, offset));
            AllocationChecks.OnThisThread(network, session, data, Rounds, RunsPerRound);
        }
    }
}
