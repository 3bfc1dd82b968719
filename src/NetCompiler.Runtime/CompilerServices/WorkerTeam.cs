using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetCompiler.CompilerServices;

/// <summary>What a worker of a team does in one run: its calls, with a meeting wherever it needs what another has written.</summary>
/// <param name="worker">Which one, from 1; worker 0 is the caller.</param>
/// <param name="team">The team, whose memory it works on.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void WorkerEntry(int worker, WorkerTeam team);

/// <summary>
/// The threads that share one session's runs. The caller is worker 0; the others are threads that exist from the session's first run to its end, asleep
/// between runs. Within a run they wait for each other at meetings, which are short, so they spin there and give their core away only after a while.
/// Nothing is allocated after construction.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class WorkerTeam
{
    /// <summary>Looks at another worker's count, each followed by a pause, before the core is offered to other threads.</summary>
    private const int PatientLooks = 200;

    /// <summary>Offers of the core before a waiting thread sleeps for a millisecond, so that threads of lower priority come to run, too.</summary>
    private const int OffersBeforeSleep = 2000;

    private readonly WorkerEntry _entry;
    private readonly WorkerCount[] _counts;
    private readonly Thread[] _threads;
    private readonly object _gate = new();
    private readonly int _looks;
    private float* _input;
    private float* _weights;
    private float* _workspace;
    private bool _isStarted;
    private bool _isDismissed = true;
    private int _asleep;
    private int _run;
    private volatile bool _isBroken;
    private volatile bool _isClosed;
    private Exception? _failure;

    internal WorkerTeam(string name, int workers, WorkerEntry entry)
    {
        _entry = entry;
        _counts = new WorkerCount[workers];
        _threads = new Thread[workers - 1];

        // With fewer cores than workers, whoever is waited for may be waiting for this core.
        _looks = Environment.ProcessorCount < workers ? 1 : PatientLooks;
        for (int worker = 1; worker < workers; worker++)
        {
            int number = worker;
            _threads[worker - 1] = new Thread(() => Serve(number)) { IsBackground = true, Name = $"{name} worker {worker}" };
        }
    }

    /// <summary>The first float of the network's input.</summary>
    public ref float Input => ref Unsafe.AsRef<float>(_input);

    /// <summary>The first float of the weight block.</summary>
    public ref float Weights => ref Unsafe.AsRef<float>(_weights);

    /// <summary>The first float of the workspace.</summary>
    public ref float Workspace => ref Unsafe.AsRef<float>(_workspace);

    /// <summary>Waits until every worker has come to this meeting: what any of them wrote before it, all of them read after it.</summary>
    /// <param name="worker">Who comes.</param>
    /// <exception cref="InvalidOperationException">Another worker has failed.</exception>
    public void Meet(int worker)
    {
        long meeting = _counts[worker].Meetings + 1;
        Volatile.Write(ref _counts[worker].Meetings, meeting);
        for (int other = 0; other < _counts.Length; other++)
        {
            if (Volatile.Read(ref _counts[other].Meetings) < meeting)
            {
                WaitForMeeting(other, meeting);
            }
        }
    }

    /// <summary>The caller's last call in a run: waits until all others have done their part.</summary>
    /// <exception cref="InvalidOperationException">Another worker has failed.</exception>
    public void Dismiss()
    {
        WaitForOthers();
        if (_isBroken)
        {
            ThrowBroken();
        }

        _isDismissed = true;
    }

    /// <summary>Begins a run: the others wake and come to their first meeting. The first run starts them.</summary>
    internal void Assemble(float* input, float* weights, float* workspace)
    {
        _input = input;
        _weights = weights;
        _workspace = workspace;
        _isDismissed = false;
        if (!_isStarted)
        {
            Start();
        }

        // A full barrier: either this thread sees that one is going to sleep, or that one sees the new run.
        Interlocked.Increment(ref _run);
        if (Volatile.Read(ref _asleep) > 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Ends a run: after a regular end at once; otherwise sends the others home and waits until none works on the session's memory.</summary>
    internal void Finish()
    {
        if (_isDismissed)
        {
            return;
        }

        _isBroken = true;
        WaitForOthers();
        for (int worker = 0; worker < _counts.Length; worker++)
        {
            _counts[worker].Meetings = 0;
        }

        _failure = null;
        _isBroken = false;
        _isDismissed = true;
    }

    /// <summary>Lets the threads end. Between runs alone.</summary>
    internal void Close()
    {
        _isClosed = true;
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until the threads have ended.</summary>
    internal void Join()
    {
        foreach (Thread thread in _threads)
        {
            if ((thread.ThreadState & ThreadState.Unstarted) == 0)
            {
                thread.Join();
            }
        }
    }

    private void Start()
    {
        for (int worker = 1; worker < _counts.Length; worker++)
        {
            // Where the system refuses one of several threads, the next run tries again.
            if ((_threads[worker - 1].ThreadState & ThreadState.Unstarted) != 0)
            {
                _counts[worker].Run = _run;
                _threads[worker - 1].UnsafeStart();
            }
        }

        _isStarted = true;
    }

    private void Serve(int worker)
    {
        int done = _counts[worker].Run;
        while (true)
        {
            int run = WaitForRun(done);
            if (_isClosed)
            {
                return;
            }

            try
            {
                _entry(worker, this);
            }
            catch (Exception failure)
            {
                // Told to the caller, who waits for this worker; a thread that ended here would end the process.
                Interlocked.CompareExchange(ref _failure, failure, null);
                _isBroken = true;
            }

            done = run;
            Volatile.Write(ref _counts[worker].Run, run);
        }
    }

    /// <summary>Sleeps until there is a run after <paramref name="done"/>; its number.</summary>
    private int WaitForRun(int done)
    {
        // A caller with one picture after another calls again at once: some microseconds awake spare it the wait for the system to wake this thread.
        for (int look = 0; look < _looks; look++)
        {
            if (Volatile.Read(ref _run) != done || _isClosed)
            {
                return _run;
            }

            Thread.SpinWait(1);
        }

        lock (_gate)
        {
            Interlocked.Increment(ref _asleep);
            while (Volatile.Read(ref _run) == done && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            Interlocked.Decrement(ref _asleep);
            return _run;
        }
    }

    private void WaitForMeeting(int other, long meeting)
    {
        for (int look = 0; look < _looks; look++)
        {
            if (Volatile.Read(ref _counts[other].Meetings) >= meeting)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        SpinWait wait = default;
        while (Volatile.Read(ref _counts[other].Meetings) < meeting)
        {
            if (_isBroken)
            {
                ThrowBroken();
            }

            wait.SpinOnce(OffersBeforeSleep);
        }
    }

    private void WaitForOthers()
    {
        for (int worker = 1; worker < _counts.Length; worker++)
        {
            SpinWait wait = default;
            while (_isStarted && Volatile.Read(ref _counts[worker].Run) != _run)
            {
                wait.SpinOnce(OffersBeforeSleep);
            }
        }
    }

    private void ThrowBroken() => throw new InvalidOperationException("A worker has failed and the run was given up.", _failure);
}
