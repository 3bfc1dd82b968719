using System.Diagnostics;
using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Classify;

/// <summary>What a network said of a picture.</summary>
/// <param name="Picture">The picture as it was decoded.</param>
/// <param name="Scores">The network's outputs.</param>
/// <param name="Milliseconds">The median time of one run.</param>
internal sealed record Classification(Picture Picture, float[] Scores, double Milliseconds);

/// <summary>Makes a network's input of a picture, runs the network some times and keeps the median time.</summary>
internal static class Classifier
{
    // Enough for a median that a stray interruption does not move.
    private const int Runs = 15;

    public static Classification Classify(CompiledNetwork network, LoadedNetwork loaded, Picture picture)
    {
        byte[] pixels = new byte[network.InputBytes];
        network.Preprocessing.ApplyPixels(picture.Rgb, picture.Width, picture.Height, pixels);
        float[] scores = new float[network.Classes];
        loaded.Run(pixels, scores);
        double[] milliseconds = new double[Runs];
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            loaded.Run(pixels, scores);
            milliseconds[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        return new Classification(picture, scores, milliseconds[Runs / 2]);
    }
}
