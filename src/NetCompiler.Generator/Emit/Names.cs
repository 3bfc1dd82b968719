using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>Every identifier that appears in generated code and is not a local.</summary>
internal static class Names
{
    /// <summary>The nested class of one instruction set; not <c>Avx2</c>, which would hide the intrinsics.</summary>
    public static string KernelClass(VectorIsa isa) => isa.Name + "Kernels";

    /// <summary>
    /// A kernel's method: named for what it computes, since steps of one shape share it. Two that differ in layout alone are told apart by a number.
    /// </summary>
    public static string KernelMethod(KernelStep step) => step switch
    {
        DenseConvStep { Input.Shape.Pixels: 1 } dense => $"FullyConnected_{Channels(dense)}{Suffix(dense.Epilogue)}",
        DenseConvStep { Window.IsPointwise: true } dense => $"Pointwise_{Map(dense.Input.Shape)}_{Channels(dense)}{Suffix(dense.Epilogue)}",
        DenseConvStep dense => $"Conv{Kernel(dense.Window)}_{Map(dense.Input.Shape)}_{Channels(dense)}{Suffix(dense.Epilogue)}",
        DepthwiseConvStep depthwise =>
            $"Depthwise{Kernel(depthwise.Window)}_{Map(depthwise.Input.Shape)}_{depthwise.Input.Shape.Channels}{Suffix(depthwise.Epilogue)}",
        AveragePoolStep pool => $"AveragePool{Kernel(pool.Window)}_{Map(pool.Input.Shape)}_{pool.Input.Shape.Channels}",
        ElementwiseStep elementwise =>
            $"Elementwise_{Map(elementwise.Input.Shape)}_{elementwise.Input.Shape.Channels}{Suffix(elementwise.Epilogue)}",
        InputStep => "ReadInput",
        OutputStep => "WriteOutput",
        _ => step.Name,
    };

    private static string Channels(DenseConvStep step) => $"{step.Layer.InputChannels}_to_{step.Layer.OutputChannels}";

    private static string Map(Shape shape) => $"{shape.Height}x{shape.Width}";

    private static string Kernel(WindowGeometry window)
    {
        string stride = window.StrideHeight == window.StrideWidth
            ? window.StrideHeight == 1 ? string.Empty : $"s{window.StrideHeight}"
            : $"s{window.StrideHeight}x{window.StrideWidth}";
        string dilation = window.DilationHeight == 1 && window.DilationWidth == 1
            ? string.Empty
            : $"d{window.DilationHeight}x{window.DilationWidth}";
        return $"{window.KernelHeight}x{window.KernelWidth}{stride}{dilation}";
    }

    private static string Suffix(Epilogue epilogue) => string.Concat(epilogue.Parts.Select(part =>
        part == EpiloguePart.AddResidual ? "_Add" : part == EpiloguePart.Relu ? "_Relu" : "_Relu6"));
}
