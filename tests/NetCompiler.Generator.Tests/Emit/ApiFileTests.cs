using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Tests.Pipeline;
using NetCompiler.Testing.Generation;
using NetCompiler.Testing.Snapshots;
using Xunit;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>The public surface: what it looks like, that it compiles everywhere, and that it runs.</summary>
public sealed class ApiFileTests
{
    [Fact]
    public void Network_of_rows() => Snapshot.Match(GeneratorHarness.Run(SmallNetworks.Rows).Files["Demo.TinyNet.g.cs"], "cs");

    [Fact]
    public void Network_with_an_error() =>
        Snapshot.Match(GeneratorHarness.Run(SmallNetworks.Rows.Replace("avgpool", "avgpol")).Files["Demo.TinyNet.g.cs"], "cs");

    [Theory]
    [InlineData(NullableContextOptions.Enable, true)]
    [InlineData(NullableContextOptions.Disable, false)]
    public void Compiles_without_a_warning(NullableContextOptions nullable, bool checkOverflow)
    {
        GeneratorRun run = GeneratorHarness.Run(GeneratorInput.Of(SmallNetworks.Rows) with { Nullable = nullable, CheckOverflow = checkOverflow });
        Assert.Empty(run.Reports);
        Assert.Empty(run.CompilerReports);
    }

    [Theory]
    [InlineData("namespace @event { partial class @class { [MobileNetV2(Alpha = 0.35, Resolution = 32)] partial class @record; } }", "event.class+record.g.cs")]
    [InlineData("partial interface IOuter<T, U> { partial struct Middle { [MobileNetV2(Alpha = 0.35, Resolution = 32)] private protected sealed partial class Net; } }", null)]
    [InlineData("partial record Outer { internal partial record struct Middle<T> { [MobileNetV2(Alpha = 0.35, Resolution = 32)] private partial class Net; } }", "Outer+Middle`1+Net.g.cs")]
    [InlineData("namespace System { [MobileNetV2(Alpha = 0.35, Resolution = 32)] partial class NetCompiler; }", "System.NetCompiler.g.cs")]
    public void Classes_stand_anywhere(string declaration, string? file)
    {
        GeneratorRun run = GeneratorHarness.Run("using NetCompiler;\n" + declaration);
        Assert.Empty(run.Reports);
        if (file is not null)
        {
            Assert.Empty(run.CompilerReports);
            Assert.Contains(file, run.Files.Keys);
        }
    }

    [Fact]
    public void The_surface_is_what_declarations_are_checked_against()
    {
        using LoadedProject project = GeneratorHarness.Run(SmallNetworks.Rows).Load();
        Type type = project.Type("Demo.TinyNet");
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        string[] members =
        [
            .. type.GetMembers(All)
                .Where(member => member is not ConstructorInfo && member is not MethodInfo { IsSpecialName: true })
                .Select(member => member.Name)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(ApiSurface.Members.Select(member => member.Name).Distinct().Order(StringComparer.Ordinal), members);
    }

    [Fact]
    public void A_network_with_an_error_throws_the_reason()
    {
        GeneratorRun run = GeneratorHarness.Run(SmallNetworks.Rows.Replace("avgpool", "avgpol"));
        Assert.Empty(run.CompilerReports);
        Diagnostic problem = Assert.Single(run.Diagnostics);
        Assert.Equal(4, problem.Location.GetLineSpan().StartLinePosition.Line - 3);
        using LoadedProject project = run.LoadDespiteReports();
        MethodInfo load = project.Type("Demo.TinyNet").GetMethod("Load", [typeof(string), typeof(WeightOptions)])!;
        TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => load.Invoke(null, ["weights", null]));
        InvalidOperationException reason = Assert.IsType<InvalidOperationException>(thrown.InnerException);
        Assert.Equal(problem.Id + ": " + problem.GetMessage(), reason.Message);
    }

    [Fact]
    public void A_network_runs_over_memory_of_the_caller()
    {
        string source = SmallNetworks.Rows + """


            internal static class Program
            {
                public static float[] Run(System.Memory<float> weights, System.Memory<float> workspace, float[] input)
                {
                    using TinyNet net = TinyNet.Over(weights, workspace);
                    float[] output = new float[TinyNet.OutputLength];
                    net.Run(input, output);
                    return output;
                }

                public static int[] Sizes => [TinyNet.WeightBytes, TinyNet.WorkspaceBytes, TinyNet.InputLength];
            }
            """;
        using LoadedProject project = GeneratorHarness.Run(source).Load();
        Type program = project.Type("Demo.Program");
        int[] sizes = (int[])program.GetProperty("Sizes")!.GetValue(null)!;

        // Biases alone: the stem's are lost on nothing, the classifier's come out as they are.
        Memory<float> weights = Aligned(sizes[0] / 4);
        int classifier = weights.Length - (16 * 17);
        for (int i = 0; i < 10; i++)
        {
            weights.Span[classifier + i] = i - 4.5f;
        }

        object[] arguments = [weights, Aligned(sizes[1] / 4), Enumerable.Repeat(0.25f, sizes[2]).ToArray()];
        float[] output = (float[])program.GetMethod("Run")!.Invoke(null, arguments)!;
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i - 4.5f), output);

        // One weight from the first channel of the pooled map to class 3, the stem's first bias 2: 2 · 0.5 more.
        weights.Span[0] = 2;
        weights.Span[classifier + 16 + 3] = 0.5f;
        output = (float[])program.GetMethod("Run")!.Invoke(null, arguments)!;
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i - 4.5f + (i == 3 ? 1 : 0)), output);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_in_every_culture()
    {
        IReadOnlyDictionary<string, string> expected = GeneratorHarness.Run(SmallNetworks.Rows).Files;
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo odd = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = "'";
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected, GeneratorHarness.Run(SmallNetworks.Rows).Files);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Memory that begins at a multiple of 64 bytes and stays there.</summary>
    private static Memory<float> Aligned(int length)
    {
        float[] memory = GC.AllocateArray<float>(length + 16, pinned: true);
        long address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        return memory.AsMemory((int)((64 - (address % 64)) % 64 / 4), length);
    }
}
