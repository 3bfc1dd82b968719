using System.Diagnostics;
using NetCompiler.Samples.Backbone;
using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Tests;

/// <summary>The program that draws feature maps, as a person runs it: the pictures that it writes, what it prints where, and its exit codes.</summary>
public sealed class BackboneProgramTests : IDisposable
{
    private const string Sample = "7-machine";

    // Between the tiles of a sheet, and their side: 96 pixels for every map of the digits.
    private const int Gap = 2;
    private const int Tile = 96;

    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "Digits", "Pictures");

    private readonly string _folder = Directory.CreateTempSubdirectory("netcompiler-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WithoutArgumentsItDrawsABundledDigitIntoTheFolderFeatures()
    {
        (int exitCode, string output, string error) = Run(_folder);
        Assert.Equal((0, ""), (exitCode, error));
        string[] written = [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file))];
        string[] expected = [.. new[] { "Overview", "Stride2", "Stride4", "Stride8", "Stride16", "Stride32" }.Select(name => Path.Combine("features", $"3-brush-{name}.png"))];
        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.All(expected, name => Assert.Contains(name, output));
        Assert.Contains("map 16x16x16", output);
        Assert.Contains("394x394", output);

        // Into a file it prints ASCII alone.
        Assert.DoesNotContain(output, letter => letter > '~');
    }

    [Fact]
    public void SheetsShowTheChannelsThatTheClassYields()
    {
        byte[] pixels = new byte[DigitBackbone.InputLength];
        Picture photo = PictureReader.Read(Path.Combine(Pictures, Sample + ".png"));
        DigitBackbone.Preprocessing.ApplyPixels(photo.Rgb, photo.Width, photo.Height, pixels);
        float[] stride2 = new float[DigitBackbone.Stride2Length];
        float[] stride4 = new float[DigitBackbone.Stride4Length];
        float[] stride8 = new float[DigitBackbone.Stride8Length];
        float[] stride16 = new float[DigitBackbone.Stride16Length];
        float[] stride32 = new float[DigitBackbone.Stride32Length];
        using (DigitBackbone model = DigitBackbone.Load(Path.Combine(AppContext.BaseDirectory, "Digits", "mobilenet_v2_0.5_64_digits.safetensors")))
        {
            model.Run(pixels, stride2, stride4, stride8, stride16, stride32);
        }

        Assert.Equal(0, Run(_folder, Path.Combine(Pictures, Sample + ".png"), "--output", _folder).ExitCode);
        AssertSheet("Stride2", stride2, 32, 8, columns: 3, rows: 3);
        AssertSheet("Stride4", stride4, 16, 16, columns: 4, rows: 4);
        AssertSheet("Stride8", stride8, 8, 16, columns: 4, rows: 4);
        AssertSheet("Stride16", stride16, 4, 48, columns: 7, rows: 7);
        AssertSheet("Stride32", stride32, 2, 160, columns: 13, rows: 13);
        AssertOverview(pixels, stride4);
    }

    [Fact]
    public void PicturesOfAnEarlierRunAreReplacedAndNothingElseIsLeft()
    {
        string overview = Path.Combine(_folder, $"{Sample}-Overview.png");
        File.WriteAllText(overview, "old");
        File.WriteAllText(Path.Combine(_folder, "mine.txt"), "kept");
        Assert.Equal(0, Run(_folder, Path.Combine(Pictures, Sample + ".png"), "--output", _folder).ExitCode);
        Assert.Equal(7, Directory.GetFileSystemEntries(_folder).Length);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_folder, "mine.txt")));
        Assert.Equal((6 * 258) + 2, PictureReader.Read(overview).Width);
    }

    [Theory]
    [InlineData(1, "nowhere.png", "nowhere.png")]
    [InlineData(1, "Data/pictures.txt", "Data/pictures.txt: not a PNG")]
    [InlineData(1, "--weights nowhere.safetensors Digits/Pictures/7-machine.png", "nowhere.safetensors")]
    [InlineData(1, "--weights Data/pictures.txt Digits/Pictures/7-machine.png", "Data/pictures.txt")]
    [InlineData(1, "--weights Digits/mobilenet_v2_0.5_64_digits.safetensors Digits/Pictures/7-machine.png", "features.0.0.weight: found F32 [16, 3, 3, 3]")]
    [InlineData(1, "--weights Digits/mobilenet_v2_0.5_64_digits.safetensors", "the bundled ones show digits")]
    [InlineData(1, "--network mobilenetv2 Digits/Pictures/7-machine.png", "give --weights")]
    [InlineData(2, "--network resnet", "'mobilenetv2'")]
    [InlineData(2, "--frobnicate", "no option --frobnicate")]
    [InlineData(2, "one.png two.png", "two.png")]
    [InlineData(2, "--epsilon much", "much")]
    public void MistakesAreToldByTheExitCodeAndNothingIsWritten(int expected, string arguments, string message)
    {
        string output = Path.Combine(_folder, "features");
        (int exitCode, _, string error) = Run(AppContext.BaseDirectory, [.. arguments.Split(' '), "--output", output]);
        Assert.Equal(expected, exitCode);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", error);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void AFileWhereTheFolderShouldBeIsToldAndKept()
    {
        string file = Path.Combine(_folder, "features");
        File.WriteAllText(file, "kept");
        (int exitCode, _, string error) = Run(_folder);
        Assert.Equal(1, exitCode);
        Assert.Contains("features", error);
        Assert.DoesNotContain("   at ", error);
        Assert.Equal("kept", File.ReadAllText(file));
    }

    /// <summary>What is no number is refused on loading; what is merely huge shows in the maps.</summary>
    [Theory]
    [InlineData(float.NaN, "damaged.safetensors")]
    [InlineData(5e24f, "are not finite; the weights are damaged or of another network")]
    public void WeightsThatGiveNoNumbersAreTold(float weight, string message)
    {
        byte[] weights = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Digits", "mobilenet_v2_0.5_64_digits.safetensors"));
        int header = (int)BitConverter.ToUInt64(weights);
        for (int at = 8 + header; at < weights.Length; at += sizeof(float))
        {
            BitConverter.TryWriteBytes(weights.AsSpan(at), weight);
        }

        string damaged = Path.Combine(_folder, "damaged.safetensors");
        File.WriteAllBytes(damaged, weights);
        string output = Path.Combine(_folder, "features");
        (int exitCode, _, string error) = Run(_folder, "--network", "digits", "--weights", damaged, "--output", output);
        Assert.Equal(1, exitCode);
        Assert.Contains(damaged, error);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", error);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void HelpListsTheOptions()
    {
        (int exitCode, string output, _) = Run(_folder, "--help");
        Assert.Equal(0, exitCode);
        Assert.All(["--weights", "--output", "--network", "--epsilon", "--accept-form"], option => Assert.Contains(option, output));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private void AssertSheet(string tap, float[] map, int side, int channels, int columns, int rows)
    {
        Picture sheet = PictureReader.Read(Path.Combine(_folder, $"{Sample}-{tap}.png"));
        Assert.Equal((Gap + (columns * (Tile + Gap)), Gap + (rows * (Tile + Gap))), (sheet.Width, sheet.Height));
        Assert.Equal(side * side * channels, map.Length);
        for (int tile = 0; tile < columns * rows; tile++)
        {
            int left = Gap + (tile % columns * (Tile + Gap));
            int top = Gap + (tile / columns * (Tile + Gap));
            float[] plane = tile < channels ? [.. Enumerable.Range(0, side * side).Select(pixel => map[(pixel * channels) + tile])] : [];
            for (int y = 0; y < Tile; y++)
            {
                for (int x = 0; x < Tile; x++)
                {
                    AssertColour(sheet, left + x, top + y, tile < channels ? Share(plane, y * side / Tile, x * side / Tile, side) : null);
                }
            }

            // Above each tile and left of it.
            AssertColour(sheet, left, top - 1, null);
            AssertColour(sheet, left - 1, top, null);
        }
    }

    private void AssertOverview(byte[] pixels, float[] stride4)
    {
        const int Side = 256;
        Picture overview = PictureReader.Read(Path.Combine(_folder, $"{Sample}-Overview.png"));
        Assert.Equal((Gap + (6 * (Side + Gap)), Gap + Side + Gap), (overview.Width, overview.Height));
        float[] activity = [.. stride4.Chunk(16).Select(channels => channels.Average(Math.Abs))];
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int at = (((Gap + y) * overview.Width) + Gap + x) * 3;
                Assert.Equal(pixels.AsSpan(((y / 4 * 64) + (x / 4)) * 3, 3), overview.Rgb.AsSpan(at, 3));

                // The third tile.
                AssertColour(overview, Gap + (2 * (Side + Gap)) + x, Gap + y, Share(activity, y / 16, x / 16, 16));
            }
        }
    }

    private static double Share(float[] plane, int row, int column, int side) =>
        (plane[(row * side) + column] - plane.Min()) / (double)(plane.Max() - plane.Min());

    /// <summary>The background where there is no share.</summary>
    private static void AssertColour(Picture picture, int x, int y, double? share)
    {
        ReadOnlySpan<byte> colour = picture.Rgb.AsSpan(((y * picture.Width) + x) * 3, 3);
        for (int part = 0; part < 3; part++)
        {
            double expected = share is double t ? Viridis(part, t) : 24;
            if (Math.Abs(expected - colour[part]) > (share is null ? 0 : ColourTolerance))
            {
                Assert.Fail($"The pixel ({x}, {y}) is {colour[0]} {colour[1]} {colour[2]}; part {part} should be {expected:F0}.");
            }
        }
    }

    // Of the polynomial below and of straight lines, against the original.
    private const double ColourTolerance = 6;

    // Viridis as a polynomial of degree 6, which Zucker fitted (https://www.shadertoy.com/view/WlfXRN).
    private static readonly double[][] Coefficients =
    [
        [0.2777273272234177, 0.1050930431085774, -0.3308618287255563, -4.634230498983486, 6.228269936347081, 4.776384997670288, -5.435455855934631],
        [0.005407344544966578, 1.404613529898575, 0.214847559468213, -5.799100973351585, 14.17993336680509, -13.74514537774601, 4.645852612178535],
        [0.3340998053353061, 1.384590162594685, 0.09509516302823659, -19.33244095627987, 56.69055260068105, -65.35303263337234, 26.3124352495832],
    ];

    private static double Viridis(int part, double share)
    {
        double sum = 0;
        for (int power = Coefficients[part].Length - 1; power >= 0; power--)
        {
            sum = (sum * share) + Coefficients[part][power];
        }

        return 255 * sum;
    }

    private static (int ExitCode, string Output, string Error) Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "backbone.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
