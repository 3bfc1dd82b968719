using NetCompiler.CompilerServices;

namespace NetCompiler.Runtime.Tests;

/// <summary>
/// Layers that are more than a kernel over all channels: grouped convolutions with windows and without, a depthwise convolution of three kernels, one with room between its channels, a batch norm
/// that stands alone, layers whose channels are not in the order of their lanes, a classifier. Checkpoints for them, and their weight block by its definition, number by number.
/// </summary>
internal static class BranchedNetwork
{
    public const int Classes = 10;

    /// <summary>The layers with groups and parts counted in their names, or with one tensor for all groups.</summary>
    public static WeightLayer[] Layers(bool counted = true)
    {
        string group = counted ? ".{group}" : "";
        WeightLayer[] layers =
        [
            // 6 groups of 4 input and 6 output channels: panels end within groups and have windows that begin within others.
            new("Grouped", WeightLayerKind.Convolution, 3, 2, 24, 36, 0, true, false, $"grouped{group}", $"grouped{group}")
            {
                Groups = 6, PanelInputs = [0, 8, 8], ReadChannels = 16,
            },

            // 2 groups of 4 and 20; every panel reads all 8.
            new("Halves", WeightLayerKind.Convolution, 1, 1, 8, 40, 0, false, true, $"halves{group} halves_bn", $"halves{group} halves_bn") { Groups = 2 },
            Part(0, 3, 0, 21),
            Part(1, 5, 21, 13) with { Lanes = [-1, -1, -1, .. Enumerable.Range(0, 7), -1, -1, -1, -1, -1, -1, .. Enumerable.Range(7, 6)] },
            Part(2, 7, 34, 6),
            new("Alone", WeightLayerKind.Norm, 1, 1, 40, 40, 0, false, true, "alone", "alone"),
            // 3 groups of 5 in 20 outputs each, which fill panels of their own.
            new("Apart", WeightLayerKind.Convolution, 1, 1, 15, 60, 0, true, false, $"apart{group}", $"apart{group}")
            {
                Groups = 3, PanelInputs = [0, 0, 5, 5, 10, 10], ReadChannels = 5, Lanes = [.. Enumerable.Range(0, 96).Select(lane => lane % 32 < 20 ? (lane / 32 * 20) + (lane % 32) : -1)],
            },

            // Odd channels before even ones, and a depthwise layer with rooms between its channels.
            new("Ordered", WeightLayerKind.Convolution, 1, 1, 9, 20, 0, false, true, "ordered ordered_bn", "ordered ordered_bn")
            {
                Lanes = [.. Enumerable.Range(0, 20).Select(lane => lane < 10 ? (2 * lane) + 1 : 2 * (lane - 10))],
            },
            new("Scattered", WeightLayerKind.Depthwise, 3, 3, 6, 6, 0, false, true, "scattered scattered_bn", "scattered scattered_bn")
            {
                Lanes = [5, -1, 0, 1, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 4, 3],
            },
            new("Classifier", WeightLayerKind.FullyConnected, 1, 1, 40, Classes, 0, true, false, "fc", "fc") { IsClassifier = true },
        ];
        int offset = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = layers[i] with { Offset = offset };
            offset += Floats(layers[i]);
        }

        return layers;
    }

    public static NetworkDescription Describe(WeightLayer[] layers, params string[] ignored) => new(
        "BranchedNet", 2, 2, 24, Classes, layers.Sum(Floats), 96, 0, SmallNetwork.Fingerprint, null,
        new Preprocessing(2, 2, 24, 1, Interpolation.Box, [0], [1], ChannelOrder.Rgb),
        [new DialectDescription("authors", 1e-5, null) { Ignored = ignored }, new DialectDescription("keras", 1e-3, null)],
        layers);

    /// <summary>A checkpoint whose groups and parts are counted as the layers' names say.</summary>
    public static SafetensorsBuilder Checkpoint(WeightLayer[] layers, bool keras)
    {
        SafetensorsBuilder file = new();
        foreach (WeightLayer layer in layers)
        {
            string[] names = layer.Names[keras ? 1 : 0].Split(' ');
            if (layer.Kind != WeightLayerKind.Norm)
            {
                AddWeights(file, layer, names[0], keras);
            }

            if (layer.HasNorm && layer.Part == 0)
            {
                string[] suffixes = keras ? ["/gamma", "/beta", "/moving_mean", "/moving_variance"] : [".weight", ".bias", ".running_mean", ".running_var"];
                for (int i = 0; i < 4; i++)
                {
                    file.Add(names[^1] + suffixes[i], [layer.MapChannels], NormVector(names[^1], i, layer.MapChannels));
                }
            }
        }

        return file;
    }

    /// <summary>The weight block by its definition.</summary>
    public static float[] Pack(WeightLayer[] layers, double epsilon)
    {
        float[] block = new float[layers.Sum(Floats)];
        foreach (WeightLayer layer in layers)
        {
            double[] factors = [.. Enumerable.Range(0, layer.OutputChannels).Select(o => Factor(layer, o, epsilon))];
            float[] weights = Weights(layer);
            int inputs = InputsOf(layer);
            int groupOutputs = layer.OutputChannels / layer.Groups;
            bool isDense = layer.Kind is WeightLayerKind.Convolution or WeightLayerKind.FullyConnected;
            int rows = isDense ? layer.ReadChannels : 1;
            for (int lane = 0; lane < 16 * Panels(layer); lane++)
            {
                // The map's channel whose lane this is.
                int output = layer.Lanes is { } lanes
                    ? lane < lanes.Length ? lanes[lane] : -1
                    : (layer.FirstChannel / 16 * 16) + lane - layer.FirstChannel;
                if (output < 0 || output >= layer.OutputChannels)
                {
                    continue;
                }

                int panel = layer.Offset + (lane / 16 * 16 * (1 + (layer.KernelHeight * layer.KernelWidth * rows)));
                block[panel + (lane % 16)] = (float)Bias(layer, output, factors[output]);
                for (int tap = 0; tap < layer.KernelHeight * layer.KernelWidth; tap++)
                {
                    for (int row = 0; row < rows; row++)
                    {
                        int input = (layer.PanelInputs is { } first ? first[lane / 16] : 0) + row;
                        int own = isDense ? input - (output / groupOutputs * inputs) : 0;
                        float weight = own < 0 || own >= inputs ? 0 : weights[(((output * inputs) + own) * layer.KernelHeight * layer.KernelWidth) + tap];
                        block[panel + 16 + (16 * ((tap * rows) + row)) + (lane % 16)] = (float)(weight * factors[output]);
                    }
                }
            }
        }

        return block;
    }

    public static int Panels(WeightLayer layer) => layer.Lanes is { } lanes
        ? (lanes.Length + 15) / 16
        : ((layer.FirstChannel + layer.OutputChannels + 15) / 16) - (layer.FirstChannel / 16);

    public static int Floats(WeightLayer layer)
    {
        bool isDense = layer.Kind is WeightLayerKind.Convolution or WeightLayerKind.FullyConnected;
        return Panels(layer) * 16 * (1 + (layer.KernelHeight * layer.KernelWidth * (isDense ? layer.ReadChannels : 1)));
    }

    private static WeightLayer Part(int part, int kernel, int first, int channels) => new(
        $"Mixed.{part}", WeightLayerKind.Depthwise, kernel, kernel, 40, channels, 0, false, true, "mixed.{group} mixed_bn", "mixed_{group} mixed_bn")
    {
        Part = part, FirstChannel = first, MapChannels = 40,
    };

    private static void AddWeights(SafetensorsBuilder file, WeightLayer layer, string name, bool keras)
    {
        bool isDepthwise = layer.Kind == WeightLayerKind.Depthwise;
        bool isCounted = name.Contains("{group}", StringComparison.Ordinal) && !isDepthwise;
        int tensors = isCounted ? layer.Groups : 1;
        int outputs = layer.OutputChannels / tensors;
        for (int i = 0; i < tensors; i++)
        {
            string tensor = name.Replace("{group}", (isDepthwise ? layer.Part : i).ToString(), StringComparison.Ordinal);
            (long[] shape, float[] values) = Tensor(layer, i * outputs, outputs, keras);
            file.Add(tensor + (keras ? isDepthwise ? "/depthwise_kernel" : "/kernel" : ".weight"), shape, values);
            if (layer.HasBias)
            {
                file.Add(tensor + (keras ? "/bias" : ".bias"), [outputs], SmallNetwork.Numbers(layer.Name + "b", layer.OutputChannels)[(i * outputs)..((i + 1) * outputs)]);
            }
        }
    }

    /// <summary>The weights of some output channels as a framework lays them out.</summary>
    private static (long[] Shape, float[] Values) Tensor(WeightLayer layer, int first, int outputs, bool keras)
    {
        (int height, int width, int inputs) = (layer.KernelHeight, layer.KernelWidth, InputsOf(layer));
        float[] own = Weights(layer)[(first * inputs * height * width)..((first + outputs) * inputs * height * width)];
        if (!keras)
        {
            return (layer.Kind == WeightLayerKind.FullyConnected ? [outputs, inputs] : [outputs, inputs, height, width], own);
        }

        float[] values = new float[own.Length];
        for (int i = 0; i < own.Length; i++)
        {
            int tap = i % (height * width);
            int input = i / (height * width) % inputs;
            int output = i / (height * width) / inputs;
            values[(((tap * inputs) + input) * outputs) + output] = own[i];
        }

        return layer.Kind switch
        {
            WeightLayerKind.FullyConnected => ([inputs, outputs], values),
            WeightLayerKind.Depthwise => ([height, width, outputs, 1], values),
            _ => ([height, width, inputs, outputs], values),
        };
    }

    private static int InputsOf(WeightLayer layer) =>
        layer.Kind is WeightLayerKind.Depthwise or WeightLayerKind.Norm ? 1 : layer.InputChannels / layer.Groups;

    /// <summary>Output, input, row, column.</summary>
    private static float[] Weights(WeightLayer layer)
    {
        int count = layer.OutputChannels * InputsOf(layer) * layer.KernelHeight * layer.KernelWidth;
        return layer.Kind == WeightLayerKind.Norm ? [.. Enumerable.Repeat(1f, count)] : SmallNetwork.Numbers(layer.Name, count);
    }

    private static float[] NormVector(string norm, int vector, int channels) =>
        [.. SmallNetwork.Numbers(norm + vector, channels).Select(number => vector == 3 ? Math.Abs(number) + 0.25f : number)];

    private static double Factor(WeightLayer layer, int output, double epsilon)
    {
        string norm = layer.Names[0].Split(' ')[^1];
        int channel = layer.FirstChannel + output;
        return layer.HasNorm
            ? NormVector(norm, 0, layer.MapChannels)[channel] / Math.Sqrt(NormVector(norm, 3, layer.MapChannels)[channel] + epsilon)
            : 1;
    }

    private static double Bias(WeightLayer layer, int output, double factor)
    {
        if (!layer.HasNorm)
        {
            return SmallNetwork.Numbers(layer.Name + "b", layer.OutputChannels)[output];
        }

        string norm = layer.Names[0].Split(' ')[^1];
        int channel = layer.FirstChannel + output;
        return NormVector(norm, 1, layer.MapChannels)[channel] - (NormVector(norm, 2, layer.MapChannels)[channel] * factor);
    }
}
