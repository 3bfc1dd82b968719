using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Plan;
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

    private static string Emit(NetworkSketch sketch, VectorIsa isa, bool readyToRun = false)
    {
        NetworkGraph graph = PassList.Run(GraphBuilder.Build(sketch.Finish()).Graph!);
        TypeHierarchy type = new("Sample", default, "public", "Small");
        return KernelFileEmitter.Emit(type, Planner.Plan(graph, isa), readyToRun).Text;
    }
}
