using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Report;

/// <summary>The families that a page tells apart by colour; each name is a class of its style sheet.</summary>
internal static class OperationKind
{
    public const string Dense = "dense";

    public const string Pointwise = "pointwise";

    public const string Depthwise = "depthwise";

    public const string Connected = "connected";

    public const string Pool = "pool";

    public const string Other = "other";

    /// <summary>Families with their names for people, in the order of legends.</summary>
    public static readonly (string Kind, string Title)[] All =
    [
        (Dense, "convolution"),
        (Pointwise, "1×1 convolution"),
        (Depthwise, "depthwise"),
        (Connected, "fully connected"),
        (Pool, "pool"),
        (Other, "other"),
    ];

    public static string Of(Op op) => op switch
    {
        Convolution { Weights.Shape: WeightShape.FullyConnected } => Connected,
        Convolution { Kind: ConvolutionKind.Depthwise } => Depthwise,
        Convolution { KernelHeight: 1, KernelWidth: 1 } => Pointwise,
        Convolution => Dense,
        AveragePool or AdaptiveAveragePool or MaxPool => Pool,
        _ => Other,
    };

    public static string Of(KernelStep step) => step switch
    {
        DenseConvStep { Layer.Source.Shape: WeightShape.FullyConnected } => Connected,
        DenseConvStep { Layer: { KernelHeight: 1, KernelWidth: 1 } } => Pointwise,
        DenseConvStep or WinogradStep => Dense,
        GatheredConvStep { Layer.Source.Shape: WeightShape.FullyConnected } => Connected,
        GatheredConvStep => Pointwise,
        DepthwiseConvStep => Depthwise,
        AveragePoolStep or AdaptivePoolStep or MaxPoolStep => Pool,
        _ => Other,
    };
}
