using System.CommandLine;

namespace NetCompiler.Soak;

/// <summary>The command line: the harness's own proof, networks, threads, the hour, or all of them.</summary>
internal static class SoakCommand
{
    /// <summary>Runs one network in a process of its own, for <c>networks</c>.</summary>
    public const string NetworkCommand = "network";

    /// <summary>Lets a stand-in for a network leave its memory, for <c>harness</c>.</summary>
    public const string TrespassCommand = "trespass";

    private static readonly Option<int> Runs = Count("--runs", "Runs of each network on each path.", 1000);
    private static readonly Option<int> AllocationRuns = Count("--allocation-runs", "Runs of each network on the best path that may allocate nothing.", 10_000);
    private static readonly Option<int> WorkerRuns = Count("--worker-runs", "Runs of each network with several workers.", 100);
    private static readonly Option<int> Resolution = Count("--resolution", "Square inputs are the smallest odd ones from this on at which no map vanishes.", 33);
    private static readonly Option<int> Sessions = Count("--sessions", "Sessions over shared weights, each in a thread of its own.", 64);
    private static readonly Option<int> SessionRuns = Count("--session-runs", "Runs of each of these sessions.", 10_000);
    private static readonly Option<int> Minutes = Count("--minutes", "How long mixed networks are run.", 60);
    private static readonly Option<int> Threads = Count("--threads", "Threads that run mixed networks.", 4);
    private static readonly Option<string?> Names = new("--networks") { Description = "Networks of the zoo, separated by commas. All without it.", HelpName = "names" };

    public static int Run(string[] arguments)
    {
        RootCommand root = new("Runs networks for hours and looks at bits, memory, allocation and threads. The exit code is 0 where every promise was kept.")
        {
            Command("harness", "That the harness sees whoever leaves his memory by one element.", _ => HarnessProof.Run()),
            Command("networks", "Every network on every path, over guarded memory, at all offsets, with workers, and with every choice of optimizations.", Networks, Names, Runs, AllocationRuns, WorkerRuns, Resolution),
            Command("threads", "Many sessions over shared weights, and one session in two threads.", OfThreads, Sessions, SessionRuns),
            Command("hour", "Mixed networks for an hour: memory, threads and handles have to stay.", Hour, Minutes, Threads),
            Command(
                "all", "All of these, one after the other.",
                parse => HarnessProof.Run() & Networks(parse) & OfThreads(parse) & Hour(parse), Names, Runs, AllocationRuns, WorkerRuns, Resolution, Sessions, SessionRuns, Minutes, Threads),
            OneNetwork(), OneTrespass(),
        };
        return root.Parse(arguments).Invoke();
    }

    private static bool Networks(ParseResult parse) => AllNetworks.Run(
        parse.GetValue(Names)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [], Counts(parse));

    private static bool OfThreads(ParseResult parse) => ThreadSoak.Run(parse.GetValue(Sessions), parse.GetValue(SessionRuns));

    private static bool Hour(ParseResult parse) => HourSoak.Run(parse.GetValue(Minutes), parse.GetValue(Threads));

    private static SoakCounts Counts(ParseResult parse) => new(parse.GetValue(Runs), parse.GetValue(AllocationRuns), parse.GetValue(WorkerRuns), parse.GetValue(Resolution));

    private static Command OneNetwork()
    {
        Argument<int> number = new("number");
        Command command = Command(NetworkCommand, "One network by its number.", parse => NetworkSoak.Run(parse.GetValue(number), Counts(parse)), Runs, AllocationRuns, WorkerRuns, Resolution);
        command.Arguments.Add(number);
        command.Hidden = true;
        return command;
    }

    private static Command OneTrespass()
    {
        Argument<string> where = new("where");
        Command command = Command(TrespassCommand, "A stand-in for a network that leaves its memory.", parse => HarnessProof.Stray(parse.GetValue(where)!));
        command.Arguments.Add(where);
        command.Hidden = true;
        return command;
    }

    private static Command Command(string name, string description, Func<ParseResult, bool> run, params Option[] options)
    {
        Command command = new(name, description);
        Array.ForEach(options, command.Options.Add);
        command.SetAction(parse => run(parse) ? 0 : 1);
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
}
