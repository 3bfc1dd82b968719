using System.Globalization;
using System.Text.RegularExpressions;
using NetCompiler.Samples.Classify;
using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Tests;

/// <summary>The native program as a person publishes and runs it.</summary>
public sealed class EmbeddedProgramTests(NativeProgram program) : IClassFixture<NativeProgram>
{
    private const double MostMegabytes = 2.2;
    private const double MostOtherMegabytes = 12;

    private static readonly string Digits = Path.Combine(AppContext.BaseDirectory, "Digits");

    private static readonly string[] Pictures = [.. Directory.EnumerateFiles(Path.Combine(Digits, "Pictures")).Order(StringComparer.Ordinal)];

    [NativeFact]
    public void IsPublishedWithoutAWarningAndIsSmall()
    {
        Assert.DoesNotContain("warning", program.Output);
        long bytes = new FileInfo(program.Executable).Length - new FileInfo(NativeProgram.PackedDigits).Length;
        Assert.InRange(bytes / (1024.0 * 1024), 1, MostMegabytes);
    }

    [NativeFact]
    public void LabelsEveryFrameWithTheBitsOfTheJit()
    {
        using DigitReader model = Model();
        byte[] frames = [.. Pictures.SelectMany(Pixels)];
        string expected = string.Concat(Pictures.Select(picture => Line(model, picture)));
        Assert.Equal((0, expected, ""), program.Run(frames, "--scores"));

        // The names of the pictures begin with the digit that they show.
        string digits = string.Concat(Pictures.Select(picture => Path.GetFileName(picture)[0] + "\n"));
        Assert.Equal((0, digits, ""), program.Run(frames));

        // Weights beside the program are the same as those within.
        Assert.Equal((0, expected, ""), program.Run(frames, "--scores", "--weights", NativeProgram.PackedDigits));
    }

    [NativeFact]
    public void ResizesFramesOfTheSizeGiven()
    {
        using DigitReader model = Model();
        Picture picture = PictureReader.Read(Pictures[^1]);
        string expected = Line(model, Pictures[^1]);
        Assert.Equal((0, expected + expected, ""), program.Run([.. picture.Rgb, .. picture.Rgb], "--scores", "--size", $"{picture.Width}x{picture.Height}"));
    }

    [NativeFact]
    public void PrintsTheNamesOfClasses()
    {
        string labels = Path.GetTempFileName();
        File.WriteAllLines(labels, ["zéro", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]);
        Assert.Equal((0, "zéro\n", ""), program.Run(Pixels(Pictures[0]), "--labels", labels));
        File.Delete(labels);
    }

    [NativeFact]
    public void TellsTimesAndMemory()
    {
        (int exitCode, string output, string error) = program.Run([], "--benchmark", "3");
        Assert.Equal((0, ""), (exitCode, error));
        Match match = Regex.Match(output, @"\Afirst result \d+\.\d ms after .*\na run \d+\.\d{3} ms, .* of 3\nat most \d+\.\d MB resident: .*, all else (\d+\.\d)\n\z");
        Assert.True(match.Success, output);
        Assert.InRange(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 0, MostOtherMegabytes);
    }

    [NativeTheory]
    [InlineData(1, 0, "", "the input is empty: a frame has 12288 bytes")]
    [InlineData(1, 12289, "", "the input ends within frame 2: 1 bytes of 12288")]
    [InlineData(1, 12288, "--size 64x65", "the input ends within frame 1: 12288 bytes of 12480")]
    [InlineData(1, 0, "--weights nowhere.ncw", "nowhere.ncw")]
    [InlineData(1, 0, "--weights Data/pictures.txt", "Data/pictures.txt")]
    [InlineData(1, 0, "--network mobilenetv2", "the weights of mobilenetv2 are neither part of the program nor beside it")]
    [InlineData(1, 0, "--labels Data/pictures.txt", "classes: one line a class is needed")]
    [InlineData(2, 0, "--network resnet", "there is no network resnet; there are digits and mobilenetv2")]
    [InlineData(2, 0, "--size 64", "--size is WIDTHxHEIGHT")]
    [InlineData(2, 0, "--size 0x64", "--size is WIDTHxHEIGHT")]
    [InlineData(2, 0, "--size 99999x99999", "--size is WIDTHxHEIGHT")]
    [InlineData(2, 0, "--benchmark 0", "--benchmark takes a number of runs, and not 0")]
    [InlineData(2, 0, "--weights", "--weights needs a value")]
    [InlineData(2, 0, "--frobnicate", "there is no option --frobnicate")]
    public void MistakesAreToldByTheExitCodeAndOneLine(int expected, int bytes, string arguments, string message)
    {
        (int exitCode, string output, string error) = program.Run(new byte[bytes], arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, exitCode);
        Assert.StartsWith("embedded: ", error);
        Assert.Contains(message, error);

        // Whole frames before a broken one have their labels.
        Assert.Equal(bytes > 12288 ? 1 : 0, output.Count(letter => letter == '\n'));
    }

    private static DigitReader Model() => DigitReader.Load(Path.Combine(Digits, "mobilenet_v2_0.5_64_digits.safetensors"));

    private static byte[] Pixels(string path)
    {
        Picture picture = PictureReader.Read(path);
        byte[] pixels = new byte[DigitReader.InputLength];
        DigitReader.Preprocessing.ApplyPixels(picture.Rgb, picture.Width, picture.Height, pixels);
        return pixels;
    }

    /// <summary>What the program is to print for a picture: label and scores of this process, which the JIT compiles.</summary>
    private static string Line(DigitReader model, string path)
    {
        float[] scores = new float[DigitReader.OutputLength];
        model.Run(Pixels(path), scores);
        return $"{Array.IndexOf(scores, scores.Max())}\t{string.Join('\t', scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture)))}\n";
    }
}
