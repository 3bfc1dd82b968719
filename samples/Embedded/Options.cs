using System.Globalization;

namespace NetCompiler.Samples.Embedded;

/// <summary>The command line is wrong; the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the command line asks for. Read by hand: a library for it would be a third of the program.</summary>
/// <param name="Weights">The weight file; null for the network's own.</param>
/// <param name="Size">Width and height of the frames; null where they are the network's input.</param>
/// <param name="Labels">The file with the names of the classes; null for numbers.</param>
/// <param name="Scores">Every label is followed by all scores.</param>
/// <param name="BenchmarkRuns">How many runs to time; 0 to read frames.</param>
internal sealed record Options(CompiledNetwork Network, string? Weights, (int Width, int Height)? Size, string? Labels, bool Scores, int BenchmarkRuns, bool Help)
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

    public static Options Parse(string[] arguments)
    {
        Options options = new(CompiledNetwork.All[0], null, null, null, false, 0, false);
        Queue<string> words = new(arguments);
        while (words.TryDequeue(out string? word))
        {
            options = word switch
            {
                "--network" => options with { Network = Named(Value(word, words)) },
                "--weights" => options with { Weights = Value(word, words) },
                "--size" => options with { Size = Dimensions(Value(word, words)) },
                "--labels" => options with { Labels = Value(word, words) },
                "--scores" => options with { Scores = true },
                "--benchmark" => options with { BenchmarkRuns = words.TryPeek(out string? next) && !next.StartsWith('-') ? Runs(words.Dequeue()) : UsualRuns },
                "--help" => options with { Help = true },
                _ => throw new UsageException($"there is no option {word}"),
            };
        }

        return options;
    }

    private static string Value(string option, Queue<string> words) =>
        words.TryDequeue(out string? value) ? value : throw new UsageException($"{option} needs a value");

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
