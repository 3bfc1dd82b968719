using System.CommandLine;

namespace NetCompiler.Benchmarks;

/// <summary>The commands that use several cores: <c>workers</c> shares one run among them, <c>batch</c> gives each its own pictures.</summary>
internal static class WorkerCommands
{
    private static readonly Option<string?> Networks = new("--networks")
    {
        Description = "Networks of the zoo with settings, as peers names them.",
        HelpName = "networks",
        DefaultValueFactory = _ => "MobileNetV1,MobileNetV2,ShuffleNetV2",
    };

    private static readonly Option<FileInfo?> JsonFile = new("--json") { Description = "Writes the figures to a file, too.", HelpName = "file" };

    static WorkerCommands() =>
        Networks.Validators.Add(result => Validation.Report(() => ZooSelection.Parse(result.GetValueOrDefault<string?>()), result.AddError));

    public static Command Workers(Option<int> runs)
    {
        Option<int> workers = Threads("--workers", "Threads that share a run.", 2, 64);
        Command command = new("workers", "Whole networks run by one thread and by several workers, by turns; not pinned.")
        {
            Networks, runs, workers, JsonFile, BuildOptions.Without, BuildOptions.Isa,
        };
        command.SetAction(parse =>
        {
            BuildChoices choices = BuildOptions.Of(parse);
            List<WorkerResult> results = [];
            WorkerSpeed.PrintHeader($"{Environment.ProcessorCount} cores, none pinned{choices}");
            foreach (ZooSelection network in ZooSelection.Parse(parse.GetValue(Networks)))
            {
                results.Add(WorkerSpeed.Measure(network, choices, parse.GetValue(workers), parse.GetValue(runs)));
                WorkerSpeed.Print(results[^1]);
            }

            Write(parse, results);
        });
        return command;
    }

    public static Command Batch(Option<int> runs)
    {
        Option<int> threads = Threads("--threads", "Threads, each with a session of its own.", Environment.ProcessorCount, 1024);
        Option<int> pictures = Threads("--pictures", "Files in the folder.", 100, 100_000);
        Command command = new("batch", "Pictures a second over a folder: a thread and a session for each core against one thread.")
        {
            Networks, runs, threads, pictures, JsonFile, BuildOptions.Without, BuildOptions.Isa,
        };
        command.SetAction(parse =>
        {
            List<BatchResult> results = [];
            BatchSpeed.PrintHeader();
            foreach (ZooSelection network in ZooSelection.Parse(parse.GetValue(Networks)))
            {
                results.Add(BatchSpeed.Measure(network, BuildOptions.Of(parse), parse.GetValue(threads), parse.GetValue(pictures), parse.GetValue(runs)));
                BatchSpeed.Print(results[^1]);
            }

            Write(parse, results);
        });
        return command;
    }

    private static void Write<T>(ParseResult parse, IReadOnlyList<T> results)
    {
        if (parse.GetValue(JsonFile) is FileInfo file)
        {
            File.WriteAllText(file.FullName, WorkerSpeed.Json(results));
        }
    }

    private static Option<int> Threads(string name, string description, int usual, int most)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1 || result.GetValueOrDefault<int>() > most)
            {
                result.AddError($"{name} is 1 to {most}.");
            }
        });
        return option;
    }
}
