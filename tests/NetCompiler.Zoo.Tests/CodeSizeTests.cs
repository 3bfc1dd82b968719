using NetCompiler.Generator;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using Xunit;
using Xunit.Abstractions;

namespace NetCompiler.Zoo.Tests;

/// <summary>How much code is generated for the networks of the zoo: text that a build has to compile, and methods that the JIT has to optimise.</summary>
public sealed class CodeSizeTests(ITestOutputHelper output)
{
    /// <summary>No method takes more of any limit of the JIT than this, so that the JIT's own temporaries have room.</summary>
    private const double LargestShare = 0.25;

    /// <summary>Bytes of one instruction set's file of MobileNetV2.</summary>
    private const int LargestFile = 400 * 1024;

    public static IEnumerable<object[]> Networks => ZooCatalog.Names.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_method_stays_within_a_quarter_of_the_JITs_limits(string network)
    {
        foreach (GeneratedFile file in KernelFiles(network))
        {
            IReadOnlyList<MethodSize> methods = MethodSize.OfFile(file.Text);
            MethodSize largest = methods.MaxBy(method => method.ShareOfLimits)!;
            output.WriteLine(
                $"{file.HintName}: {file.Text.Length} characters, {methods.Count} methods, {methods.Sum(method => method.IlBytes)} bytes of IL; largest: {largest.Name}, "
                + $"{largest.IlBytes} bytes, {largest.Instructions} instructions, {largest.Blocks} blocks, {largest.Locals} locals, {largest.LocalReferences} references to locals");
            Assert.True(largest.ShareOfLimits <= LargestShare, $"{file.HintName}: {largest} takes {largest.ShareOfLimits:P1} of a limit.");
        }
    }

    [Fact]
    public void The_files_of_MobileNetV2_stay_small()
    {
        foreach (GeneratedFile file in KernelFiles("MobileNetV2"))
        {
            int bytes = System.Text.Encoding.UTF8.GetByteCount(file.Text);
            output.WriteLine($"{file.HintName}: {bytes} bytes");
            Assert.InRange(bytes, 1, LargestFile);
        }
    }

    [Fact]
    public void Sizes_are_those_of_the_compiled_method()
    {
        // ldarg.0, ldarg.0, add, ret; and with one branch three pieces: before it, behind it, where it leads.
        IReadOnlyList<MethodSize> methods = MethodSize.OfFile("static class C { static int Twice(int x) => x + x; static int Larger(int x, int y) => x > y ? x : y; }");
        Assert.Equal(new MethodSize("Twice", 4, 4, 1, 0, 2), methods.Single(method => method.Name == "Twice"));
        MethodSize larger = methods.Single(method => method.Name == "Larger");
        Assert.Equal((3, 0, 4), (larger.Blocks, larger.Locals, larger.LocalReferences));
    }

    private static IEnumerable<GeneratedFile> KernelFiles(string network) =>
        NetworkCompiler.Compile(ZooNetwork.Declare(network), EquatableArray<TableFile>.Empty).Files
            .Where(file => file.Text.Contains("// Plan for", StringComparison.Ordinal));
}
