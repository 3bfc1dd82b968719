using NetCompiler.Testing.Safety;

namespace NetCompiler.Soak;

/// <summary>
/// Threads that load networks, make sessions, run them a few times and dispose of them, over and over. Once a minute all of them stop between two sessions,
/// and what the process holds is written down: memory, threads and handles have to be what they were.
/// </summary>
internal sealed class HourSoak
{
    /// <summary>A session is run so many times at most.</summary>
    private const int MostRuns = 40;

    /// <summary>Part of the minutes before the process counts as warm.</summary>
    private const int WarmUpShare = 10;

    /// <summary>Different enough to have every kind of kernel between them, small enough that thousands of sessions come and go in a minute.</summary>
    private static readonly (int Workers, string[] Words)[] s_networks =
    [
        (1, ["DsCnn"]), (1, ["MobileNetV1", "Alpha=0.25", "Resolution=96"]), (2, ["MobileNetV2", "Alpha=0.35", "Resolution=96"]),
        (1, ["MobileNetV3Small", "Resolution=96"]), (1, ["ShuffleNetV1", "Groups=3", "Scale=0.25", "Resolution=96"]), (3, ["ShuffleNetV2", "Scale=0.5", "Resolution=96"]),
        (1, ["MixNetS", "Resolution=64"]), (1, ["SqueezeNet11", "Resolution=96"]), (2, ["EfficientNetB0", "Resolution=64"]),
        (1, ["ResNet8"]), (1, ["MnasNetSmall", "Resolution=64"]), (1, ["Autoencoder"]), (2, ["VisualWakeWords"]),
    ];

    private readonly SoakedNetwork[] _networks;
    private readonly Barrier _rest;
    private long _runs;
    private long _sessions;
    private long _wrong;
    private volatile string? _failure;
    private volatile bool _isLast;
    private DateTime _nextRest;

    private HourSoak(SoakedNetwork[] networks, int threads)
    {
        _networks = networks;
        _rest = new Barrier(threads + 1);
    }

    public static bool Run(int minutes, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("netcompiler-soak-").FullName;
        try
        {
            ExecutionPath[] paths = [.. ExecutionPath.All.Where(path => !path.IsModelled)];
            SoakedNetwork[] networks = [.. s_networks.Select((network, i) => new SoakedNetwork(network.Words, network.Workers, paths[i % paths.Length], folder))];
            Console.WriteLine($"{DateTime.Now:yyyy-MM-dd HH:mm}: {minutes} minutes, {threads} threads, {Environment.ProcessorCount} cores:");
            Console.WriteLine(string.Join("; ", networks.Select(network => network.ToString())));
            Console.WriteLine();
            return new HourSoak(networks, threads).Soak(minutes, threads);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private bool Soak(int minutes, int threads)
    {
        _nextRest = DateTime.UtcNow.AddMinutes(1);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(number => new Thread(() => Serve(new Random(number))))];
        Array.ForEach(all, thread => thread.Start());
        Console.WriteLine("| minute | sessions | runs | wrong | resident MB | heap MB | threads | handles |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        List<ProcessSample> samples = [];
        for (int minute = 1; minute <= minutes; minute++)
        {
            _rest.SignalAndWait();
            samples.Add(ProcessSample.Take());
            Console.WriteLine($"| {minute} | {_sessions} | {_runs} | {_wrong} | {samples[^1]} |");
            _isLast = minute == minutes;
            _nextRest = DateTime.UtcNow.AddMinutes(1);
            _rest.SignalAndWait();
        }

        Array.ForEach(all, thread => thread.Join());
        Console.WriteLine();
        bool isFlat = ProcessSample.Judge(samples[(minutes / WarmUpShare)..], Console.Out);
        Console.WriteLine(_failure ?? $"{_runs} runs in {_sessions} sessions, {_wrong} with other bits.");
        bool isSound = isFlat && _wrong == 0 && _failure is null;
        Console.WriteLine(isSound ? "Every promise was kept." : "FAILED.");
        return isSound;
    }

    private void Serve(Random random)
    {
        while (true)
        {
            while (DateTime.UtcNow < _nextRest)
            {
                try
                {
                    SoakedNetwork network = _networks[random.Next(_networks.Length)];
                    int runs = random.Next(1, MostRuns);
                    using CheckedSession session = network.NewSession(random);
                    Interlocked.Add(ref _wrong, AllocationChecks.Repeat(session, network.Data, new float[network.Data.Expected.Length], runs));
                    Interlocked.Add(ref _runs, runs);
                    Interlocked.Increment(ref _sessions);
                }
                catch (Exception exception)
                {
                    // Told at the end; the others go on, and so does this one.
                    _failure = exception.ToString();
                }
            }

            // Once to stand still, once more when the process has been looked at.
            _rest.SignalAndWait();
            _rest.SignalAndWait();
            if (_isLast)
            {
                return;
            }
        }
    }
}

/// <summary>One of the mixed networks, with a session that keeps its weights.</summary>
internal sealed class SoakedNetwork
{
    private readonly string _name;
    private readonly ZooCase _zoo;
    private readonly NetworkClass _network;
    private readonly CheckedSession _first;
    private readonly string _packed;

    public SoakedNetwork(string[] words, int workers, ExecutionPath path, string folder)
    {
        _zoo = new ZooCase(words[0], words[1..]);
        _network = _zoo.Compile(new NetworkBuild(path) { Workers = workers })[0];
        _name = $"{string.Join(' ', words)} ({_network})";
        Data = _zoo.Data(_network);
        _first = _zoo.Load(_network);
        string checkpoint = Path.Combine(folder, words[0] + ".safetensors");
        _packed = Path.Combine(folder, words[0] + ".ncw");
        File.WriteAllBytes(checkpoint, _zoo.Checkpoint);
        _network.Pack(checkpoint, _packed, _zoo.Options);
    }

    /// <summary>What it is run with.</summary>
    public CheckedData Data { get; }

    /// <summary>A session made in one of the ways there are: mostly over the shared weights, now and then over a file that is mapped or a checkpoint that is packed.</summary>
    public CheckedSession NewSession(Random random) => random.Next(8) switch
    {
        0 => _zoo.Load(_network),
        1 => _network.Load(_packed, _zoo.Options),
        _ => _first.NewSession(default),
    };

    public override string ToString() => _name;
}
