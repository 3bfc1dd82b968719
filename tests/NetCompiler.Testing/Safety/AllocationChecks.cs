namespace NetCompiler.Testing.Safety;

/// <summary>That runs allocate nothing, and give the same bits every time.</summary>
internal static class AllocationChecks
{
    /// <summary>Runs so many times in each round, by turns over numbers and over bytes, and looks at what the calling thread allocates.</summary>
    /// <exception cref="SafetyException">It allocated in every round, or bits differ.</exception>
    public static void OnThisThread(ICheckedNetwork network, CheckedSession session, CheckedData data, int rounds, int runs) =>
        Check(network, session, data, rounds, runs, GC.GetAllocatedBytesForCurrentThread);

    /// <summary>The same with what all threads allocate. Nothing may run beside it but what the process does by itself: short rounds are over before it does much.</summary>
    /// <exception cref="SafetyException">The process allocated in every round, or bits differ.</exception>
    public static void OnAnyThread(ICheckedNetwork network, CheckedSession session, CheckedData data, int rounds, int runs) =>
        Check(network, session, data, rounds, runs, () => GC.GetTotalAllocatedBytes(precise: true));

    /// <summary>What the process allocates for itself may fall into one round and not into all of them, whereas what a run allocates is in each.</summary>
    private static void Check(ICheckedNetwork network, CheckedSession session, CheckedData data, int rounds, int runs, Func<long> allocated)
    {
        float[] output = new float[network.OutputLength];

        // The first runs load and compile what the others only run.
        int wrong = Repeat(session, data, output, 2);
        long least = long.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            long before = allocated();
            wrong += Repeat(session, data, output, runs);
            least = Math.Min(least, allocated() - before);
        }

        if (wrong > 0)
        {
            throw new SafetyException($"{network}: {wrong} of {rounds * runs} runs gave other bits.");
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
