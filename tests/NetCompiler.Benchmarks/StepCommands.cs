using System.CommandLine;
using System.Text.Json;

namespace NetCompiler.Benchmarks;

/// <summary>The command <c>steps</c>: where the time of a network goes, step by step.</summary>
internal static class StepCommands
{
    public static Command Steps(Option<int> core, Option<int> runs)
    {
        Option<string> networks = new("--network", "--networks")
        {
            Description = "Networks of the zoo with settings, as peers names them: MobileNetV2:Alpha=0.5.", HelpName = "networks", Required = true,
        };
        networks.Validators.Add(result => Validation.Report(() => ZooSelection.Parse(result.GetValueOrDefault<string?>()), result.AddError));
        Option<FileInfo?> json = new("--json") { Description = "Writes the figures to a file, too.", HelpName = "file" };
        Option<int> lost = new("--lost") { Description = "How many steps to list by the time that they lose against the peak.", DefaultValueFactory = _ => 15 };
        Command command = new("steps", "The steps of a network one by one, timed inside of whole runs on one core.")
        {
            networks, runs, json, lost, BuildOptions.Without, BuildOptions.Isa, core,
        };
        command.SetAction(parse =>
        {
            BuildChoices choices = BuildOptions.Of(parse);
            string pinned = PinnedCore.Pin(parse.GetValue(core));
            List<StepsResult> results = [];
            foreach (ZooSelection network in ZooSelection.Parse(parse.GetValue(networks)))
            {
                StepsResult result = StepTimes.Measure(network, choices, parse.GetValue(runs));
                StepReport.Print(result, pinned + choices, parse.GetValue(lost));
                results.Add(result);
            }

            if (parse.GetValue(json) is FileInfo file)
            {
                JsonSerializerOptions options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };
                File.WriteAllText(file.FullName, JsonSerializer.Serialize(results, options));
            }
        });
        return command;
    }
}
