using System.Diagnostics;

namespace NetCompiler.Soak;

/// <summary>What the process holds at one moment.</summary>
/// <param name="Resident">Bytes of physical memory.</param>
/// <param name="Heap">Bytes that the garbage collector manages.</param>
/// <param name="Threads">Threads, the runtime's among them.</param>
/// <param name="Handles">Open files and the like.</param>
internal sealed record ProcessSample(long Resident, long Heap, int Threads, int Handles)
{
    /// <summary>Megabytes that the straight line through the samples may rise from the first to the last: with the hundred thousand sessions of an hour, less than 200 bytes for each.</summary>
    private const double MostRise = 16;

    /// <summary>Megabytes between the least and the most: what the allocators keep for themselves comes and goes.</summary>
    private const double MostSpread = 48;

    /// <summary>The runtime has threads and files of its own that come and go: one that compiles once more what runs often, one that waits for timers, libraries. What sessions lose would be thousands.</summary>
    private const int MostHelpers = 4;

    private const double Megabyte = 1 << 20;

    /// <summary>Collects what nobody holds, lets ending threads end, and looks.</summary>
    public static ProcessSample Take()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Thread.Sleep(500);
        using Process process = Process.GetCurrentProcess();
        return new ProcessSample(process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false), process.Threads.Count, process.HandleCount);
    }

    /// <summary>Whether samples one after another show a process that stays as it is; tells why.</summary>
    public static bool Judge(IReadOnlyList<ProcessSample> samples, TextWriter output)
    {
        double[] resident = [.. samples.Select(sample => sample.Resident / Megabyte)];
        double spread = resident.Max() - resident.Min();
        double middle = (samples.Count - 1) / 2.0;
        double squares = samples.Select((_, i) => (i - middle) * (i - middle)).Sum();
        double rise = squares == 0 ? 0 : resident.Select((megabytes, i) => (i - middle) * megabytes).Sum() / squares * (samples.Count - 1);
        (int Least, int Most) threads = (samples.Min(sample => sample.Threads), samples.Max(sample => sample.Threads));
        (int Least, int Most) handles = (samples.Min(sample => sample.Handles), samples.Max(sample => sample.Handles));
        output.WriteLine(
            $"After warming up, {samples.Count} samples: resident memory {resident.Average():F1} MB on average; the straight line through them rises by {rise:F1} MB (at most {MostRise:F0}), "
            + $"least and most are {spread:F1} MB apart (at most {MostSpread:F0}); {threads.Least} to {threads.Most} threads and {handles.Least} to {handles.Most} handles (at most {MostHelpers} apart).");
        return rise <= MostRise && spread <= MostSpread && threads.Most - threads.Least <= MostHelpers && handles.Most - handles.Least <= MostHelpers;
    }

    public override string ToString() => $"{Resident / Megabyte:F1} | {Heap / Megabyte:F1} | {Threads} | {Handles}";
}
