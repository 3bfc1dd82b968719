using System.CommandLine;

namespace NetCompiler.Benchmarks;

/// <summary>The commands that measure fresh processes, ours and ONNX Runtime's: <c>startup</c>, <c>memory</c> and <c>native</c>.</summary>
internal static class EngineCommands
{
    public static Command Startup(Option<string> networks, Func<ParseResult, BenchmarkedNetwork[]> chosen, Option<int> runs)
    {
        Option<bool> alone = Alone();
        Command command = new("startup", "From the start of Main, and of the process, to the first result, in fresh processes with mapped weights.") { networks, runs, alone };
        command.SetAction(parse =>
        {
            Console.WriteLine($"{"network",-22} {"processes",9} {"Main ms",9} {"min",7} {"process ms",11} {"min",7} {"peer Main",10} {"min",7} {"process ms",11} {"min",7}");
            foreach (BenchmarkedNetwork network in chosen(parse))
            {
                (EngineFigures[] ours, EngineFigures[] peer, _) = EngineProcess.Measure(network, Library(parse, alone), parse.GetValue(runs));
                Console.WriteLine($"{network.Name,-22} {ours.Length,9} {Times(ours)}{(peer.Length == 0 ? "" : " " + Times(peer))}");
            }
        });
        return command;
    }

    public static Command Memory(Option<string> networks, Func<ParseResult, BenchmarkedNetwork[]> chosen, Option<int> runs)
    {
        Option<bool> alone = Alone();
        Command command = new("memory", "The most memory resident in a fresh process that loads a network and runs it once, less its weights.") { networks, runs, alone };
        command.SetAction(parse =>
        {
            Console.WriteLine($"{"network",-22} {"processes",9} {"peak MB",9} {"weights",8} {"less them",9} {"peer MB",9} {"weights",8} {"less them",9}");
            foreach (BenchmarkedNetwork network in chosen(parse))
            {
                (EngineFigures[] ours, EngineFigures[] peer, long peerWeights) = EngineProcess.Measure(network, Library(parse, alone), parse.GetValue(runs));
                Console.WriteLine(
                    $"{network.Name,-22} {ours.Length,9} {Sizes(ours, network.WeightBytes)}{(peer.Length == 0 ? "" : " " + Sizes(peer, peerWeights))}");
            }
        });
        return command;
    }

    public static Command Native(Option<int> runs)
    {
        Option<FileInfo> program = new("--program") { Description = "samples/Embedded as it was published.", HelpName = "file", Required = true };
        Option<FileInfo?> host = new("--host") { Description = "tests/NetCompiler.OnnxRuntimeHost as it was published; without it ONNX Runtime is left out.", HelpName = "file" };
        Command command = new("native", "Fresh processes of native programs that load MobileNetV2 1.0/224 and run it once: times and memory.") { program, host, runs };
        command.SetAction(parse =>
        {
            (EngineFigures[] ours, EngineFigures[] peer, long weights, long peerWeights) =
                NativeProcess.Measure(parse.GetValue(program)!.FullName, parse.GetValue(host)?.FullName, parse.GetValue(runs));
            Console.WriteLine($"{"",-22} {"processes",9} {"Main ms",9} {"min",7} {"process ms",11} {"min",7} {"peak MB",9} {"weights",8} {"less them",9}");
            Console.WriteLine($"{"ours",-22} {ours.Length,9} {Times(ours)} {Sizes(ours, weights)}");
            if (peer.Length > 0)
            {
                Console.WriteLine($"{"ONNX Runtime",-22} {peer.Length,9} {Times(peer)} {Sizes(peer, peerWeights)}");
            }
        });
        return command;
    }

    private static Option<bool> Alone() => new("--alone") { Description = "Leaves ONNX Runtime out." };

    private static string? Library(ParseResult parse, Option<bool> alone) => parse.GetValue(alone) ? null : OnnxRuntimeLibrary.Find();

    private static string Times(EngineFigures[] figures)
    {
        double[] main = [.. figures.Select(each => each.MainMs)];
        double[] process = [.. figures.Select(each => each.ProcessMs)];
        return $"{Statistics.Median(main),9:F1} {main.Min(),7:F1} {Statistics.Median(process),11:F1} {process.Min(),7:F1}";
    }

    private static string Sizes(EngineFigures[] figures, long weights)
    {
        const double Megabyte = 1024 * 1024;
        double peak = Statistics.Median([.. figures.Select(each => (double)each.PeakBytes)]);
        return $"{peak / Megabyte,9:F1} {weights / Megabyte,8:F1} {(peak - weights) / Megabyte,9:F1}";
    }
}
