using System.CommandLine;
using System.Text;
using BenchmarkDotNet.Running;
using NetCompiler.Testing.Documentation;

namespace NetCompiler.Benchmarks;

/// <summary>The command line: latency, startup, memory, native programs, compile, peak, kernels, steps, peers, ONNX models, and the page of the zoo.</summary>
internal static class BenchmarkCommand
{
    private static readonly Option<string> Networks = new("--networks")
    {
        Description = "Networks, separated by commas: " + string.Join(", ", BenchmarkedNetwork.All.Select(network => network.Name)) + ". All without it.",
        HelpName = "names",
    };

    private static readonly Option<int> Core = new("--core")
    {
        Description = "The core that the measuring thread is pinned to.",
        DefaultValueFactory = _ => PinnedCore.Last,
    };

    public static int Run(string[] arguments)
    {
        Networks.Validators.Add(result =>
        {
            foreach (string name in Names(result.GetValueOrDefault<string>()))
            {
                if (!BenchmarkedNetwork.All.Any(network => network.Name == name))
                {
                    result.AddError($"No network {name} is compiled into this program: see --help.");
                }
            }
        });
        RootCommand root = new("Times what NetCompiler makes, and NetCompiler itself.")
        {
            LatencyCommand(), EngineCommands.Startup(Networks, Chosen, Count("--runs", "Fresh processes for each network and engine.", 10)),
            EngineCommands.Memory(Networks, Chosen, Count("--runs", "Fresh processes for each network and engine.", 3)),
            EngineCommands.Native(Count("--runs", "Fresh processes of each program.", 20)), CompileCommand(), PeakCommand(), KernelsCommand(),
            WorkerCommands.Workers(Count("--runs", "Timed runs of each network.", 60)), WorkerCommands.Batch(Count("--runs", "Rounds over the folder.", 5)),
            StepCommands.Steps(Core, Count("--runs", "Timed runs.", 100)),
            PeerCommands.Peers(Core, Count("--runs", "Timed runs of each network.", 30)), PeerCommands.Onnx(), ZooCommand(),
        };
        return root.Parse(arguments).Invoke();
    }

    private static Command LatencyCommand()
    {
        Option<int> runs = Count("--runs", "Timed runs of each network.", 100);
        Option<FileInfo?> json = new("--json") { Description = "Writes the figures to a file, too.", HelpName = "file" };
        Option<bool> processorTime = new("--cpu-time") { Description = "Times what the thread spends on the core, for machines with other work (Linux)." };
        Command command = new("latency", "Whole networks on one core, interleaved with the core's peak.") { Networks, runs, json, Core, processorTime };
        command.SetAction(parse =>
        {
            bool thread = parse.GetValue(processorTime);
            string core = PinnedCore.Pin(parse.GetValue(Core)) + (thread ? "; time on the core" : "; time on the wall");
            IReadOnlyList<LatencyResult> results = Latency.Measure(Chosen(parse), parse.GetValue(runs), thread ? Clocks.Thread : Clocks.Wall);
            Latency.Print(results, core);
            if (parse.GetValue(json) is FileInfo file)
            {
                File.WriteAllText(file.FullName, Latency.Json(results, core));
            }
        });
        return command;
    }

    private static Command CompileCommand()
    {
        Option<string?> networks = new("--networks") { Description = "Networks of the zoo with settings, as peers reads them; none for '-'. All without it.", HelpName = "networks" };
        Option<int[]> rows = new("--rows")
        {
            Description = "Tables of so many rows, to see how the time grows.", DefaultValueFactory = _ => [50, 100, 200, 400], AllowMultipleArgumentsPerToken = true,
        };
        Option<int> runs = Count("--runs", "Timed compilations of each network, after the first.", 10);
        Command command = new("compile", "The generator, from declaration to the text for all instruction sets.") { networks, rows, runs, Core };
        command.SetAction(parse =>
        {
            Console.WriteLine(PinnedCore.Pin(parse.GetValue(Core)));
            Console.WriteLine($"{"network",-22} {"first ms",9} {"median ms",10} {"min ms",8} {"characters",11}");
            string? names = parse.GetValue(networks);
            IEnumerable<CompileResult> results = (names == "-" ? [] : ZooSelection.Parse(names)).Select(network => CompileTime.Measure(network, parse.GetValue(runs)))
                .Concat(parse.GetValue(rows)!.Select(count => CompileTime.MeasureRows(count, parse.GetValue(runs))));
            foreach (CompileResult result in results)
            {
                Console.WriteLine($"{result.Network,-22} {result.FirstMs,9:F1} {result.MedianMs,10:F1} {result.MinimumMs,8:F1} {result.Characters,11}");
            }
        });
        return command;
    }

    private static Command PeakCommand()
    {
        Option<int> runs = Count("--runs", "Measurements of about a millisecond.", 1000);
        Command command = new("peak", "The core's multiply-adds alone.") { runs, Core };
        command.SetAction(parse =>
        {
            string core = PinnedCore.Pin(parse.GetValue(Core));
            double[] peaks = [.. Enumerable.Range(0, parse.GetValue(runs)).Select(_ => FmaPeak.Measure(Clocks.Wall))];
            Console.WriteLine($"{core}: median {Statistics.Median(peaks):F1} GFLOP/s, {peaks.Min():F1} to {peaks.Max():F1} over {peaks.Length} measurements");
        });
        return command;
    }

    private static Command KernelsCommand()
    {
        Command command = new("kernels", "Single kernels, by BenchmarkDotNet.") { Core };
        command.SetAction(parse =>
        {
            Console.WriteLine(PinnedCore.Pin(parse.GetValue(Core)));
            BenchmarkRunner.Run<KernelBenchmarks>();
        });
        return command;
    }

    private static Command ZooCommand()
    {
        Command command = new("zoo", "Writes docs/zoo.md, the page of all networks, to the standard output.");
        command.SetAction(_ =>
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(Encoding.UTF8.GetBytes(ZooPage.Write()));
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int usual)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} is 1 or more.");
            }
        });
        return option;
    }

    private static BenchmarkedNetwork[] Chosen(ParseResult parse)
    {
        string[] names = Names(parse.GetValue(Networks));
        return names.Length == 0 ? [.. BenchmarkedNetwork.All] : [.. names.Select(BenchmarkedNetwork.Named)];
    }

    private static string[] Names(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
