using NetCompiler.CompilerServices;

namespace NetCompiler.Runtime.Tests;

/// <summary>
/// A description with one layer of each kind, odd channel counts and three dialects; checkpoints for it with values that differ everywhere; and
/// a reader of its weight block that asks for one weight at a time.
/// </summary>
internal static class SmallNetwork
{
    public const int Height = 4;
    public const int Width = 5;
    public const string Fingerprint = "0123456789abcdef0123456789ABCDEF";

    public static readonly WeightLayer Stem = new(
        "Stem", WeightLayerKind.Convolution, 3, 2, 3, 19, 0, false, true, "features.0 features.1", "conv_stem bn1", "Conv1 bn_Conv1");

    public static readonly WeightLayer Depthwise = new(
        "Block.Depthwise", WeightLayerKind.Depthwise, 3, 3, 19, 19, End(Stem), false, true, "features.2 features.3", "blocks.0.conv_dw blocks.0.bn1", "dw dw_BN");

    public static readonly WeightLayer Expand = new(
        "Block.Expand", WeightLayerKind.Convolution, 1, 1, 19, 70, End(Depthwise), false, true, "features.4 features.5", "blocks.0.conv_pw blocks.0.bn2", "pw pw_BN");

    public static readonly WeightLayer Classifier = new(
        "Classifier", WeightLayerKind.FullyConnected, 2, 2, 70, 5, End(Expand), true, false, "classifier.1", "classifier", "preds");

    public static readonly NetworkDescription Description = Describe("Torchvision");

    public static WeightLayer[] Layers => [Stem, Depthwise, Expand, Classifier];

    public static NetworkDescription Describe(string? form, string fingerprint = Fingerprint, ChannelOrder order = ChannelOrder.Rgb) => new(
        "SmallNet", Height, Width, 3, 5, End(Classifier), 128, 16, fingerprint, form,
        new Preprocessing(Height, Width, 3, 1, Interpolation.Bilinear, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225], order),
        [new DialectDescription("torchvision", 1e-5, "Torchvision"), new DialectDescription("timm", 1e-5, "Torchvision"), new DialectDescription("keras", 1e-3, "Keras")],
        Layers);

    /// <summary>The network, shared by several workers.</summary>
    public static NetworkDescription Describe(string? form, int workers, WorkerEntry assist) => new(
        "SmallNet", Height, Width, 3, 5, End(Classifier), 128, 16, Fingerprint, form,
        new Preprocessing(Height, Width, 3, 1, Interpolation.Bilinear, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225], ChannelOrder.Rgb),
        [new DialectDescription("torchvision", 1e-5, "Torchvision"), new DialectDescription("timm", 1e-5, "Torchvision"), new DialectDescription("keras", 1e-3, "Keras")],
        Layers)
    {
        Workers = workers,
        Assist = assist,
    };

    /// <summary>A checkpoint of the dialect at that index, batch norms apart.</summary>
    public static SafetensorsBuilder Checkpoint(int dialect, string type = "F32")
    {
        SafetensorsBuilder file = new();
        bool keras = dialect == 2;
        foreach (WeightLayer layer in Layers)
        {
            string[] names = layer.Names[dialect].Split(' ');
            long[] shape = Shape(layer, keras);
            string suffix = !keras ? ".weight" : layer.Kind == WeightLayerKind.Depthwise ? "/depthwise_kernel" : "/kernel";
            file.Add(names[0] + suffix, type, shape, Numbers(names[0], (int)shape.Aggregate(1L, (a, b) => a * b)));
            if (layer.HasBias)
            {
                file.Add(names[0] + (keras ? "/bias" : ".bias"), type, [layer.OutputChannels], Numbers(names[0] + "b", layer.OutputChannels));
            }

            if (layer.HasNorm)
            {
                string[] norm = keras ? ["/gamma", "/beta", "/moving_mean", "/moving_variance"] : [".weight", ".bias", ".running_mean", ".running_var"];
                for (int i = 0; i < 4; i++)
                {
                    float[] numbers = Numbers(names[1] + i, layer.OutputChannels);
                    file.Add(names[1] + norm[i], type, [layer.OutputChannels], i == 3 ? [.. numbers.Select(n => Math.Abs(n) + 0.25f)] : numbers);
                }

                if (!keras)
                {
                    file.Add(names[1] + ".num_batches_tracked", "I64", [], [7]);
                }
            }
        }

        return file;
    }

    /// <summary>The usual shape of a layer's weights.</summary>
    public static long[] Shape(WeightLayer layer, bool keras)
    {
        (long h, long w, long i, long o) = (layer.KernelHeight, layer.KernelWidth, layer.InputChannels, layer.OutputChannels);
        return (layer.Kind, keras) switch
        {
            (WeightLayerKind.Depthwise, false) => [o, 1, h, w],
            (WeightLayerKind.Depthwise, true) => [h, w, o, 1],
            (WeightLayerKind.FullyConnected, false) => [o, i * h * w],
            (WeightLayerKind.FullyConnected, true) => [h * w * i, o],
            (_, false) => [o, i, h, w],
            (_, true) => [h, w, i, o],
        };
    }

    /// <summary>Numbers in (-1, 1), multiples of 1/64 so that F16 and BF16 hold them exactly, other ones for another seed.</summary>
    public static float[] Numbers(string seed, int count)
    {
        uint state = 2166136261;
        foreach (char c in seed)
        {
            state = (state ^ c) * 16777619;
        }

        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            state = (state * 1664525) + 1013904223;
            numbers[i] = ((int)(state >> 25) - 63.5f) / 64;
        }

        return numbers;
    }

    /// <summary>Where the layout puts the weight of a tap, by its definition.</summary>
    public static int WeightIndex(WeightLayer layer, int y, int x, int input, int output)
    {
        int inputs = layer.Kind == WeightLayerKind.Depthwise ? 1 : layer.InputChannels;
        int taps = layer.KernelHeight * layer.KernelWidth * inputs;
        int tap = (((y * layer.KernelWidth) + x) * inputs) + input;
        return layer.Offset + (output / 16 * 16 * (1 + taps)) + 16 + (16 * tap) + (output % 16);
    }

    /// <summary>Where the layout puts a bias.</summary>
    public static int BiasIndex(WeightLayer layer, int output) => WeightIndex(layer, 0, 0, 0, output) - 16;

    private static int End(WeightLayer layer)
    {
        int inputs = layer.Kind == WeightLayerKind.Depthwise ? 1 : layer.InputChannels;
        return layer.Offset + ((layer.OutputChannels + 15) / 16 * 16 * (1 + (layer.KernelHeight * layer.KernelWidth * inputs)));
    }
}
