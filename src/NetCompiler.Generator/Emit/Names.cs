using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Kernels;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>Every identifier that appears in generated code and is not a local.</summary>
internal static class Names
{
    /// <summary>The nested class of one instruction set; not <c>Avx2</c>, which would hide the intrinsics.</summary>
    public static string KernelClass(VectorIsa isa) => isa.Name + "Kernels";

    /// <summary>The entry beside <c>Run</c> that notes the time after each step, where one is wanted.</summary>
    public const string TimedRun = "RunTimed";

    /// <summary>The parameter of <c>Run</c> for one of the caller's outputs.</summary>
    public static string OutputReference(int index) => index == 0 ? "output" : $"output{CodeWriter.Number(index)}";

    /// <summary>The table of channels of a step, by the step's number.</summary>
    public static string ChannelTable(int step) => $"Channels{CodeWriter.Number(step)}";

    /// <summary>
    /// A kernel's method: named for what it computes, since steps of one shape share it. Two that differ in layout alone are told apart by a number.
    /// </summary>
    public static string KernelMethod(KernelStep step) => WholeMapMethod(step) + (step.Bands is null ? "" : "_Rows");

    /// <summary>The method of a chain, named for its first and last member.</summary>
    public static string ChainMethod(IReadOnlyList<KernelStep> members, bool isTimed) =>
        $"{members[0].Name}_to_{members[members.Count - 1].Name}{(isTimed ? "_Timed" : "")}".Replace('.', '_');

    private static string WholeMapMethod(KernelStep step) => step switch
    {
        DenseConvStep { Input.Shape.Pixels: 1 } dense => $"FullyConnected_{Channels(dense)}{Suffix(dense.Epilogue)}",
        DenseConvStep { Window.IsPointwise: true } dense => $"Pointwise_{Map(dense.Input.Shape)}_{Channels(dense)}{Suffix(dense.Epilogue)}",
        WinogradStep winograd =>
            $"Winograd{winograd.Tiling.Side}_{Map(winograd.Input.Shape)}_{winograd.Layer.InputChannels}_to_{winograd.Layer.OutputChannels}{Suffix(winograd.Epilogue)}",
        DenseConvStep dense => $"Conv{Kernel(dense.Window)}_{Map(dense.Input.Shape)}_{Channels(dense)}{Suffix(dense.Epilogue)}",
        GatheredConvStep { Input.Shape.Pixels: 1 } gathered => $"FullyConnected_{Channels(gathered.Layer)}_Gathered{Suffix(gathered.Epilogue)}",
        GatheredConvStep gathered => $"Pointwise_{Map(gathered.Input.Shape)}_{Channels(gathered.Layer)}_Gathered{Suffix(gathered.Epilogue)}",
        DepthwiseConvStep depthwise =>
            $"Depthwise{Kernel(depthwise.Window)}_{Map(depthwise.Input.Shape)}_{Channels(depthwise)}{Suffix(depthwise.Epilogue)}",
        AveragePoolStep pool => $"AveragePool{Kernel(pool.Window)}_{Map(pool.Input.Shape)}_{pool.Input.Shape.Channels}",
        MaxPoolStep pool => $"MaxPool{Kernel(pool.Window)}_{Map(pool.Input.Shape)}_{pool.Input.Shape.Channels}",
        AdaptivePoolStep pool => $"AdaptivePool_{Map(pool.Input.Shape)}_to_{Map(pool.Output.Shape)}_{pool.Input.Shape.Channels}",
        MultiplyStep multiply =>
            $"Multiply_{Map(multiply.Input.Shape)}_{multiply.Input.Shape.Channels}{(multiply.Factor.Shape.Pixels == 1 ? "_ByChannel" : "")}{Suffix(multiply.Epilogue)}",
        CopyStep copy => $"Copy_{Map(copy.Input.Shape)}_{copy.Channels}_from_{copy.FirstInput}_to_{copy.FirstOutput}",
        GatherStep gather => $"Gather_{Map(gather.Output.Shape)}_{gather.Count}",
        ResponseNormStep norm => $"ResponseNorm_{Map(norm.Input.Shape)}_{norm.Input.Shape.Channels}",
        ElementwiseStep elementwise =>
            $"Elementwise_{Map(elementwise.Input.Shape)}_{elementwise.Input.Shape.Channels}{Suffix(elementwise.Epilogue)}",
        InputStep => "ReadInput",
        OutputStep => "WriteOutput",
        _ => step.Name,
    };

    /// <summary>A kernel of 1×1 convolutions, named for its block: pixels × channels.</summary>
    public static string Pointwise(PointwiseKernel kernel, VectorIsa isa) => kernel is { Wide: 1, Narrow: 0 }
        ? $"FullyConnected_{kernel.Tiles * isa.Lanes}{Suffix(kernel.Parts)}"
        : $"Pointwise_{kernel.Wide}{(kernel.Narrow > 0 ? $"or{kernel.Narrow}" : "")}x{(kernel.Tiles * isa.Lanes) - (kernel.EndsInHalf ? isa.Lanes / 2 : 0)}{Suffix(kernel.Parts)}";

    private static string Channels(DenseConvStep step) => Channels(step.Layer);

    private static string Channels(PlannedLayer layer) =>
        $"{layer.InputChannels}_to_{layer.OutputChannels}{(layer.Groups == 1 ? "" : $"_g{layer.Groups}")}";

    private static string Channels(DepthwiseConvStep step) => !step.Layer.IsPart
        ? $"{step.Layer.OutputChannels}"
        : $"{step.Layer.OutputChannels}_from_{step.Layer.FirstChannel}";

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

    public static string Suffix(Epilogue epilogue) => Suffix(epilogue.Parts);

    private static string Suffix(IEnumerable<EpiloguePart> parts) => string.Concat(parts.Select(part =>
        part == EpiloguePart.AddResidual ? "_Add"
        : part == EpiloguePart.Relu ? "_Relu"
        : part == EpiloguePart.Relu6 ? "_Relu6"
        : part == EpiloguePart.LeakyRelu ? "_LeakyRelu"
        : "_" + ActivationMethods.NameOf(part)));
}
