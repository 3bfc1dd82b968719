namespace NetCompiler.Testing.Safety;

/// <summary>Many sessions in as many threads, and one session in two.</summary>
internal static class ThreadChecks
{
    private const int RefusalsWanted = 10;

    /// <summary>Longest that two threads are tried with one session.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>So many sessions over the weights of one, each in a thread of its own, all at the same time.</summary>
    /// <exception cref="SafetyException">Bits differ.</exception>
    public static void ManySessions(ICheckedNetwork network, CheckedSession first, CheckedData data, int sessions, int runs)
    {
        int wrong = 0;
        CheckedSession[] all = [.. Enumerable.Range(0, sessions).Select(_ => first.NewSession(default))];
        InThreads(sessions, number =>
        {
            using CheckedSession session = all[number];
            Interlocked.Add(ref wrong, AllocationChecks.Repeat(session, data, new float[network.OutputLength], runs));
        });
        if (wrong > 0)
        {
            throw new SafetyException($"{network}: {wrong} of {sessions * runs} runs gave other bits.");
        }
    }

    /// <summary>Two threads call one session until one of them was refused a few times: before anything is written, and without harm to the other's run.</summary>
    /// <returns>How many calls were refused.</returns>
    /// <exception cref="SafetyException">Nobody was refused, a refused call wrote, or bits differ.</exception>
    public static int OneSession(ICheckedNetwork network, CheckedSession session, CheckedData data)
    {
        int refused = 0;
        int wrong = 0;
        DateTime end = DateTime.UtcNow + s_patience;
        InThreads(2, _ =>
        {
            float[] output = new float[network.OutputLength];
            while (Volatile.Read(ref refused) < RefusalsWanted && DateTime.UtcNow < end)
            {
                Array.Fill(output, -1);
                try
                {
                    session.Run(data.Input, output);
                    Interlocked.Add(ref wrong, CheckedBits.Same(data.Expected, output) ? 0 : 1);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                    Interlocked.Add(ref wrong, output.AsSpan().ContainsAnyExcept(-1f) ? 1 : 0);
                    Thread.Yield();
                }
            }
        });
        return wrong > 0 ? throw new SafetyException($"{network}: {wrong} calls gave other bits, or wrote although they were refused.")
            : refused == 0 ? throw new SafetyException($"{network}: nobody was refused.")
            : refused;
    }

    /// <summary>Runs it in threads of their own; an exception of one is the caller's.</summary>
    private static void InThreads(int count, Action<int> work)
    {
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (failure is not null)
        {
            throw new SafetyException($"A thread failed: {failure}");
        }
    }
}
