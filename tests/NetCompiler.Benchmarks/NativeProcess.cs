using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NetCompiler.Benchmarks;

/// <summary>
/// Fresh processes of two native programs: samples/Embedded, and one that hosts ONNX Runtime. Both print a line at their first result and tell their memory then.
/// </summary>
internal static partial class NativeProcess
{
    /// <summary>Measures MobileNetV2 1.0/224 by turns.</summary>
    /// <param name="program">samples/Embedded as it was published.</param>
    /// <param name="host">tests/NetCompiler.OnnxRuntimeHost as it was published; null to leave ONNX Runtime out.</param>
    public static (EngineFigures[] Ours, EngineFigures[] Peer, long WeightBytes, long PeerWeightBytes) Measure(string program, string? host, int samples)
    {
        BenchmarkedNetwork network = BenchmarkedNetwork.Named("mobilenet_v2_1.0_224");
        string? library = host is null ? null : OnnxRuntimeLibrary.Find();
        using EngineFiles files = EngineFiles.Write(network, library);
        List<EngineFigures> ours = [];
        List<EngineFigures> peer = [];

        // The first of each brings the files into the system's cache and is not counted.
        for (int round = 0; round <= samples; round++)
        {
            ours.Add(Once(program, "--network", "mobilenetv2", "--weights", files.Packed, "--benchmark", "1"));
            if (host is not null)
            {
                peer.Add(Once(host, library!, files.Model!, files.InputShape, files.OutputShape));
            }
        }

        return ([.. ours.Skip(1)], [.. peer.Skip(1)], network.WeightBytes, files.ModelBytes);
    }

    private static EngineFigures Once(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        long asked = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string first = process.StandardOutput.ReadLine() ?? "";
        double elapsed = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Match main = MainTime().Match(first);
        Match peak = PeakSize().Match(rest);
        return process.ExitCode == 0 && main.Success && peak.Success
            ? new EngineFigures(Number(main), elapsed, (long)(Number(peak) * 1024 * 1024))
            : throw new InvalidOperationException($"{program} ended with code {process.ExitCode} and printed: {first}\n{rest}");
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^first result ([\d.]+) ms after the start of Main$")]
    private static partial Regex MainTime();

    [GeneratedRegex(@"^at most ([\d.]+) MB resident", RegexOptions.Multiline)]
    private static partial Regex PeakSize();
}
