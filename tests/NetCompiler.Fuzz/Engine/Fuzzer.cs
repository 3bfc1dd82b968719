using System.Diagnostics;

namespace NetCompiler.Fuzz.Engine;

/// <summary>
/// Changes inputs and looks at the answers. What takes a branch not yet taken joins the inputs that are changed further; where branches are not counted, what gives an answer not yet given. The same
/// seed over the same corpus runs the same inputs (where branches are counted, nearly: what the library computes once is counted once).
/// </summary>
/// <param name="folder">Where failing inputs are written, and the one that is being looked at; null for nowhere.</param>
internal sealed class Fuzzer(FuzzTarget target, int seed, string? folder = null)
{
    private const int MostFailures = 10;

    /// <summary>That of the threads of a thread pool: deep recursion has to be bounded with less than a main thread has.</summary>
    private const int StackBytes = 1536 * 1024;

    private static readonly TimeSpan s_longestShrinking = TimeSpan.FromSeconds(30);

    private readonly List<byte[]> _pool = [];
    private readonly HashSet<string> _answers = [];
    private readonly HashSet<string> _known = [];
    private readonly List<Failure> _failures = [];
    private readonly Coverage? _coverage = Coverage.OfProcess;
    private readonly Random _random = new(seed);
    private InputRecord? _record;
    private volatile byte[]? _current;
    private long _started;
    private bool _isShrinking;

    /// <summary>What failed.</summary>
    public IReadOnlyList<Failure> Failures => _failures;

    /// <summary>Inputs that joined the seeds, in order.</summary>
    public IEnumerable<byte[]> Found => _pool.Skip(Seeds);

    /// <summary>Seeds and inputs of the corpus.</summary>
    public int Seeds { get; private set; }

    /// <summary>Inputs that were run.</summary>
    public long Inputs { get; private set; }

    /// <summary>Answers that were given, each once.</summary>
    public IReadOnlyCollection<string> Answers => _answers;

    /// <summary>The most that an answer allocated, the largest share of its bound that one took of it, and the longest time.</summary>
    public (long Bytes, double Share, TimeSpan Time) Largest { get; private set; }

    /// <summary>Runs the seeds, the corpus and then changed inputs, as many as asked for or until the time is over.</summary>
    public void Run(long inputs, TimeSpan? longest = null)
    {
        using InputRecord? record = folder is null ? null : new InputRecord(Path.Combine(folder, target.Name + ".current"));
        _record = record;
        Exception? fault = null;
        Thread worker = new(
            () =>
            {
                try
                {
                    Loop(inputs, longest ?? TimeSpan.MaxValue);
                }
                catch (Exception e)
                {
                    fault = e;
                }
            },
            StackBytes)
        {
            IsBackground = true,
        };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (_current is { } input && !_isShrinking && Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) > target.LongestTime)
            {
                // A thread cannot be stopped: the run ends here.
                Add($"Hang: no answer after {target.LongestTime.TotalSeconds} s", input);
                return;
            }
        }

        if (fault is not null)
        {
            throw new InvalidOperationException("The fuzzer itself failed.", fault);
        }
    }

    private void Loop(long inputs, TimeSpan longest)
    {
        Stopwatch clock = Stopwatch.StartNew();
        foreach (byte[] input in target.Seeds().Concat(Corpus.Of(target).Select(kept => kept.Input)))
        {
            _pool.Add(input);
            Try(input, thorough: true);
        }

        Seeds = _pool.Count;
        while (Inputs < inputs && clock.Elapsed < longest && _failures.Count < MostFailures)
        {
            byte[] input = Choose();
            for (int change = 1 + _random.Next(4); change > 0; change--)
            {
                input = target.Mutate(input, _pool[_random.Next(_pool.Count)], _random);
            }

            if (Try(input, thorough: Inputs % target.ThoroughInterval == 0) && input.Length <= target.LargestKept)
            {
                _pool.Add(input);
            }
        }
    }

    /// <summary>Half of the time one of those that were found last.</summary>
    private byte[] Choose() => _pool[_random.Next(2) == 0 ? _random.Next(_pool.Count) : Math.Max(0, _pool.Count - 1 - _random.Next(50))];

    /// <summary>Whether the input is worth changing further.</summary>
    private bool Try(byte[] input, bool thorough)
    {
        Inputs++;
        _record?.Keep(input);
        _coverage?.Begin();
        (string? answer, string? problem) = Look(input, thorough);
        bool isNew = _coverage?.EndsWithNews() ?? false;
        if (problem is not null)
        {
            string first = FirstLine(problem);
            if (_known.Add(first))
            {
                _isShrinking = true;
                byte[] small = Shrinker.Shrink(
                    input, target.Simpler, candidate => Look(candidate, thorough: true).Problem is { } other && FirstLine(other) == first, s_longestShrinking);
                _isShrinking = false;
                Add(problem, small);
            }

            return false;
        }

        return (_answers.Add(answer!) && _coverage is null) || isNew;
    }

    private (string? Answer, string? Problem) Look(byte[] input, bool thorough)
    {
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        _current = input;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            string answer = target.Answer(input, thorough);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            TimeSpan time = Stopwatch.GetElapsedTime(_started);
            long bound = target.MostAllocated(input.Length);
            Largest = (Math.Max(Largest.Bytes, allocated), Math.Max(Largest.Share, (double)allocated / bound), time > Largest.Time ? time : Largest.Time);
            return allocated > bound ? (null, "Allocates more than its bound\n" + $"{allocated} bytes for {input.Length}")
                : time > target.LongestTime ? (null, "Takes longer than its bound\n" + time)
                : (answer, null);
        }
        catch (Exception e)
        {
            return (null, Describe(e));
        }
        finally
        {
            _current = null;
        }
    }

    /// <summary>The first exception and the place that threw it on one line, then all of it.</summary>
    private static string Describe(Exception e)
    {
        Exception first = e.GetBaseException();
        string place = first.StackTrace?.Split('\n').Select(line => line.Trim())
            .FirstOrDefault(line => line.StartsWith("at NetCompiler.", StringComparison.Ordinal) && !line.Contains("NetCompiler.Fuzz", StringComparison.Ordinal)) ?? "";
        return place.Length > 0 ? $"{first.GetType().Name} {place}\n{e}" : $"{e.Message.Split('\n')[0]}, {first.GetType().Name}\n{e}";
    }

    private static string FirstLine(string text) => text.Split('\n')[0];

    private void Add(string problem, byte[] input) =>
        _failures.Add(new Failure(problem, input, folder is null ? null : Corpus.Write(folder, target, input)));
}
