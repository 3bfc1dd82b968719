using System.CommandLine;
using NetCompiler.Testing.Onnx;

namespace NetCompiler.Benchmarks;

/// <summary>The commands that look beyond this compiler: <c>peers</c> compares with another engine, <c>onnx</c> writes the model that it is given.</summary>
internal static class PeerCommands
{
    /// <summary>Any network that differs by more than this, relative to its largest output, ends <c>peers</c> with an error.</summary>
    private const double Tolerance = 1e-4;

    public static Command Peers(Option<int> core, Option<int> runs)
    {
        Option<string?> networks = new("--networks")
        {
            Description = "Networks of the zoo with settings, separated by commas: MobileNetV2,MobileNetV1:Alpha=0.5:Resolution=160. "
                + "By semicolons where a setting has commas. "
                + $"{PeerTargets.Preset}: those that are to be ahead of every engine. All without it.",
            HelpName = "networks",
        };
        networks.Validators.Add(result => Validation.Report(() => ZooSelection.Parse(result.GetValueOrDefault<string?>()), result.AddError));
        Option<FileInfo?> json = new("--json") { Description = "Writes the figures to a file, too.", HelpName = "file" };
        Option<bool> exact = new("--exact") { Description = "Compares both engines' outputs with float64, too, which takes seconds to minutes a network." };
        Command command = new("peers", "Whole networks against ONNX Runtime on one core, by turns; see install-peers.") {
            networks, runs, json, exact, BuildOptions.Without, BuildOptions.Isa, core,
        };
        command.SetAction(parse =>
        {
            string library = OnnxRuntimeLibrary.Find();
            BuildChoices choices = BuildOptions.Of(parse);
            Benchmarks.Peers.PrintHeader(PinnedCore.Pin(parse.GetValue(core)) + choices, "ONNX Runtime " + OnnxRuntimeSession.VersionOf(library));
            List<PeerResult> results = [];
            bool isSound = true;
            foreach (ZooSelection network in ZooSelection.Parse(parse.GetValue(networks)))
            {
                try
                {
                    PeerResult result = Benchmarks.Peers.Measure(network, choices, library, parse.GetValue(runs), parse.GetValue(exact));
                    Benchmarks.Peers.Print(result);
                    results.Add(result);
                    isSound &= result.Difference <= Tolerance;
                }
                catch (Exception failure) when (failure is NotSupportedException or InvalidOperationException)
                {
                    Console.WriteLine($"{network,-44} {failure.Message}");
                    isSound = false;
                }
            }

            Benchmarks.Peers.PrintSummary(results);
            if (parse.GetValue(json) is FileInfo file)
            {
                File.WriteAllText(file.FullName, Benchmarks.Peers.Json(results));
            }

            return isSound ? 0 : 1;
        });
        return command;
    }

    public static Command Onnx()
    {
        Option<string> network = new("--network") { Description = "A network of the zoo.", HelpName = "name", Required = true };
        Option<string[]> settings = new("--setting") { Description = "A parameter of it, such as Alpha=0.5; may be repeated.", HelpName = "name=value", DefaultValueFactory = _ => [] };
        Option<FileInfo> output = new("--output") { Description = "The file to write.", HelpName = "file", Required = true };
        Command command = new("onnx", "Writes a network with weights by formula as an ONNX model.") { network, settings, output };
        command.Validators.Add(result => Validation.Report(() => Selected(result.GetValue(network)!, result.GetValue(settings)!), result.AddError));
        command.SetAction(parse =>
        {
            OnnxModel model = new PeerNetwork(Selected(parse.GetValue(network)!, parse.GetValue(settings)!)).Export();
            using FileStream file = parse.GetValue(output)!.Create();
            OnnxFile.Write(model, file);
        });
        return command;
    }

    /// <summary>The network that the options name, in the spelling of <c>peers</c>.</summary>
    private static ZooSelection Selected(string network, string[] settings) => ZooSelection.Parse(string.Join(':', settings.Prepend(network)) + ";").Single();
}
