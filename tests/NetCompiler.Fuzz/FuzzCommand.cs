using System.CommandLine;
using System.Diagnostics;
using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Networks;

namespace NetCompiler.Fuzz;

/// <summary>The command line: fuzzing for as long as wanted, inputs looked at again, random networks in any number.</summary>
internal static class FuzzCommand
{
    private static readonly Argument<string> s_target = new("target") { Description = string.Join(", ", FuzzTargets.Names) };
    private static readonly Argument<string[]> s_files = new("files") { Description = "inputs, or the .current file that a crashed process left" };
    private static readonly Option<long> s_inputs = new("--inputs") { Description = "inputs to run", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<int> s_minutes = new("--minutes") { Description = "when to stop at the latest", DefaultValueFactory = _ => 8 };
    private static readonly Option<int> s_seed = new("--seed") { Description = "of the random numbers", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> s_folder = new("--failures") { Description = "where failing inputs go", DefaultValueFactory = _ => "artifacts/fuzz" };
    private static readonly Option<string?> s_found = new("--found") { Description = "where inputs go that reached something new" };
    private static readonly Option<bool> s_coverage = new("--coverage") { Description = "count branches, in an instrumented copy of this program" };
    private static readonly Option<int> s_planned = new("--planned") { Description = "tables to compile to plans", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int> s_run = new("--run") { Description = "tables to compile to code and to run", DefaultValueFactory = _ => 200 };

    /// <summary>All commands.</summary>
    public static RootCommand Create()
    {
        Command fuzz = new("fuzz", "Changes inputs and looks at the answers.") { s_target, s_inputs, s_minutes, s_seed, s_folder, s_found, s_coverage };
        fuzz.SetAction(parse => parse.GetValue(s_coverage) ? InstrumentedCopy.Run(Environment.GetCommandLineArgs().Skip(1).Where(argument => argument != "--coverage")) : Fuzz(parse));
        Command replay = new("replay", "Looks at kept inputs again.") { s_target, s_files };
        replay.SetAction(parse => Replay(parse.GetValue(s_target)!, parse.GetValue(s_files)!));
        Command networks = new("networks", "Draws tables, compiles and runs them.") { s_planned, s_run, s_seed };
        Command draw = new("draw", "Prints drawn tables.") { s_planned, s_seed };
        draw.SetAction(parse =>
        {
            foreach (int seed in Enumerable.Range(parse.GetValue(s_seed), parse.GetValue(s_planned)))
            {
                DrawnTable drawn = TableDrawer.Draw(seed);
                Console.WriteLine($"{drawn}{RandomNetworks.Problem(drawn) ?? "legal"}\n");
            }

            return 0;
        });
        networks.SetAction(parse => Networks(parse.GetValue(s_planned), parse.GetValue(s_run), parse.GetValue(s_seed)));
        return new RootCommand("Fuzzing and random networks.") { fuzz, replay, networks, draw };
    }

    private static int Fuzz(ParseResult parse)
    {
        Coverage? coverage = Coverage.OfProcess;
        using FuzzTarget target = FuzzTargets.Create(parse.GetValue(s_target)!);
        Fuzzer fuzzer = new(target, parse.GetValue(s_seed), parse.GetValue(s_folder));
        Stopwatch clock = Stopwatch.StartNew();
        fuzzer.Run(parse.GetValue(s_inputs), TimeSpan.FromMinutes(parse.GetValue(s_minutes)));
        Console.WriteLine(
            $"{target.Name}, seed {parse.GetValue(s_seed)}: {fuzzer.Inputs} inputs in {clock.Elapsed.TotalSeconds:F0} s, {fuzzer.Seeds} seeds, {fuzzer.Found.Count()} kept, {fuzzer.Answers.Count} answers"
            + $"{(coverage is null ? "" : $", {coverage.Edges} edges")}, at most {fuzzer.Largest.Bytes / 1024} KB, {fuzzer.Largest.Share:P0} of the bound, and {fuzzer.Largest.Time.TotalMilliseconds:F0} ms, {fuzzer.Failures.Count} failures");
        foreach (Failure failure in fuzzer.Failures)
        {
            Console.WriteLine($"\nreplay {target.Name} {failure.Path}\n{failure.Problem}");
        }

        if (parse.GetValue(s_found) is { } folder)
        {
            foreach (byte[] input in fuzzer.Found)
            {
                Corpus.Write(folder, target, input);
            }
        }

        return fuzzer.Failures.Count == 0 ? 0 : 1;
    }

    private static int Replay(string name, string[] files)
    {
        using FuzzTarget target = FuzzTargets.Create(name);
        foreach (string file in files)
        {
            byte[] input = Path.GetExtension(file) == ".current" ? InputRecord.Recover(file) : File.ReadAllBytes(file);
            Console.WriteLine($"{file}: {target.Answer(input, thorough: true)}");
        }

        return 0;
    }

    private static int Networks(int planned, int run, int seed)
    {
        int faults = 0;
        Stopwatch clock = Stopwatch.StartNew();
        DrawnTable[] tables = [.. RandomNetworks.Legal(seed).Take(Math.Max(planned, run))];
        Console.WriteLine($"{tables.Length} legal tables, seeds {seed} to {tables[^1].Seed}");
        foreach (DrawnTable drawn in tables.Take(planned).AsParallel().Where(drawn => RandomNetworks.PlanFault(drawn) is not null))
        {
            Report(RandomNetworks.Shrunk(drawn, RandomNetworks.PlanFault));
        }

        Console.WriteLine($"{planned} planned and verified after {clock.Elapsed.TotalSeconds:F0} s");
        foreach (DrawnTable[] batch in RandomNetworks.Batches(tables.Take(run)))
        {
            if (RandomNetworks.RunFault(batch) is null)
            {
                continue;
            }

            foreach (DrawnTable drawn in batch.Where(drawn => RandomNetworks.RunFault([drawn]) is not null))
            {
                Report(RandomNetworks.Shrunk(drawn, small => RandomNetworks.RunFault([small])));
            }
        }

        Console.WriteLine($"{run} compiled and run after {clock.Elapsed.TotalSeconds:F0} s, {faults} faults");
        return faults == 0 ? 0 : 1;

        void Report(string fault)
        {
            faults++;
            Console.WriteLine(fault);
        }
    }
}
