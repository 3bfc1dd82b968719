using NetCompiler.Testing.Safety;

namespace NetCompiler.Soak;

/// <summary>Many sessions over shared weights in as many threads, and one session in two.</summary>
internal static class ThreadSoak
{
    /// <summary>Small ones of different kinds: depthwise, residual, shuffled, squeezed.</summary>
    private static readonly string[][] s_networks =
    [
        ["DsCnn"], ["MobileNetV2", "Alpha=0.35", "Resolution=32", "Classes=10"], ["ShuffleNetV2", "Scale=0.5", "Resolution=32", "Classes=10"],
        ["MobileNetV3Small", "Resolution=32", "Classes=10"],
    ];

    public static bool Run(int sessions, int runs)
    {
        bool isSound = true;
        Console.WriteLine("| network | path | sessions | runs of each | seconds | one session in two threads | verdict |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (string[] words in s_networks)
        {
            ZooCase zoo = new(words[0], words[1..]);
            NetworkClass network = zoo.Compile(new NetworkBuild(ExecutionPath.Best))[0];
            CheckedData data = zoo.Data(network);
            using CheckedSession first = zoo.Load(network);
            DateTime start = DateTime.UtcNow;
            string verdict = "bit-equal";
            int refused = 0;
            try
            {
                ThreadChecks.ManySessions(network, first, data, sessions, runs);
                refused = ThreadChecks.OneSession(network, first, data);
            }
            catch (SafetyException failure)
            {
                verdict = "FAILED: " + failure.Message;
                isSound = false;
            }

            Console.WriteLine($"| {string.Join(' ', words)} | {network} | {sessions} | {runs} | {(DateTime.UtcNow - start).TotalSeconds:F0} | refused {refused} times | {verdict} |");
        }

        return isSound;
    }
}
