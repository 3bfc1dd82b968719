using System.Globalization;

namespace NetCompiler.Samples.Classify;

/// <summary>Prints what the networks said, for people to read.</summary>
internal sealed class Report(TerminalStyle style, TextWriter output)
{
    private const int PercentWidth = 8;

    /// <summary>The network and the figures that the compiler found.</summary>
    public void Introduce(CompiledNetwork network, string weights)
    {
        string times = style.Times;
        output.WriteLine();
        output.WriteLine(style.Bold($"{network.Title}: {network.Height}{times}{network.Width}{times}{network.Channels} to {network.Classes} classes"));
        output.WriteLine(style.Faint(Text(
            $"{network.Parameters / 1e6:F2} million parameters, {network.MultiplyAdds / 1e6:F1} million multiply-adds, {network.WorkspaceBytes / 1024.0:F0} KB of workspace")));
        output.WriteLine(style.Faint($"weights {weights}; runs on one thread with {CompiledNetwork.Instructions}"));
    }

    /// <summary>One picture: its name, the time of a run, and its answers with bars.</summary>
    /// <param name="expected">The right class where it is known; then the first answer is marked.</param>
    public void Show(string name, Classification classification, Answer[] answers, string[]? labels, int? expected)
    {
        output.WriteLine();
        string time = Text($"{classification.Milliseconds:F2} ms");
        int space = Math.Max(1, style.Width - name.Length - time.Length);
        output.WriteLine(style.Bold(name) + new string(' ', space) + style.Faint(time));

        // Answers that would print as nothing are left out, never the first.
        Answer[] shown = [.. answers.Where((answer, i) => i == 0 || answer.Probability >= 0.0005)];
        string[] names = [.. shown.Select(answer => labels?[answer.Class] ?? answer.Class.ToString(CultureInfo.InvariantCulture))];
        int nameWidth = Math.Min(names.Max(label => label.Length), style.Width / 3);
        int barWidth = style.Width - nameWidth - PercentWidth - 5;
        for (int i = 0; i < shown.Length; i++)
        {
            string label = names[i].Length > nameWidth ? names[i][..(nameWidth - 1)] + (style.Unicode ? "…" : "~") : names[i].PadRight(nameWidth);
            string mark = i > 0 || expected is null ? " " : shown[0].Class == expected ? style.Green(style.Right) : style.Red(style.Wrong);
            string bar = style.Bar(shown[i].Probability, barWidth);
            string percent = Text($"{shown[i].Probability * 100:F1} %").PadLeft(PercentWidth);
            output.WriteLine($" {mark} {(i == 0 ? style.Bold(label) : label)}  {(i == 0 ? style.Cyan(bar) : style.Faint(bar))}{percent}");
        }
    }

    /// <summary>How many bundled pictures were read right.</summary>
    public void Conclude(int right, int all)
    {
        output.WriteLine();
        string sentence = $"{right} of {all} pictures read right.";
        output.WriteLine(right == all ? style.Green(sentence) : style.Red(sentence));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
