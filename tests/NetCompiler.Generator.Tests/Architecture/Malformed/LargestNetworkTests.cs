using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>Networks at the bounds that the manual states are compiled to the end; one step further they are refused at the row that passes the bound.</summary>
public sealed class LargestNetworkTests
{
    [Fact]
    public void The_manual_states_the_bounds()
    {
        string page = File.ReadAllText(Path.Combine(Folder(), "../../../../docs/language.md"));
        Assert.Contains($"at most {Number(SizeLimits.LargestValue)} elements (256 MiB)", page, StringComparison.Ordinal);
        Assert.Contains($"at most {Number(SizeLimits.LargestSum)} elements, channels rounded up to multiples of {SizeLimits.BlockChannels}", page, StringComparison.Ordinal);
        Assert.Contains(
            $"at most {Number(SizeLimits.LargestWeights)} numbers (1 GiB) as they are packed: output channels rounded up to multiples of {SizeLimits.PanelChannels}",
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_operations_as_are_read_are_compiled()
    {
        // Each row writes its map: nothing fuses with what stands before it.
        const string rows = "| maxpool 1x1 | 1000 |\n| maxpool 1x1 | 1000 |\n| maxpool 1x1 | 1000 |\n| maxpool 1x1 | 1000 |";
        Compiled(Text(rows), "Height=1", "Width=1", "Channels=8");
        MarkedTable.Expect(Text(rows + "\n| «relu» | |"), "NETC2011", "more than 4000 operations", "Height=1", "Width=1", "Channels=8");
    }

    [Fact]
    public void As_many_inputs_as_are_read_are_compiled()
    {
        // 231 blocks of 4 + 64 + 1 inputs, of which 64 are moved one by one for the pool, and 61 pools: 16,000.
        string joined = string.Join(", ", Enumerable.Repeat("a, b, c, d", 16));
        string Joins(string last) =>
            "# Large\n\n## Network\n\n| operator | n |\n|---|---|\n| join | 231 |\n| maxpool 1x1 | 61 |\n" + last + "\n## Block: join()\n\n| name | operator | c | first | from |\n|---|---|---|---|---|\n"
            + string.Concat("abcd".Select((name, index) => $"| {name} | slice | 1 | {(9 * index) + 1} | in |\n")) + $"| whole | concat | | | {joined} |\n| pooled | maxpool 1x1 | | | |\n";
        CompiledNetwork compiled = Compiled(Joins(string.Empty), "Height=1", "Width=1", "Channels=64");
        int[] calls = [.. compiled.Files.Where(file => file.Text.Contains("// Plan for", StringComparison.Ordinal)).Select(file => Calls(file.Text))];
        Assert.Equal(KnownIsas.All.Count, calls.Length);

        // Besides the copies the pools, the input and the output: a step for each input at most, and those two.
        Assert.All(calls, count => Assert.Equal((231 * 65) + 61 + 2, count));
        MarkedTable.Expect(
            Joins("| «relu» | |\n"), "NETC2011", "more than 16000 inputs and kernels of all operations", "Height=1", "Width=1", "Channels=64");
    }

    [Fact]
    public void Kernels_count_with_the_panels_that_each_of_them_takes()
    {
        // 64 kernels for a channel each: 64·16·(1 + 513·513) numbers, of which one in 16 is a weight.
        string kernels = string.Join(".", Enumerable.Repeat("513", 64));
        MarkedTable.Expect(
            $"# Large\n\n## Network\n\n| operator | kernels |\n|---|---|\n| «dwconv» | {kernels} |\n",
            "NETC2104", "weights of the network up to here is 269486080: expected 0 to 268435456", "Height=1", "Width=1", "Channels=64");
    }

    [Fact]
    public void A_map_as_large_as_is_accepted_is_compiled()
    {
        Compiled(Text("| avgpool | |"), "Height=8192", "Width=1024", "Channels=8");
        MarkedTable.Expect(Text("| avgpool | |"), "NETC2104", "elements is 67117056: expected 1 to 67108864", "Height=8193", "Width=1024", "Channels=8");
    }

    [Fact]
    public void As_many_elements_as_are_accepted_are_compiled()
    {
        // The input counts twice: 2·62,500,000 and six maps of as many elements are 500,000,000.
        Compiled(Text("| maxpool 1x1 | 6 |"), "Height=3125", "Width=2500", "Channels=8");
        MarkedTable.Expect(
            Text("| maxpool 1x1 | 6 |\n| «avgpool» | |"), "NETC2104", "elements of all maps up to here is 500000008: expected 0 to 500000000", "Height=3125", "Width=2500", "Channels=8");
    }

    [Fact]
    public void As_many_weights_as_are_accepted_are_compiled()
    {
        // (1 + 16383)·16384 = 2^28: the first row is the bias.
        Compiled(Text("| conv2d 1x1 c=16384 | |"), "Height=1", "Width=1", "Channels=16383");
        MarkedTable.Expect(
            Text("| «conv2d 1x1 c=16384» | |"), "NETC2104", "weights of the network up to here is 268451840: expected 0 to 268435456", "Height=1", "Width=1", "Channels=16384");
    }

    private static string Text(string rows) => $"# Large\n\n## Network\n\n| operator | n |\n|---|---|\n{rows}\n";

    private static CompiledNetwork Compiled(string text, params string[] settings)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(
            Declarations.Declare("Test.net.md", settings), EquatableArray.Of(new TableFile(Declarations.Path, text)));
        Assert.Equal([], compiled.Problems.Select(ProblemText.Describe));
        Assert.True(compiled.Files.Count > 1);
        return compiled;
    }

    /// <summary>Calls of kernels in a file: a comment with the step's number and name stands before each.</summary>
    private static int Calls(string text) => Regex.Count(text, @"^ *// \d+ [^:\n]+: \d+×\d+×\d+$", RegexOptions.Multiline);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Folder([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
