using System.Globalization;

namespace NetCompiler.Samples.Embedded;

/// <summary>The command line is wrong; the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the command line asks for. Read by hand: a library for it would be a third of the program.</summary>
internal sealed class Options
{
    public const string Usage = """
        Reads raw RGB frames from the standard input and prints a label for each.

        usage: ffmpeg -i video.mp4 -f rawvideo -pix_fmt rgb24 - | embedded [options]

          --network NAME        digits (the default) or mobilenetv2
          --weights FILE        packed weights; without it those of the program, or NAME.ncw beside it
          --size WIDTHxHEIGHT   frames of this size are resized and cropped; without it they are the network's input
          --labels FILE         the name of one class a line; without it classes are numbers
          --scores              prints all scores behind each label
          --benchmark [RUNS]    times runs over one frame instead of reading any, 100 without a number
          --help                this text

        """;

    private const int UsualRuns = 100;

    public CompiledNetwork Network { get; private set; } = CompiledNetwork.All[0];

    /// <summary>The weight file; null for the network's own.</summary>
    public string? Weights { get; private set; }

    /// <summary>The width of the frames; 0 where they are the network's input.</summary>
    public int Width { get; private set; }

    /// <summary>The same of their height.</summary>
    public int Height { get; private set; }

    /// <summary>The file with the names of the classes; null for numbers.</summary>
    public string? Labels { get; private set; }

    /// <summary>Every label is followed by all scores.</summary>
    public bool Scores { get; private set; }

    /// <summary>How many runs to time; 0 to read frames.</summary>
    public int BenchmarkRuns { get; private set; }

    public bool Help { get; private set; }

    public static Options Parse(string[] arguments)
    {
        Options options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--network":
                    options.Network = Named(Value(arguments, ref i));
                    break;
                case "--weights":
                    options.Weights = Value(arguments, ref i);
                    break;
                case "--size":
                    (options.Width, options.Height) = Dimensions(Value(arguments, ref i));
                    break;
                case "--labels":
                    options.Labels = Value(arguments, ref i);
                    break;
                case "--scores":
                    options.Scores = true;
                    break;
                case "--benchmark":
                    bool hasNumber = i + 1 < arguments.Length && !arguments[i + 1].StartsWith('-');
                    options.BenchmarkRuns = hasNumber ? Runs(Value(arguments, ref i)) : UsualRuns;
                    break;
                case "--help":
                    options.Help = true;
                    break;
                default:
                    throw new UsageException($"there is no option {arguments[i]}");
            }
        }

        return options;
    }

    private static string Value(string[] arguments, ref int i)
    {
        string option = arguments[i++];
        return i < arguments.Length ? arguments[i] : throw new UsageException($"{option} needs a value");
    }

    private static CompiledNetwork Named(string name) => Array.Find(CompiledNetwork.All, network => network.Name == name)
        ?? throw new UsageException($"there is no network {name}; there are " + string.Join(" and ", Array.ConvertAll(CompiledNetwork.All, network => network.Name)));

    private static (int Width, int Height) Dimensions(string text)
    {
        int cross = text.IndexOf('x', StringComparison.Ordinal);
        return cross > 0 && Whole(text.AsSpan(0, cross)) is int width && Whole(text.AsSpan(cross + 1)) is int height && 3L * width * height <= Array.MaxLength
            ? (width, height)
            : throw new UsageException($"--size is WIDTHxHEIGHT in pixels, such as 640x480, and not {text}");
    }

    private static int Runs(string text) => Whole(text) ?? throw new UsageException($"--benchmark takes a number of runs, and not {text}");

    private static int? Whole(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
