using System.Text;

namespace NetCompiler.Testing.Models;

/// <summary>
/// Weights that follow a formula over their torchvision names, so that networks can be compared with torchvision's own results
/// without any weight file. The formula is that of <c>Data/formula/README.md</c>.
/// </summary>
public sealed class FormulaTensors : TensorSource
{
    // torchvision's networks keep their norms, and have biases where the network says so and nowhere else.
    public override bool Contains(string name) => !name.EndsWith(".bias", StringComparison.Ordinal);

    public override float[] Read(string name, params int[] shape)
    {
        int length = shape.Aggregate(1, (product, size) => checked(product * size));
        float[] values = new float[length];
        double span = Math.Sqrt(6.0 / shape.Skip(1).Aggregate(1.0, (product, size) => product * size));
        ulong hash = Hash(name);
        bool isWeight = name.EndsWith(".weight", StringComparison.Ordinal);
        bool isVariance = name.EndsWith(".running_var", StringComparison.Ordinal);
        for (int i = 0; i < length; i++)
        {
            double u = Uniform(hash, i);
            values[i] = (float)(isWeight && shape.Length > 1 ? ((2 * u) - 1) * span
                : isWeight || isVariance ? 0.5 + u
                : (0.2 * u) - 0.1);
        }

        return values;
    }

    /// <summary>The tensor <paramref name="name"/> of 1 × channels × height × width, each element 2u − 1, as a map of height × width × channels.</summary>
    public static float[] Input(int height, int width, int channels, string name = "input")
    {
        float[] map = new float[height * width * channels];
        ulong hash = Hash(name);
        for (int channel = 0; channel < channels; channel++)
        {
            for (int pixel = 0; pixel < height * width; pixel++)
            {
                map[(pixel * channels) + channel] = (float)((2 * Uniform(hash, (channel * height * width) + pixel)) - 1);
            }
        }

        return map;
    }

    /// <summary>FNV-1a, 64 bit.</summary>
    public static ulong Hash(string name)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (byte value in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ value) * 0x100000001b3);
        }

        return hash;
    }

    /// <summary>Element i of a tensor, in [0, 1).</summary>
    public static double Uniform(ulong hash, long i)
    {
        unchecked
        {
            ulong z = hash + ((ulong)(i + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return (z >> 40) / 16777216.0;
        }
    }
}
