using System.Diagnostics;

namespace NetCompiler.Samples.Tests;

/// <summary>The program as a person runs it: what it prints where, and its exit codes.</summary>
public sealed class ClassifyProgramTests
{
    private static readonly string Picture = Path.Combine(AppContext.BaseDirectory, "Digits", "Pictures", "7-machine.png");

    [Fact]
    public void WithoutArgumentsItReadsTheBundledDigits()
    {
        (int exitCode, string output, string error) = Run();
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("12 of 12 pictures read right.", output);
        Assert.Equal(12, output.Split(" ms").Length - 1);

        // Into a file it prints ASCII alone.
        Assert.DoesNotContain(output, letter => letter > '~');
    }

    [Fact]
    public void ShowsAsManyAnswersAsAskedForWithTheirNames()
    {
        string labels = Path.GetTempFileName();
        File.WriteAllLines(labels, ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]);
        (int exitCode, string output, _) = Run("--top", "1", "--labels", labels, Picture);
        File.Delete(labels);
        Assert.Equal(0, exitCode);
        Assert.Contains("seven  #", output);
        Assert.Equal(1, output.Count(letter => letter == '%'));
    }

    [Fact]
    public void APackedFileGivesTheSameAnswers()
    {
        string packed = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ncw");
        try
        {
            Assert.Equal(0, Run("pack", packed).ExitCode);
            string[] fromPacked = Answers(Run("--weights", packed, Picture).Output);
            Assert.NotEmpty(fromPacked);
            Assert.Equal(Answers(Run(Picture).Output), fromPacked);
        }
        finally
        {
            File.Delete(packed);
        }
    }

    [Theory]
    [InlineData(1, "nowhere.png", "nowhere.png")]
    [InlineData(1, "Data/pictures.txt", "Data/pictures.txt: not a PNG")]
    [InlineData(1, "--weights nowhere.safetensors", "nowhere.safetensors")]
    [InlineData(1, "--weights Data/pictures.txt", "Data/pictures.txt")]
    [InlineData(1, "--labels Data/pictures.txt", "classes: one line a class is needed")]
    [InlineData(1, "--network mobilenetv2", "the bundled ones show digits")]
    [InlineData(1, "--network mobilenetv2 a.png", "give --weights")]
    [InlineData(2, "--network resnet a.png", "'mobilenetv2'")]
    [InlineData(2, "--top 0", "--top is 1 or more")]
    [InlineData(2, "--frobnicate", "no option --frobnicate")]
    [InlineData(2, "pack", "'pack'")]
    public void MistakesAreToldInOneLineAndByTheExitCode(int expected, string arguments, string message)
    {
        (int exitCode, _, string error) = Run(arguments.Split(' '));
        Assert.Equal(expected, exitCode);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", error);
    }

    // The lines with bars: the others hold times and the weights' name.
    /// <summary>.NET's switches stand for machines without the instructions; where they are lacking anyway nothing changes. Roundings may differ without fused multiply-add, not what is printed of them.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void MachinesWithFewerInstructionsGiveTheSameAnswers(string instructions)
    {
        (int exitCode, string output, string error) = Run([Picture], (instructions, "0"));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(Answers(Run(Picture).Output), Answers(output));
        string[] lacking = instructions == "DOTNET_EnableAVX512" ? ["AVX-512"] : ["AVX-512", "AVX2", "NEON"];
        Assert.DoesNotContain(lacking, output.Contains);
    }

    private static string[] Answers(string output) => [.. output.Split('\n').Where(line => line.TrimEnd().EndsWith('%'))];

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments) => Run(arguments, []);

    private static (int ExitCode, string Output, string Error) Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "classify.dll"), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
