using System.Text;

namespace NetCompiler.Samples.Classify;

/// <summary>
/// What a terminal can show. Colours need a terminal that is not told otherwise (NO_COLOR, TERM=dumb); characters beyond ASCII
/// need one with UTF-8. Redirected output is plain ASCII.
/// </summary>
internal sealed record TerminalStyle(bool Unicode, bool Colour, int Width)
{
    private const int WidthOfAFile = 80;
    private const int WidestUsed = 100;

    // A cell filled from the left by one to eight eighths.
    private const string Eighths = "▏▎▍▌▋▊▉█";

    public string Times => Unicode ? "×" : "x";

    public string Right => Unicode ? "✓" : "+";

    public string Wrong => Unicode ? "✗" : "!";

    /// <summary>The style of the console that the program prints to.</summary>
    public static TerminalStyle OfConsole()
    {
        if (Console.IsOutputRedirected)
        {
            return new TerminalStyle(false, false, WidthOfAFile);
        }

        // Windows' consoles can do it and have to be asked.
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        bool colour = !dumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        bool unicode = !dumb && Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage;
        return new TerminalStyle(unicode, colour, Math.Clamp(Console.WindowWidth, 40, WidestUsed));
    }

    /// <summary>A bar over <paramref name="width"/> cells, filled to <paramref name="fraction"/>, to the nearest eighth of a cell where Unicode allows.</summary>
    public string Bar(double fraction, int width)
    {
        if (!Unicode)
        {
            return new string('#', (int)Math.Round(fraction * width)).PadRight(width);
        }

        int eighths = (int)Math.Round(fraction * width * 8);
        string bar = new('█', eighths / 8);
        return (eighths % 8 == 0 ? bar : bar + Eighths[(eighths % 8) - 1]).PadRight(width);
    }

    public string Bold(string text) => Coded("1", text);

    public string Faint(string text) => Coded("2", text);

    public string Green(string text) => Coded("32", text);

    public string Red(string text) => Coded("31", text);

    public string Cyan(string text) => Coded("36", text);

    private string Coded(string code, string text) => Colour ? $"\x1b[{code}m{text}\x1b[0m" : text;
}
