using System.Diagnostics;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Safety;

namespace NetCompiler.Soak;

/// <summary>How often a network is run.</summary>
/// <param name="Runs">On each path.</param>
/// <param name="AllocationRuns">On the best path, looking at allocations.</param>
/// <param name="WorkerRuns">With each number of workers on each path.</param>
/// <param name="Resolution">Square inputs are the smallest odd ones from this on at which no map vanishes.</param>
internal sealed record SoakCounts(int Runs, int AllocationRuns, int WorkerRuns, int Resolution);

/// <summary>All networks one after the other, each in a process of its own: what one breaks or holds is gone with it, and the others go on.</summary>
internal static class AllNetworks
{
    /// <summary>Lines of a process's last words that are kept.</summary>
    private const int LastWords = 12;

    /// <summary>Runs them and prints a table.</summary>
    /// <param name="names">Networks of the zoo; none for all.</param>
    public static bool Run(string[] names, SoakCounts counts)
    {
        int failed = 0;
        int[] numbers = [.. Enumerable.Range(0, ZooVariant.All.Count).Where(number => names.Length == 0 || names.Contains(ZooVariant.All[number].Network))];
        Console.WriteLine(
            $"{DateTime.Now:yyyy-MM-dd HH:mm}: {numbers.Length} networks on {string.Join(", ", ExecutionPath.All)}. Each: guarded on both sides, {NetworkSoak.Offsets} offsets and "
            + $"{counts.Runs} runs without allocation on each path; {counts.AllocationRuns} more on {ExecutionPath.Best}; {string.Join(" and ", NetworkSoak.Workers)} workers on each path, "
            + $"{counts.WorkerRuns} runs without allocation on any thread; {NetworkBuild.Choices.Count - 1} optimizations left out one by one on {ExecutionPath.Best}, all of them on each path. Of runs by a model, one of {NetworkSoak.ModelShare}.");
        Console.WriteLine();
        Console.WriteLine("| network | input | builds | runs | seconds | verdict |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int number in numbers)
        {
            Stopwatch clock = Stopwatch.StartNew();
            (int exitCode, string output, string error) = OwnProcess.Run(
                SoakCommand.NetworkCommand, $"{number}", "--runs", $"{counts.Runs}", "--allocation-runs", $"{counts.AllocationRuns}", "--worker-runs", $"{counts.WorkerRuns}",
                "--resolution", $"{counts.Resolution}");
            failed += exitCode == 0 ? 0 : 1;
            string row = output.Trim();
            Console.WriteLine(row.Length == 0 ? $"| {ZooVariant.All[number]} | | | | {clock.Elapsed.TotalSeconds:F0} | FAILED: the process ended with {exitCode} |" : row);
            if (exitCode != 0)
            {
                Console.Error.WriteLine(string.Join('\n', error.Split('\n').TakeLast(LastWords)));
            }
        }

        Console.WriteLine();
        Console.WriteLine(failed == 0 ? $"All {numbers.Length} kept every promise." : $"FAILED: {failed} of {numbers.Length}.");
        return failed == 0;
    }
}
