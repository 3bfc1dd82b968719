namespace NetCompiler.Benchmarks;

/// <summary>The tables that <c>steps</c> prints.</summary>
internal static class StepReport
{
    /// <summary>All steps in order, then the sums, then those that lose most.</summary>
    public static void Print(StepsResult result, string core, int lost)
    {
        Console.WriteLine($"{result.Network}, {result.Isa}; {core}; medians of {result.Runs} runs");
        Console.WriteLine($"peak {result.Peak:F1} GFLOP/s ({result.PeakBefore:F1} before, {result.PeakAfter:F1} after)");
        Console.WriteLine();
        int name = Width(result, step => step.Name, "step");
        int kernel = Width(result, step => step.Kernel, "kernel");
        int output = Width(result, step => step.Output, "output");
        int block = Width(result, step => step.Block, "block");
        Console.WriteLine(
            $"{"",3} {"step".PadRight(name)} {"kernel".PadRight(kernel)} {"output".PadRight(output)} {"block".PadRight(block)} {"MMAC",8} {"µs",9} {"min",9} {"GFLOP/s",8}"
            + $" {"of peak",8} {"KB",8} {"GB/s",7} {"lost µs",8}");
        foreach (StepResult step in result.Steps)
        {
            Console.WriteLine(
                $"{step.Number,3} {step.Name.PadRight(name)} {step.Kernel.PadRight(kernel)} {step.Output.PadRight(output)} {step.Block.PadRight(block)} {step.MultiplyAdds / 1e6,8:F2}"
                + $" {step.Microseconds,9:F2} {step.MinimumMicroseconds,9:F2} {step.Gflops,8:F1} {step.PeakShare * 100,6:F1} % {step.Bytes / 1024.0,8:F0}"
                + $" {step.GigabytesPerSecond,7:F1} {step.LostMicroseconds,8:F1}");
        }

        double sum = result.Steps.Sum(step => step.Microseconds);
        long multiplyAdds = result.Steps.Sum(step => step.MultiplyAdds);
        long bytes = result.Steps.Sum(step => step.Bytes);
        double gflops = 2 * multiplyAdds / sum / 1e3;
        Console.WriteLine(
            $"{"",3} {"sum".PadRight(name)} {"".PadRight(kernel)} {"".PadRight(output)} {"".PadRight(block)} {multiplyAdds / 1e6,8:F2} {sum,9:F2}"
            + $" {result.Steps.Sum(step => step.MinimumMicroseconds),9:F2} {gflops,8:F1} {gflops / result.Peak * 100,6:F1} % {bytes / 1024.0,8:F0} {bytes / sum / 1e3,7:F1}"
            + $" {result.Steps.Sum(step => step.LostMicroseconds),8:F1}");
        Console.WriteLine($"a run without timestamps: {result.RunMicroseconds:F2} µs, {2 * multiplyAdds / result.RunMicroseconds / 1e3 / result.Peak * 100:F1} % of peak");
        PrintKinds(result, sum);
        PrintLost(result, name, kernel, output, lost);
        Console.WriteLine();
    }

    /// <summary>The steps by the first word of what they compute and the size of their windows.</summary>
    private static void PrintKinds(StepsResult result, double sum)
    {
        Console.WriteLine();
        Console.WriteLine($"{"kind",-28} {"steps",5} {"MMAC",8} {"µs",9} {"of all",7} {"of peak",8} {"lost µs",8}");
        foreach (IGrouping<string, StepResult> kind in result.Steps.GroupBy(Kind).OrderByDescending(kind => kind.Sum(step => step.Microseconds)))
        {
            double time = kind.Sum(step => step.Microseconds);
            long multiplyAdds = kind.Sum(step => step.MultiplyAdds);
            Console.WriteLine(
                $"{kind.Key,-28} {kind.Count(),5} {multiplyAdds / 1e6,8:F2} {time,9:F2} {time / sum * 100,5:F1} % {2 * multiplyAdds / time / 1e3 / result.Peak * 100,6:F1} %"
                + $" {kind.Sum(step => step.LostMicroseconds),8:F1}");
        }
    }

    private static void PrintLost(StepsResult result, int name, int kernel, int output, int count)
    {
        Console.WriteLine();
        Console.WriteLine("by time lost against the peak:");
        foreach (StepResult step in result.Steps.OrderByDescending(step => step.LostMicroseconds).Take(count))
        {
            Console.WriteLine(
                $"{step.Number,3} {step.Name.PadRight(name)} {step.Kernel.PadRight(kernel)} {step.Output.PadRight(output)} {step.Microseconds,9:F2} µs, {step.LostMicroseconds,8:F1} lost"
                + $" ({step.PeakShare * 100:F0} % of peak)");
        }
    }

    private static string Kind(StepResult step) => step.Kernel.Split(',')[0];

    private static int Width(StepsResult result, Func<StepResult, string> text, string heading) =>
        result.Steps.Select(step => text(step).Length).Append(heading.Length).Max();
}
