using NetCompiler.Samples.Classify;

namespace NetCompiler.Samples.Backbone;

/// <summary>What one tap yields.</summary>
/// <param name="Name">The tap's.</param>
/// <param name="Values">Height × Width × Channels, channels next to each other.</param>
internal sealed record FeatureMap(string Name, int Height, int Width, int Channels, float[] Values)
{
    /// <summary>A map for the network to fill.</summary>
    public static FeatureMap Create(string name, int height, int width, int channels) =>
        new(name, height, width, channels, new float[height * width * channels]);

    /// <summary>One channel, row by row.</summary>
    public float[] Channel(int channel)
    {
        float[] plane = new float[Height * Width];
        for (int pixel = 0; pixel < plane.Length; pixel++)
        {
            plane[pixel] = Values[(pixel * Channels) + channel];
        }

        return plane;
    }

    /// <summary>How much goes on at each position: the mean over the channels of the values without their signs.</summary>
    public float[] Activity()
    {
        float[] plane = new float[Height * Width];
        for (int pixel = 0; pixel < plane.Length; pixel++)
        {
            double sum = 0;
            foreach (float value in Values.AsSpan(pixel * Channels, Channels))
            {
                sum += Math.Abs(value);
            }

            plane[pixel] = (float)(sum / Channels);
        }

        return plane;
    }

    /// <summary>Channels whose values are all the same: such a channel tells nothing about this picture.</summary>
    public int CountFlatChannels() => Enumerable.Range(0, Channels).Count(channel => Channel(channel) is float[] plane && plane.Min() == plane.Max());

    /// <summary>Refuses values that no picture can show, which sound weights never give.</summary>
    /// <exception cref="FailureException">Some are infinite or no numbers.</exception>
    public void CheckFinite(string weights)
    {
        int wrong = Values.Count(value => !float.IsFinite(value));
        if (wrong > 0)
        {
            throw new FailureException($"{weights}: {wrong} of the {Values.Length} values of {Name} are not finite; the weights are damaged or of another network");
        }
    }
}
