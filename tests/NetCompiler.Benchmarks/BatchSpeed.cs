namespace NetCompiler.Benchmarks;

/// <summary>A folder of pictures classified by one thread and by a thread for each core, by turns.</summary>
/// <param name="Single">Pictures a second of one thread, the median over the rounds.</param>
/// <param name="Parallel">Pictures a second of all threads.</param>
/// <param name="Ratio">The median over the rounds of the second over the first.</param>
internal sealed record BatchResult(string Network, int Threads, int Pictures, double Single, double Parallel, double Ratio, double RatioLow, double RatioHigh);

/// <summary>
/// Measures pictures a second over a folder of files that hold pixels of the network's input size, one session for each thread over the same weights. A
/// thread takes the next file as soon as it is done with one, reads it and runs the network.
/// </summary>
internal static class BatchSpeed
{
    private const int WarmUpRounds = 2;

    public static BatchResult Measure(ZooSelection selection, BuildChoices choices, int threads, int pictures, int rounds)
    {
        PeerNetwork network = new(selection, choices);
        string folder = Directory.CreateTempSubdirectory("netcompiler-batch-").FullName;
        BatchSession[] sessions = network.LoadSessions(threads);
        try
        {
            int length = network.InputShape.Length;
            string[] files = [.. Enumerable.Range(0, pictures).Select(i => Path.Combine(folder, $"{i:D5}.rgb"))];
            Random random = new(1);
            byte[] pixels = new byte[length];
            foreach (string file in files)
            {
                random.NextBytes(pixels);
                File.WriteAllBytes(file, pixels);
            }

            Classify(files, sessions, length, network.OutputShape.Length);
            QuietProcess.Wait();
            List<double> single = [];
            List<double> parallel = [];
            for (int round = -WarmUpRounds; round < rounds; round++)
            {
                double alone = Classify(files, sessions[..1], length, network.OutputShape.Length);
                double together = Classify(files, sessions, length, network.OutputShape.Length);
                if (round >= 0)
                {
                    single.Add(pictures / alone);
                    parallel.Add(pictures / together);
                }
            }

            double[] ratios = [.. parallel.Zip(single, (all, one) => all / one).Order()];
            return new BatchResult(
                selection.ToString(), threads, pictures, Statistics.Median(single), Statistics.Median(parallel), Statistics.Median(ratios),
                ratios[ratios.Length / 4], ratios[ratios.Length * 3 / 4]);
        }
        finally
        {
            Array.ForEach(sessions, session => session.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    public static void PrintHeader()
    {
        Console.WriteLine("Pictures a second over a folder, a session for each thread; by turns with one thread alone.");
        Console.WriteLine();
        Console.WriteLine($"{"network",-44} {"threads",7} {"pictures",8} {"one: 1/s",9} {"all: 1/s",9} {"ratio",6} {"quartiles",11}");
    }

    public static void Print(BatchResult result) => Console.WriteLine(
        $"{result.Network,-44} {result.Threads,7} {result.Pictures,8} {result.Single,9:F1} {result.Parallel,9:F1} {result.Ratio,6:F2} {result.RatioLow,5:F2}-{result.RatioHigh,-5:F2}");

    /// <summary>Seconds until all files are done; every session has a thread of its own.</summary>
    private static double Classify(string[] files, BatchSession[] sessions, int inputLength, int outputLength)
    {
        int next = -1;
        double start = Clocks.Wall();
        Thread[] threads = [.. sessions.Select(session => new Thread(() =>
        {
            byte[] pixels = new byte[inputLength];
            float[] scores = new float[outputLength];
            for (int file = Interlocked.Increment(ref next); file < files.Length; file = Interlocked.Increment(ref next))
            {
                using FileStream stream = File.OpenRead(files[file]);
                stream.ReadExactly(pixels);
                session.Run(pixels, scores);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return Clocks.Wall() - start;
    }
}

/// <summary>One session of a generated class and its run over pixels.</summary>
internal sealed record BatchSession(IDisposable Model, BatchSession.RunCall Run) : IDisposable
{
    public delegate void RunCall(ReadOnlySpan<byte> pixels, Span<float> output);

    public void Dispose() => Model.Dispose();
}
