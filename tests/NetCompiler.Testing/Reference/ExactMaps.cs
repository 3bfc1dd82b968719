using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Testing.Reference;

/// <summary>Operators without weights in float64, from their definitions: pools, channels moved, response norm.</summary>
internal static class ExactMaps
{
    public static double[] Average(AveragePool op, double[] input, Shape shape, Shape output) => EachWindow(
        input, shape, output, op.WindowHeight, op.WindowWidth, op.StrideHeight, op.StrideWidth, op.Padding,
        inside => inside.Sum() / (op.CountsPadding ? op.WindowHeight * op.WindowWidth : inside.Count));

    public static double[] Largest(MaxPool op, double[] input, Shape shape, Shape output) => EachWindow(
        input, shape, output, op.WindowHeight, op.WindowWidth, op.StrideHeight, op.StrideWidth, op.Padding, inside => inside.Max());

    public static double[] AdaptiveAverage(double[] input, Shape shape, Shape output)
    {
        double[] result = new double[output.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int y = i / output.Channels / output.Width;
            int x = i / output.Channels % output.Width;
            int top = (int)Math.Floor((double)y * shape.Height / output.Height);
            int bottom = (int)Math.Ceiling((y + 1.0) * shape.Height / output.Height);
            int left = (int)Math.Floor((double)x * shape.Width / output.Width);
            int right = (int)Math.Ceiling((x + 1.0) * shape.Width / output.Width);
            double sum = 0;
            for (int row = top; row < bottom; row++)
            {
                for (int column = left; column < right; column++)
                {
                    sum += input[(((row * shape.Width) + column) * shape.Channels) + (i % output.Channels)];
                }
            }

            result[i] = sum / ((bottom - top) * (right - left));
        }

        return result;
    }

    public static double[] Concatenate(double[][] inputs, Shape[] shapes, Shape output)
    {
        List<double> result = new(output.Length);
        for (int pixel = 0; pixel < output.Pixels; pixel++)
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                result.AddRange(inputs[i].AsSpan(pixel * shapes[i].Channels, shapes[i].Channels));
            }
        }

        return [.. result];
    }

    public static double[] Slice(int first, double[] input, Shape shape, Shape output)
    {
        List<double> result = new(output.Length);
        for (int pixel = 0; pixel < output.Pixels; pixel++)
        {
            result.AddRange(input.AsSpan((pixel * shape.Channels) + first, output.Channels));
        }

        return [.. result];
    }

    /// <summary>A pixel's channels as rows of a matrix, one for each group, read by columns.</summary>
    public static double[] Shuffle(int groups, double[] input, Shape output)
    {
        List<double> result = new(output.Length);
        int columns = output.Channels / groups;
        for (int pixel = 0; pixel < output.Pixels; pixel++)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int row = 0; row < groups; row++)
                {
                    result.Add(input[(pixel * output.Channels) + (row * columns) + column]);
                }
            }
        }

        return [.. result];
    }

    public static double[] ResponseNorm(ResponseNormRule rule, double[] input, Shape output)
    {
        double[] result = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            int channel = i % output.Channels;
            double sum = 0;
            for (int distance = -(rule.Size / 2); distance <= rule.Size / 2; distance++)
            {
                if (channel + distance >= 0 && channel + distance < output.Channels)
                {
                    sum += input[i + distance] * input[i + distance];
                }
            }

            result[i] = input[i] / Math.Pow(rule.Offset + (rule.Alpha / rule.Size * sum), rule.Beta);
        }

        return result;
    }

    private static double[] EachWindow(
        double[] input, Shape shape, Shape output, int height, int width, int strideHeight, int strideWidth, EdgePadding padding,
        Func<List<double>, double> combine)
    {
        double[] result = new double[output.Length];
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                for (int c = 0; c < output.Channels; c++)
                {
                    List<double> inside = [];
                    for (int ky = 0; ky < height; ky++)
                    {
                        for (int kx = 0; kx < width; kx++)
                        {
                            int row = (y * strideHeight) + ky - padding.Top;
                            int column = (x * strideWidth) + kx - padding.Left;
                            if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                            {
                                inside.Add(input[(((row * shape.Width) + column) * shape.Channels) + c]);
                            }
                        }
                    }

                    result[(((y * output.Width) + x) * output.Channels) + c] = combine(inside);
                }
            }
        }

        return result;
    }
}
