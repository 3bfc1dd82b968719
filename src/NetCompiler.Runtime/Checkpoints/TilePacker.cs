using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// Transforms a 3×3 layer's weights for tiles (Winograd) and writes them into panels: G · g · Gᵀ of each pair of channels, in double from folded weights, rounded
/// once. The operations and their order are those of <c>docs/numerics.md</c>.
/// </summary>
internal static class TilePacker
{
    private const int Width = WeightLayer.PanelWidth;

    private const int Taps = 9;

    /// <summary>Rows of G: what multiplies the three weights of a row or column.</summary>
    private static readonly double[][] s_two = [[1], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [1]];

    private static readonly double[][] s_four =
    [
        [256.0 / 225],
        [-2048.0 / 2975, -1280.0 / 2975, -800.0 / 2975],
        [-2048.0 / 2975, 1280.0 / 2975, -800.0 / 2975],
        [128.0 / 1071, 192.0 / 1071, 288.0 / 1071],
        [128.0 / 1071, -192.0 / 1071, 288.0 / 1071],
        [1],
    ];

    /// <summary>Writes the weights of some output channels into a zeroed weight block.</summary>
    /// <param name="values">The weights of these channels as the checkpoint orders them.</param>
    /// <param name="inputsFirst">Keras' order (height, width, input, output) and not PyTorch's (output, input, height, width).</param>
    public static void PackWeights(FoldedLayer folded, OutputRange outputs, ReadOnlySpan<float> values, bool inputsFirst, Span<float> block)
    {
        WeightLayer layer = folded.Bound.Layer;
        int inputs = layer.InputChannels;
        int positionFloats = layer.Panels * layer.PositionPanelFloats;
        Span<float> positions = block.Slice(layer.Offset + (layer.Panels * Width), layer.TilePositions * positionFloats);
        Span<double> kernel = stackalloc double[Taps];
        Span<double> tile = stackalloc double[layer.TilePositions];
        for (int output = 0; output < outputs.Count; output++)
        {
            (int panel, int lane) = Math.DivRem(outputs.First + output, Width);
            double factor = folded.Factors[outputs.First + output];
            for (int input = 0; input < inputs; input++)
            {
                for (int tap = 0; tap < Taps; tap++)
                {
                    int at = inputsFirst ? (((tap * inputs) + input) * outputs.Count) + output : (((output * inputs) + input) * Taps) + tap;
                    kernel[tap] = values[at] * factor;
                }

                Transform(layer.TileSide, kernel, tile);
                int place = (panel * layer.PositionPanelFloats) + ((1 + input) * Width) + lane;
                for (int position = 0; position < tile.Length; position++)
                {
                    positions[place + (position * positionFloats)] = (float)tile[position];
                }
            }
        }
    }

    private static void Transform(int side, ReadOnlySpan<double> kernel, Span<double> tile)
    {
        double[][] matrix = side == 2 ? s_two : s_four;
        int reach = matrix.Length;
        Span<double> rows = stackalloc double[3 * 6];
        for (int row = 0; row < reach; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                rows[(row * 3) + column] = Product(matrix[row], row == 0, kernel[column], kernel[3 + column], kernel[6 + column]);
            }

            for (int column = 0; column < reach; column++)
            {
                tile[(row * reach) + column] = Product(matrix[column], column == 0, rows[row * 3], rows[(row * 3) + 1], rows[(row * 3) + 2]);
            }
        }
    }

    /// <summary>A row of G times three weights. The row of the point 0 has the first of them alone, the row of infinity the last.</summary>
    private static double Product(double[] row, bool isFirst, double g0, double g1, double g2) =>
        row.Length == 1 ? row[0] * (isFirst ? g0 : g2) : (row[0] * g0) + (row[1] * g1) + (row[2] * g2);
}
