using NetCompiler.Generator.Graph;

namespace NetCompiler.Testing.Reference;

/// <summary>The sums of <c>docs/numerics.md</c>, before any epilogue.</summary>
internal static class FusedConvolution
{
    /// <summary>Output channels of a grouped convolution that read the same window.</summary>
    private const int Panel = 16;

    public static float[] Dense(Convolution op, FoldedLayer layer, float[] input, Shape shape, Shape output, FusedArithmetic arithmetic)
    {
        Window[] windows = WindowsOf(op, shape.Channels, output.Channels);

        // [window][tap][input][output]: sums of one pixel advance together, each in its own order.
        float[][] panels = [.. windows.Select(window => WindowWeights(op, layer, shape.Channels, window))];
        float[] result = Biases(layer, output);
        foreach ((int pixel, int inputPixel, int tap) in Taps(PartsOf(op, output)[0], op, shape, output))
        {
            for (int panel = 0; panel < windows.Length; panel++)
            {
                (int firstOutput, int outputs, int firstInput, int width) = windows[panel];
                Span<float> sums = result.AsSpan((pixel * output.Channels) + firstOutput, outputs);
                ReadOnlySpan<float> elements = input.AsSpan((inputPixel * shape.Channels) + firstInput, width);
                ReadOnlySpan<float> weights = panels[panel].AsSpan(tap * width * outputs, width * outputs);
                for (int i = 0; i < width; i++)
                {
                    for (int o = 0; o < outputs; o++)
                    {
                        sums[o] = arithmetic.MultiplyAdd(elements[i], weights[(i * outputs) + o], sums[o]);
                    }
                }
            }
        }

        return result;
    }

    public static float[] Depthwise(Convolution op, FoldedLayer layer, float[] input, Shape shape, Shape output, FusedArithmetic arithmetic)
    {
        float[] result = Biases(layer, output);
        int first = 0;
        foreach (DepthwisePart part in PartsOf(op, output))
        {
            foreach ((int pixel, int inputPixel, int tap) in Taps(part, op, shape, output))
            {
                for (int c = first; c < first + part.Channels; c++)
                {
                    ref float sum = ref result[(pixel * output.Channels) + c];
                    sum = arithmetic.MultiplyAdd(input[(inputPixel * shape.Channels) + c], layer.Weights[c][tap], sum);
                }
            }

            first += part.Channels;
        }

        return result;
    }

    /// <summary>
    /// As the page defines the windows of a grouped convolution: as narrow as can be, all equally wide, each from a multiple of 16 on that is as near to the
    /// panel's first group as leaves the window inside of the map, and each with all channels of the groups that its panel has a part in.
    /// </summary>
    public static (int Width, int[] First) Windows(int inputs, int outputs, int groups)
    {
        int perGroup = inputs / groups;
        int[] lowest = [.. Enumerable.Range(0, (outputs + Panel - 1) / Panel).Select(panel => GroupOf(panel * Panel) * perGroup)];
        int[] highest = [.. lowest.Select((_, panel) => ((GroupOf(Math.Min(outputs, (panel + 1) * Panel) - 1) + 1) * perGroup) - 1)];
        for (int width = 1; width <= inputs; width++)
        {
            int[] first = [.. lowest.Select(low => Math.Min(low, inputs - width) / Panel * Panel)];
            if (first.Zip(highest, (start, high) => high < start + width).All(isInside => isInside))
            {
                return (width, first);
            }
        }

        throw new InvalidOperationException("The whole map is wide enough.");

        int GroupOf(int output) => output / (outputs / groups);
    }

    /// <summary>Whether a grouped convolution's sums have the products of their own groups alone: kernels of 1×1 with at least eight outputs a group.</summary>
    public static bool HasGroupsApart(Convolution op, int outputs) =>
        op.Groups > 1 && outputs / op.Groups >= 8 && op is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1 }
        && op.Padding.Top + op.Padding.Left + op.Padding.Bottom + op.Padding.Right == 0;

    private static Window[] WindowsOf(Convolution op, int inputs, int outputs)
    {
        if (op.Groups == 1 || HasGroupsApart(op, outputs))
        {
            return [.. Enumerable.Range(0, op.Groups).Select(group =>
                new Window(group * (outputs / op.Groups), outputs / op.Groups, group * (inputs / op.Groups), inputs / op.Groups))];
        }

        (int width, int[] first) = Windows(inputs, outputs, op.Groups);
        return [.. first.Select((start, panel) => new Window(panel * Panel, Math.Min(Panel, outputs - (panel * Panel)), start, width))];
    }

    private static float[] WindowWeights(Convolution op, FoldedLayer layer, int inputs, Window window)
    {
        (int firstOutput, int outputs, int start, int width) = window;
        int kernel = op.KernelHeight * op.KernelWidth;
        int perGroup = inputs / op.Groups;
        float[] weights = new float[kernel * width * outputs];
        for (int o = 0; o < outputs; o++)
        {
            int output = firstOutput + o;
            int own = output / (layer.Biases.Length / op.Groups) * perGroup;
            for (int tap = 0; tap < kernel; tap++)
            {
                for (int i = 0; i < perGroup; i++)
                {
                    weights[(((tap * width) + own - start + i) * outputs) + o] = layer.Weights[output][(tap * perGroup) + i];
                }
            }
        }

        return weights;
    }

    private static float[] Biases(FoldedLayer layer, Shape output) =>
        [.. Enumerable.Range(0, output.Pixels).SelectMany(_ => layer.Biases)];

    private static IReadOnlyList<DepthwisePart> PartsOf(Convolution op, Shape output) => op.Parts.Count > 0
        ? op.Parts
        : [new DepthwisePart(output.Channels, op.KernelHeight, op.KernelWidth, op.DilationHeight, op.DilationWidth, op.Padding)];

    /// <summary>For each result the taps inside of the map, from top to bottom and from left to right, and the pixels that they read.</summary>
    private static IEnumerable<(int Pixel, int InputPixel, int Tap)> Taps(DepthwisePart part, Convolution op, Shape shape, Shape output)
    {
        for (int pixel = 0; pixel < output.Pixels; pixel++)
        {
            for (int tap = 0; tap < part.KernelHeight * part.KernelWidth; tap++)
            {
                int row = (pixel / output.Width * op.StrideHeight) + (tap / part.KernelWidth * part.DilationHeight) - part.Padding.Top;
                int column = (pixel % output.Width * op.StrideWidth) + (tap % part.KernelWidth * part.DilationWidth) - part.Padding.Left;
                if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                {
                    yield return (pixel, (row * shape.Width) + column, tap);
                }
            }
        }
    }

    /// <summary>Output channels that read the same neighbouring input channels.</summary>
    private readonly record struct Window(int FirstOutput, int Outputs, int FirstInput, int Inputs);
}
