using NetCompiler.Testing;
using NetCompiler.Testing.Safety;

namespace NetCompiler.Soak;

/// <summary>
/// That the checks see a trespass. A stand-in for a network goes one element past a block, in a process of its own, through the very checks that networks go
/// through; it has to die at the no-access page. One that behaves has to live. Writes past input and output have to show in the canaries as well.
/// </summary>
internal static class HarnessProof
{
    private const string Behave = "none";

    /// <summary>Proves it, and prints a table.</summary>
    public static bool Run()
    {
        Console.WriteLine("| trespass | no-access page | canary |");
        Console.WriteLine("|---|---|---|");
        bool isSound = Line(Behave, BehavedLives(), "lives", null);
        foreach (Trespass trespass in Trespass.All)
        {
            isSound &= Line(trespass.ToString(), IsCaught(trespass), "caught", HasCanary(trespass) ? IsSeen(trespass) : null);
        }

        Console.WriteLine();
        Console.WriteLine(isSound ? "The harness sees every one of them." : "FAILED: the harness does not see what it has to.");
        return isSound;

        static bool Line(string what, bool isGood, string good, bool? isSeen)
        {
            Console.WriteLine($"| {what} | {(isGood ? good : "FAILED")} | {(isSeen is { } seen ? seen ? "caught" : "FAILED" : "")} |");
            return isGood && isSeen != false;
        }
    }

    /// <summary>Whether a process in which nobody trespasses ends as it should.</summary>
    public static bool BehavedLives() => OwnProcess.Run(SoakCommand.TrespassCommand, Behave).ExitCode == 0;

    /// <summary>Whether a process dies of it: by the access itself and nothing else.</summary>
    public static bool IsCaught(Trespass trespass)
    {
        (int exitCode, _, string error) = OwnProcess.Run(SoakCommand.TrespassCommand, trespass.ToString());
        return exitCode != 0 && error.Contains(nameof(AccessViolationException), StringComparison.Ordinal);
    }

    /// <summary>Whether canaries show it: they stand around what a run is given, and see writes.</summary>
    public static bool HasCanary(Trespass trespass) =>
        trespass is { IsWrite: true, Block: MemoryBlockKind.Input or MemoryBlockKind.Pixels or MemoryBlockKind.Output };

    /// <summary>Whether the canaries see it, at every offset.</summary>
    public static bool IsSeen(Trespass trespass)
    {
        for (int offset = 0; offset < NetworkSoak.Offsets; offset++)
        {
            try
            {
                Trespasser network = new(trespass);
                using CheckedSession session = network.Over(network.Data.Weights, new float[network.WorkspaceFloats]);
                MemoryChecks.AtOffset(network, session, network.Data, offset);
                return false;
            }
            catch (SafetyException)
            {
                // As it has to be.
            }
        }

        return true;
    }

    /// <summary>In the process of its own: leads the trespasser through the check on the side to which it goes.</summary>
    public static bool Stray(string where)
    {
        Trespass? trespass = Trespass.All.FirstOrDefault(each => each.ToString() == where);
        Trespasser network = new(trespass);
        foreach (GuardSide side in trespass is null ? [GuardSide.Before, GuardSide.After] : new[] { trespass.Side })
        {
            MemoryChecks.Guarded(network, network.Data, side);
        }

        return true;
    }
}
