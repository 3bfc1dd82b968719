using NetCompiler.Generator.Graph;

namespace NetCompiler.Testing.Reference;

/// <summary>Winograd's algorithm as <c>docs/numerics.md</c> says, one scalar operation after another, before bias and epilogue are added.</summary>
internal static class FusedWinograd
{
    private const float A = 5f / 8;
    private const float B = 3f / 2;

    /// <summary>The sums, the biases added.</summary>
    public static float[] Sums(Convolution op, FoldedLayer layer, float[] input, Shape shape, Shape output, FusedArithmetic arithmetic)
    {
        int side = (int)op.Algorithm;
        int reach = side + 2;
        float[][] weights = Weights(side, layer, shape.Channels);
        float[] result = new float[output.Length];
        for (int top = 0; top < output.Height; top += side)
        {
            for (int left = 0; left < output.Width; left += side)
            {
                float[][] tiles =
                [
                    .. Enumerable.Range(0, shape.Channels).Select(channel =>
                        Transformed(side, Tile(op, reach, input, shape, top, left, channel), arithmetic)),
                ];
                for (int o = 0; o < output.Channels; o++)
                {
                    float[] products = new float[reach * reach];
                    for (int position = 0; position < products.Length; position++)
                    {
                        for (int i = 0; i < shape.Channels; i++)
                        {
                            products[position] = arithmetic.MultiplyAdd(tiles[i][position], weights[position][(o * shape.Channels) + i], products[position]);
                        }
                    }

                    float[] results = TransformedBack(side, products, arithmetic);
                    for (int y = 0; y < side && top + y < output.Height; y++)
                    {
                        for (int x = 0; x < side && left + x < output.Width; x++)
                        {
                            result[((((top + y) * output.Width) + left + x) * output.Channels) + o] = results[(y * side) + x] + layer.Biases[o];
                        }
                    }
                }
            }
        }

        return result;
    }

    /// <summary>For each position the weights as [output][input].</summary>
    public static float[][] Weights(int side, FoldedLayer layer, int inputs)
    {
        int reach = side + 2;
        float[][] weights = [.. Enumerable.Range(0, reach * reach).Select(_ => new float[layer.Biases.Length * inputs])];
        for (int o = 0; o < layer.Biases.Length; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                double[] kernel = [.. Enumerable.Range(0, 9).Select(tap => layer.Exact[o][(tap * inputs) + i])];
                double[] rows = new double[reach * 3];
                for (int column = 0; column < 3; column++)
                {
                    double[] along = AlongKernel(side, kernel[column], kernel[3 + column], kernel[6 + column]);
                    for (int row = 0; row < reach; row++)
                    {
                        rows[(row * 3) + column] = along[row];
                    }
                }

                for (int row = 0; row < reach; row++)
                {
                    double[] along = AlongKernel(side, rows[row * 3], rows[(row * 3) + 1], rows[(row * 3) + 2]);
                    for (int column = 0; column < reach; column++)
                    {
                        weights[(row * reach) + column][(o * inputs) + i] = (float)along[column];
                    }
                }
            }
        }

        return weights;
    }

    private static double[] AlongKernel(int side, double g0, double g1, double g2)
    {
        double Sum(double a, double b, double c) => (a * g0) + (b * g1) + (c * g2);
        return side == 2
            ? [g0, Sum(0.5, 0.5, 0.5), Sum(0.5, -0.5, 0.5), g2]
            :
            [
                256.0 / 225 * g0,
                Sum(-2048.0 / 2975, -1280.0 / 2975, -800.0 / 2975), Sum(-2048.0 / 2975, 1280.0 / 2975, -800.0 / 2975),
                Sum(128.0 / 1071, 192.0 / 1071, 288.0 / 1071), Sum(128.0 / 1071, -192.0 / 1071, 288.0 / 1071),
                g2,
            ];
    }

    private static float[] Tile(Convolution op, int reach, float[] input, Shape shape, int top, int left, int channel)
    {
        float[] tile = new float[reach * reach];
        for (int y = 0; y < reach; y++)
        {
            for (int x = 0; x < reach; x++)
            {
                int row = top + y - op.Padding.Top;
                int column = left + x - op.Padding.Left;
                bool inside = row >= 0 && row < shape.Height && column >= 0 && column < shape.Width;
                tile[(y * reach) + x] = inside ? input[(((row * shape.Width) + column) * shape.Channels) + channel] : 0;
            }
        }

        return tile;
    }

    private static float[] Transformed(int side, float[] tile, FusedArithmetic arithmetic) =>
        Apply(Apply(tile, side + 2, side + 2, d => Along(side, d, arithmetic), columns: true), side + 2, side + 2, d => Along(side, d, arithmetic), columns: false);

    private static float[] TransformedBack(int side, float[] products, FusedArithmetic arithmetic) =>
        Apply(Apply(products, side + 2, side + 2, m => Back(side, m, arithmetic), columns: false), side + 2, side, m => Back(side, m, arithmetic), columns: true);

    /// <summary>Applies a map of vectors to every column or every row.</summary>
    private static float[] Apply(float[] matrix, int rows, int width, Func<float[], float[]> map, bool columns)
    {
        float[][] results = columns
            ? [.. Enumerable.Range(0, width).Select(x => map([.. Enumerable.Range(0, rows).Select(y => matrix[(y * width) + x])]))]
            : [.. Enumerable.Range(0, rows).Select(y => map(matrix[(y * width)..((y + 1) * width)]))];
        return columns
            ? [.. Enumerable.Range(0, results[0].Length).SelectMany(y => results.Select(column => column[y]))]
            : [.. results.SelectMany(row => row)];
    }

    private static float[] Along(int side, float[] d, FusedArithmetic arithmetic)
    {
        float Fused(float a, float b, float c) => arithmetic.MultiplyAdd(a, b, c);
        if (side == 2)
        {
            return [d[0] - d[2], d[1] + d[2], d[2] - d[1], d[3] - d[1]];
        }

        float evenA = Fused(-(B * B), d[2], d[4]);
        float oddA = Fused(-(B * B), d[1], d[3]);
        float evenB = Fused(-(A * A), d[2], d[4]);
        float oddB = Fused(-(A * A), d[1], d[3]);
        const float Sum = (A * A) + (B * B);
        const float Product = A * A * B * B;
        return
        [
            Fused(Product, d[0], Fused(-Sum, d[2], d[4])),
            Fused(A, oddA, evenA), Fused(-A, oddA, evenA), Fused(B, oddB, evenB), Fused(-B, oddB, evenB),
            Fused(Product, d[1], Fused(-Sum, d[3], d[5])),
        ];
    }

    private static float[] Back(int side, float[] m, FusedArithmetic arithmetic)
    {
        float Fused(float a, float b, float c) => arithmetic.MultiplyAdd(a, b, c);
        if (side == 2)
        {
            return [m[0] + m[1] + m[2], m[1] - m[2] + m[3]];
        }

        float sumA = m[1] + m[2];
        float sumB = m[3] + m[4];
        float differenceA = m[1] - m[2];
        float differenceB = m[3] - m[4];
        return
        [
            m[0] + sumA + sumB,
            Fused(B, differenceB, A * differenceA),
            Fused(B * B, sumB, A * A * sumA),
            Fused(B * B * B, differenceB, Fused(A * A * A, differenceA, m[5])),
        ];
    }
}
