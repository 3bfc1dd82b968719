using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>Weights of layers in tiles, against the layout's definition and the plain matrix products of Winograd's algorithm.</summary>
public class TilePackingTests
{
    private const int Inputs = 5;
    private const int Outputs = 19;

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void Every_position_has_the_transformed_weight(int side, bool keras)
    {
        (float[] block, SafetensorsBuilder file) = Pack(side, keras);
        float[] weights = file.Values(keras ? "layer/kernel" : "layer.weight");
        float[] gamma = file.Values(keras ? "norm/gamma" : "norm.weight");
        float[] variance = file.Values(keras ? "norm/moving_variance" : "norm.running_var");
        double[,] g = Matrix(side);
        int reach = side + 2;
        HashSet<int> used = [];
        for (int output = 0; output < Outputs; output++)
        {
            double factor = gamma[output] / Math.Sqrt(variance[output] + 0.25);
            for (int input = 0; input < Inputs; input++)
            {
                for (int row = 0; row < reach; row++)
                {
                    for (int column = 0; column < reach; column++)
                    {
                        double sum = 0;
                        double size = 0;
                        for (int y = 0; y < 3; y++)
                        {
                            for (int x = 0; x < 3; x++)
                            {
                                int at = keras ? (((((y * 3) + x) * Inputs) + input) * Outputs) + output : (((((output * Inputs) + input) * 3) + y) * 3) + x;
                                double term = g[row, y] * g[column, x] * weights[at] * factor;
                                sum += term;
                                size += Math.Abs(term);
                            }
                        }

                        int place = Place(side, (row * reach) + column, input, output);
                        Assert.Equal(sum, block[place], (size * 1e-7) + double.Epsilon);
                        used.Add(place);
                    }
                }
            }
        }

        float[] beta = file.Values(keras ? "norm/beta" : "norm.bias");
        float[] mean = file.Values(keras ? "norm/moving_mean" : "norm.running_mean");
        for (int output = 0; output < Outputs; output++)
        {
            Assert.Equal((float)(beta[output] - (mean[output] * (gamma[output] / Math.Sqrt(variance[output] + 0.25)))), block[output]);
            used.Add(output);
        }

        Assert.All(Enumerable.Range(0, block.Length).Where(i => !used.Contains(i)), i => Assert.Equal(0, BitConverter.SingleToInt32Bits(block[i])));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Both_orders_of_a_checkpoint_give_the_same_bits(int side)
    {
        (float[] pytorch, SafetensorsBuilder file) = Pack(side, keras: false);
        float[] weights = file.Values("layer.weight");
        float[] turned = new float[weights.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            (int tap, int rest) = Math.DivRem(i, Inputs * Outputs);
            turned[i] = weights[(((rest % Outputs * Inputs) + (rest / Outputs)) * 9) + tap];
        }

        SafetensorsBuilder keras = new();
        keras.Add("layer/kernel", [3, 3, Inputs, Outputs], turned);
        foreach ((string to, string from) in new[] { ("gamma", "weight"), ("beta", "bias"), ("moving_mean", "running_mean"), ("moving_variance", "running_var") })
        {
            keras.Add("norm/" + to, [Outputs], file.Values("norm." + from));
        }

        Assert.Equal(pytorch, Pack(side, keras));
    }

    [Fact]
    public void Layers_that_no_tiles_are_known_for_are_refused()
    {
        WeightLayer layer = Layer(4);
        foreach (WeightLayer wrong in new[]
        {
            layer with { TileSide = 3 }, layer with { TileSide = -2 }, layer with { KernelWidth = 5 }, layer with { KernelHeight = 1 },
            layer with { Kind = WeightLayerKind.FullyConnected }, layer with { InputChannels = 6, OutputChannels = 18, Groups = 3 },
        })
        {
            Assert.Contains("tiles", Assert.Throws<ArgumentException>(() => Describe(wrong, 1 << 16)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_layer_in_tiles_has_to_lie_in_the_block()
    {
        Describe(Layer(4), Floats(4));
        Assert.Throws<ArgumentException>(() => Describe(Layer(4), Floats(4) - 16));
        Assert.Throws<ArgumentException>(() => Describe(Layer(4), Floats(2)));
    }

    private static (float[] Block, SafetensorsBuilder File) Pack(int side, bool keras)
    {
        SafetensorsBuilder file = new();
        long[] shape = keras ? [3, 3, Inputs, Outputs] : [Outputs, Inputs, 3, 3];
        file.Add(keras ? "layer/kernel" : "layer.weight", shape, SmallNetwork.Numbers("weights", 9 * Inputs * Outputs));
        string[] norm = keras ? ["norm/gamma", "norm/beta", "norm/moving_mean", "norm/moving_variance"]
            : ["norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"];
        for (int i = 0; i < norm.Length; i++)
        {
            float[] numbers = SmallNetwork.Numbers("norm" + i, Outputs);
            file.Add(norm[i], [Outputs], i == 3 ? [.. numbers.Select(Math.Abs)] : numbers);
        }

        return (Pack(side, file), file);
    }

    private static float[] Pack(int side, SafetensorsBuilder file)
    {
        float[] block = new float[Floats(side)];
        NetworkSession.PackInto(Describe(Layer(side), block.Length), file.Build(), block, new WeightOptions { Epsilon = 0.25 });
        return block;
    }

    private static WeightLayer Layer(int side) =>
        new("Layer", WeightLayerKind.Convolution, 3, 3, Inputs, Outputs, 0, false, true, "layer norm", "layer norm") { TileSide = side };

    private static NetworkDescription Describe(WeightLayer layer, int weightFloats) => new(
        "Tiles", 4, 4, 3, 1, weightFloats, 64, 0, new string('a', 32), null, new Preprocessing(4, 4, 3, 1, Interpolation.Bilinear, [0.0], [1.0], ChannelOrder.Rgb),
        [new DialectDescription("torchvision", 1e-5, null), new DialectDescription("keras", 1e-3, null)], [layer]);

    private static int Floats(int side) => 32 + ((side + 2) * (side + 2) * 2 * 16 * (1 + Inputs));

    private static int Place(int side, int position, int input, int output) =>
        32 + (((position * 2) + (output / 16)) * 16 * (1 + Inputs)) + (16 * (1 + input)) + (output % 16);

    /// <summary>G for points p: (1, p, p²) over the product of p's distances to the other points; the row of infinity picks the last.</summary>
    private static double[,] Matrix(int side)
    {
        double[] points = side == 2 ? [0, 1, -1] : [0, 0.625, -0.625, 1.5, -1.5];
        double[,] g = new double[side + 2, 3];
        for (int i = 0; i < points.Length; i++)
        {
            double divisor = points.Where((_, j) => j != i).Aggregate(1.0, (product, other) => product * (points[i] - other));

            // Of the point 0 in tiles of 2 both matrices have the opposite sign.
            double sign = side == 2 && i == 0 ? -1 : 1;
            for (int power = 0; power < 3; power++)
            {
                g[i, power] = sign * Math.Pow(points[i], power) / divisor;
            }
        }

        g[side + 1, 2] = 1;
        return g;
    }
}
