using System.Runtime;

namespace NetCompiler.Testing.Safety;

/// <summary>That runs allocate nothing, and give the same bits every time.</summary>
internal static class AllocationChecks
{
    /// <summary>Rounds that are run again because the JIT was at work beside them, with a pause after each.</summary>
    private const int MostRepeated = 100;

    private const int PauseMilliseconds = 50;

    /// <summary>Runs so many times in each round, by turns over numbers and over bytes, and looks at what the calling thread allocates.</summary>
    /// <exception cref="SafetyException">It allocated in every round, or bits differ.</exception>
    public static void OnThisThread(ICheckedNetwork network, CheckedSession session, CheckedData data, int rounds, int runs) =>
        Check(network, session, data, rounds, runs, GC.GetAllocatedBytesForCurrentThread);

    /// <summary>The same with what all threads allocate. Nothing may run beside it but what the process does by itself: short rounds are over before it does much.</summary>
    /// <exception cref="SafetyException">The process allocated in every round, or bits differ.</exception>
    public static void OnAnyThread(ICheckedNetwork network, CheckedSession session, CheckedData data, int rounds, int runs) =>
        Check(network, session, data, rounds, runs, () => GC.GetTotalAllocatedBytes(precise: true));

    /// <summary>
    /// What the process allocates for itself may fall into one round and not into all of them, whereas what a run allocates is in each. Above all the JIT: on a
    /// busy machine it compiles methods of the C# compiler anew for seconds, and allocates some bytes for one or the other, so rounds beside it do not count.
    /// </summary>
    private static void Check(ICheckedNetwork network, CheckedSession session, CheckedData data, int rounds, int runs, Func<long> allocated)
    {
        float[] output = new float[network.OutputLength];

        // The first runs load and compile what the others only run.
        int wrong = Repeat(session, data, output, 2);
        long least = long.MaxValue;
        int repeated = 0;
        for (int round = 0; round < rounds; round++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            long before = allocated();
            wrong += Repeat(session, data, output, runs);
            long difference = allocated() - before;
            if (difference != 0 && repeated < MostRepeated && JitInfo.GetCompiledMethodCount() != compiled)
            {
                repeated++;
                round--;
                Thread.Sleep(PauseMilliseconds);
                continue;
            }

            least = Math.Min(least, difference);
        }

        if (wrong > 0)
        {
            throw new SafetyException($"{network}: {wrong} of {(rounds + repeated) * runs} runs gave other bits.");
        }

        if (least != 0)
        {
            throw new SafetyException($"{network}: {least} bytes and more were allocated in each of {rounds} rounds.");
        }
    }

    /// <summary>How many of so many runs gave other bits.</summary>
    public static int Repeat(CheckedSession session, CheckedData data, float[] output, int runs)
    {
        int wrong = 0;
        for (int run = 0; run < runs; run++)
        {
            output.AsSpan().Fill(float.NaN);
            bool isPixels = run % 2 != 0;
            if (isPixels)
            {
                session.RunPixels(data.Pixels, output);
            }
            else
            {
                session.Run(data.Input, output);
            }

            wrong += CheckedBits.Same(isPixels ? data.ExpectedOfPixels : data.Expected, output) ? 0 : 1;
        }

        return wrong;
    }
}
