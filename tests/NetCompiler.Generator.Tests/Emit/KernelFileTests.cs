using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Snapshots;
using Xunit;
using static NetCompiler.Testing.Models.NetworkSketch;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>Kernel files of the smallest networks, for people to read, and what holds of any such file.</summary>
public class KernelFileTests
{
    [Fact]
    public void A_depthwise_and_a_pointwise_convolution()
    {
        foreach (VectorIsa isa in KnownIsas.All)
        {
            Snapshot.Match(Emit(Separable(), isa), "cs", isa.Name);
        }
    }

    [Fact]
    public void A_stem_over_the_callers_picture()
    {
        NetworkSketch sketch = new(6, 6, 3);
        sketch.Conv("Stem", Input, 8, Square(3, 2), norm: true, activation: ActivationKind.Relu);
        Snapshot.Match(Emit(sketch, KnownIsas.Avx2), "cs");
    }

    [Fact]
    public void Code_for_ahead_of_time_compilation_carries_no_attribute()
    {
        Assert.Contains("AggressiveOptimization", Emit(Separable(), KnownIsas.Avx2));
        Assert.DoesNotContain("AggressiveOptimization", Emit(Separable(), KnownIsas.Avx2, readyToRun: true));
    }

    [Fact]
    public void Steps_of_one_shape_share_a_method_and_others_do_not()
    {
        NetworkSketch sketch = new(4, 4, 3);
        int first = sketch.Conv("First", Input, 8, Square(1));
        int second = sketch.Conv("Second", first, 8, Square(1));
        int third = sketch.Conv("Third", second, 8, Square(1));
        sketch.Conv("Other", third, 16, Square(1));
        string[] methods = [.. Emit(sketch, KnownIsas.Avx2).Split('\n').Where(line => line.Contains("private static void Pointwise"))];

        // The first reads the caller's interleaved map, so it is a kernel of its own.
        Assert.Equal(3, methods.Length);
    }

    [Fact]
    public void Pointwise_convolutions_of_all_sizes_share_a_kernel()
    {
        NetworkSketch sketch = new(31, 31, 8);
        int previous = sketch.Activate("Planes", Input, ActivationKind.Relu6);
        foreach (int channels in new[] { 48, 32, 192, 16 })
        {
            previous = sketch.Conv($"To{channels}", previous, channels, Square(1));
        }

        string[] lines =
        [
            .. Emit(sketch, KnownIsas.Avx2, enabled: Optimizations.All & ~Optimizations.Bands).Split('\n').Where(line => line.Contains("Pointwise_6or5x16(")),
        ];
        Assert.Equal(5, lines.Length);
        Assert.EndsWith("inputChannels: 8, inputPitch: 7696, blocks: 3, outputPitch: 7696);", lines[0]);
        Assert.EndsWith("inputChannels: 192, inputPitch: 7696, blocks: 1, outputPitch: 7696);", lines[3]);
        Assert.Contains("private static void Pointwise_6or5x16(", lines[4]);
    }

    [Fact]
    public void Methods_of_activations_are_written_once_and_only_where_they_are_used()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int first = sketch.Conv("First", Input, 8, Square(1), activation: ActivationKind.Swish);
        int second = sketch.Conv("Second", first, 16, Square(1), activation: ActivationKind.Swish);
        sketch.Conv("Third", second, 8, Square(1), activation: ActivationKind.LeakyRelu);
        string text = Emit(sketch, KnownIsas.Avx2);
        Assert.Single(text.Split('\n'), line => line.Contains("> Swish("));
        Assert.Contains("Swish(sum0_0).StoreUnsafe(", text);
        Assert.DoesNotContain("Sigmoid(", text);
        Assert.DoesNotContain("Tanh(", text);
        Assert.DoesNotContain("LeakyRelu(Vector", text);
    }

    [Fact]
    public void Each_output_is_a_reference_of_its_own()
    {
        NetworkSketch sketch = new(4, 4, 8);
        int first = sketch.Conv("First", Input, 8, Square(1));
        sketch.Conv("Second", first, 16, Square(1));
        NetworkGraph graph = PassList.Run(GraphBuilder.Build(sketch.Finish(taps: [first])).Graph!);
        string text = KernelFileEmitter.Emit(new TypeHierarchy("Sample", default, "public", "Small"), Planner.Plan(graph, KnownIsas.Avx2)).Text;
        Assert.Contains("Run(ref float input, ref float weights, ref float workspace, ref float output, ref float output1)", text);
        Assert.Contains(", ref output);", text);
        Assert.Contains(", ref output1);", text);
    }

    [Fact]
    public void Windows_that_are_not_evenly_apart_stand_in_a_table()
    {
        NetworkSketch even = new(4, 4, 64);
        even.GroupConv("Layer", Input, 64, 4, Square(3));
        Assert.DoesNotContain("windows", Emit(even, KnownIsas.Avx2));
        NetworkSketch uneven = new(4, 4, 116);
        uneven.GroupConv("Layer", Input, 116, 4, Square(3));
        Assert.Contains("ReadOnlySpan<int> windows = [", Emit(uneven, KnownIsas.Avx2));
    }

    [Fact]
    public void No_line_has_pointers_or_unsafe_code()
    {
        foreach (VectorIsa isa in KnownIsas.All)
        {
            string text = Emit(Separable(), isa);
            Assert.DoesNotContain("unsafe ", text);
            Assert.DoesNotContain("SkipLocalsInit", text);
            Assert.DoesNotContain("float*", text);
            Assert.DoesNotContain("\r", text);
        }
    }

    private static NetworkSketch Separable()
    {
        NetworkSketch sketch = new(5, 5, 8);
        int depthwise = sketch.Depthwise("Depthwise", Input, 8, Square(3), norm: true, activation: ActivationKind.Relu6);
        sketch.Conv("Pointwise", depthwise, 16, Square(1), norm: true);
        return sketch;
    }

    private static string Emit(NetworkSketch sketch, VectorIsa isa, bool readyToRun = false, Optimizations enabled = Optimizations.All)
    {
        NetworkGraph graph = PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!);
        TypeHierarchy type = new("Sample", default, "public", "Small");
        return KernelFileEmitter.Emit(type, Planner.Plan(graph, isa, new PlanOptions(enabled)), readyToRun).Text;
    }
}
