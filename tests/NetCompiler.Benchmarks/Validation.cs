namespace NetCompiler.Benchmarks;

/// <summary>Turns what a reader of command lines cannot read into a message of the command line.</summary>
internal static class Validation
{
    public static void Report(Action read, Action<string> report)
    {
        try
        {
            read();
        }
        catch (FormatException problem)
        {
            report(problem.Message);
        }
    }
}
