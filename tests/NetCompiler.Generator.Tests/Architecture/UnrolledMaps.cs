using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Height and width of what every operation of an unrolled network yields, worked out from its windows alone.</summary>
internal sealed class UnrolledMaps
{
    private readonly UnrolledNetwork _network;
    private readonly (int Height, int Width)[] _maps;

    public UnrolledMaps(UnrolledNetwork network)
    {
        _network = network;
        _maps = new (int Height, int Width)[network.Operations.Count];
        for (int index = 0; index < _maps.Length; index++)
        {
            _maps[index] = After(network.Operations[index], Entering(network.Operations[index]));
        }
    }

    public (int Height, int Width) Entering(PrimitiveOperation operation) =>
        operation.Inputs[0] < 0 ? (_network.Height, _network.Width) : _maps[operation.Inputs[0]];

    public (int Height, int Width) Leaving(int operation) => _maps[operation];

    public int EnteringChannels(PrimitiveOperation operation) =>
        operation.Inputs[0] < 0 ? _network.Channels : _network.Operations[operation.Inputs[0]].OutputChannels;

    /// <summary>Weights of the sum: none for a batch norm alone.</summary>
    public long Weights(PrimitiveOperation operation)
    {
        (int height, int width) = Entering(operation);
        long entering = EnteringChannels(operation);
        return operation.Operator switch
        {
            "conv2d" => (long)operation.Window!.Height * operation.Window.Width * entering / operation.Groups * operation.OutputChannels,
            "dwconv" => operation.Window!.Height * operation.Window.Width * entering,
            "fc" => height * width * entering * operation.OutputChannels,
            _ => 0,
        };
    }

    public long MultiplyAdds(int index)
    {
        long positions = _network.Operations[index].Operator == "fc" ? 1 : (long)_maps[index].Height * _maps[index].Width;
        return Weights(_network.Operations[index]) * positions;
    }

    public static int NormChannels(PrimitiveOperation operation) =>
        operation.Norm || operation.Operator == "batchnorm" ? operation.OutputChannels : 0;

    public static int Biases(PrimitiveOperation operation) => operation.Bias ? operation.OutputChannels : 0;

    /// <summary>What is padded above or on the left, and below or on the right.</summary>
    public static (int Before, int After) Padding(Window window, bool isRows, int size)
    {
        int kernel = isRows ? window.Height : window.Width;
        int stride = isRows ? window.StrideHeight : window.StrideWidth;
        int reach = (isRows ? window.DilationHeight : window.DilationWidth) * (kernel - 1);
        switch (window.Padding.Kind)
        {
            case PaddingKind.Same:
                int missing = Math.Max(0, (((size + stride - 1) / stride) - 1) * stride + reach + 1 - size);
                return (missing / 2, missing - (missing / 2));
            case PaddingKind.Symmetric:
                return (reach / 2, reach / 2);
            case PaddingKind.Explicit:
                return isRows ? (window.Padding.Top, window.Padding.Bottom) : (window.Padding.Left, window.Padding.Right);
            default:
                return (0, 0);
        }
    }

    private static (int Height, int Width) After(PrimitiveOperation operation, (int Height, int Width) map) => operation switch
    {
        { Operator: "fc" } or { Window.IsGlobal: true } => (1, 1),
        { Operator: "adaptivepool" } => (operation.Window!.Height, operation.Window.Width),
        { Window: Window window } => (Size(window, true, map.Height), Size(window, false, map.Width)),
        _ => map,
    };

    private static int Size(Window window, bool isRows, int size)
    {
        int kernel = isRows ? window.Height : window.Width;
        int stride = isRows ? window.StrideHeight : window.StrideWidth;
        int reach = (isRows ? window.DilationHeight : window.DilationWidth) * (kernel - 1);
        (int before, int after) = Padding(window, isRows, size);
        int free = size + before + after - reach - 1;
        int count = (free / stride) + 1;

        // A window more where it begins inside of the map or the padding before it.
        return window.IsCeil && free % stride != 0 && count * stride < size + before ? count + 1 : count;
    }
}
