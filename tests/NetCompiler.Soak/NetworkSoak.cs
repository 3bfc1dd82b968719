using System.Diagnostics;
using NetCompiler.Generator.Support;
using NetCompiler.Testing;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Safety;

namespace NetCompiler.Soak;

/// <summary>One network of the zoo, compiled in every way that this machine runs.</summary>
internal sealed class NetworkSoak
{
    /// <summary>Places of input and output after an aligned address, in elements: all there are within a cache line of numbers.</summary>
    public const int Offsets = 16;

    /// <summary>Times that allocated bytes are counted; a run that allocates does so in each.</summary>
    private const int Rounds = 5;

    /// <summary>Models of instructions take so many times as long, so their code is run less often.</summary>
    public const int ModelShare = 20;

    /// <summary>Numbers of workers besides one.</summary>
    public static readonly int[] Workers = [2, 8];

    private readonly SoakCounts _counts;
    private readonly ZooCase _zoo;
    private readonly List<string> _failures = [];
    private int _builds;
    private long _runs;

    private NetworkSoak(ZooCase zoo, SoakCounts counts)
    {
        _zoo = zoo;
        _counts = counts;
    }

    /// <summary>Runs it and prints a row of the table.</summary>
    /// <param name="number">Its place in <see cref="ZooVariant.All"/>.</param>
    public static bool Run(int number, SoakCounts counts)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ZooVariant variant = ZooVariant.All[number];
        ZooCase zoo = new(variant.Network, variant.AtSmallestOddResolution(counts.Resolution));
        NetworkSoak soak = new(zoo, counts);
        soak.EveryPath();
        soak.EveryNumberOfWorkers();
        soak.EveryChoice();
        string verdict = soak._failures.Count == 0 ? "same bits, no fault, no canary touched, no allocation" : "FAILED: " + string.Join("; ", soak._failures);
        Console.WriteLine($"| {variant} | {zoo.InputShape} | {soak._builds} | {soak._runs} | {clock.Elapsed.TotalSeconds:F0} | {verdict} |");
        return soak._failures.Count == 0;
    }

    private void EveryPath() => Each(ExecutionPath.All.Select(path => new NetworkBuild(path)), (network, data) =>
    {
        using CheckedSession session = _zoo.Load(network);
        for (int offset = 0; offset < Offsets; offset++)
        {
            MemoryChecks.AtOffset(network, session, data, offset);
        }

        int runs = RunsOf(network, _counts.Runs) + (network.Build.Path == ExecutionPath.Best ? _counts.AllocationRuns : 0);
        AllocationChecks.OnThisThread(network, session, data, Rounds, runs / Rounds);
        _runs += runs;
    });

    private void EveryNumberOfWorkers()
    {
        foreach (int workers in Workers)
        {
            Each(ExecutionPath.All.Select(path => new NetworkBuild(path) { Workers = workers }), (network, data) =>
            {
                using CheckedSession session = _zoo.Load(network);
                int runs = RunsOf(network, _counts.WorkerRuns);
                AllocationChecks.OnAnyThread(network, session, data, Rounds, runs / Rounds);
                _runs += runs;
            });
        }
    }

    /// <summary>Choices that come to the same code as another are left out.</summary>
    private void EveryChoice() => Each(
        from choice in NetworkBuild.Choices.Prepend(Optimizations.None)
        from path in choice == Optimizations.All ? ExecutionPath.All : [ExecutionPath.Best]
        select new NetworkBuild(path) { Without = choice },
        (_, _) => { });

    /// <summary>How often it is run: a whole number of times in each round.</summary>
    private static int RunsOf(NetworkClass network, int usual) => Math.Max(Rounds * 2, (network.Build.Path.IsModelled ? usual / ModelShare : usual) / Rounds * Rounds);

    /// <summary>Compiles and, for each class, runs over guarded memory and then what else is wanted. What fails is noted, and the rest goes on.</summary>
    private void Each(IEnumerable<NetworkBuild> builds, Action<NetworkClass, CheckedData> check)
    {
        foreach (NetworkClass network in _zoo.Compile(builds))
        {
            try
            {
                _builds++;
                CheckedData data = _zoo.Data(network);
                MemoryChecks.Guarded(network, data, GuardSide.After);
                MemoryChecks.Guarded(network, data, GuardSide.Before);
                check(network, data);
            }
            catch (SafetyException failure)
            {
                _failures.Add(failure.Message);
            }
        }
    }
}
