using System;
using System.Collections.Generic;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>Checks preprocessing against the input that it has to yield, as the runtime library will.</summary>
internal static class PreprocessingCheck
{
    /// <summary>What the runtime would refuse.</summary>
    public static IEnumerable<Problem> Check(UnrolledNetwork network)
    {
        PreprocessingSettings settings = network.Preprocessing;
        string channels = network.Channels.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (IsMiscounted(settings.Mean))
        {
            yield return Miscounted("Mean", settings.Mean.Count);
        }

        if (IsMiscounted(settings.StandardDeviation))
        {
            yield return Miscounted("StandardDeviation", settings.StandardDeviation.Count);
        }

        if (settings.ChannelOrder == "Bgr" && network.Channels != 3)
        {
            yield return Problem("ChannelOrder", "Bgr", $"Rgb, because the input has {channels} channels and not 3");
        }

        if (Math.Max(network.Height, network.Width) / (settings.CropFraction ?? 1) > int.MaxValue)
        {
            yield return Problem("CropFraction", "too small", "a fraction that leaves the resized picture smaller than 2³¹ pixels a side");
        }

        bool IsMiscounted(EquatableArray<double> numbers) => numbers.Count > 1 && numbers.Count != network.Channels;

        Problem Miscounted(string property, int count) =>
            Problem(property, count.ToString(System.Globalization.CultureInfo.InvariantCulture) + " numbers", $"one number, or {channels}: one for each channel");
    }

    private static Problem Problem(string property, string found, string expected) =>
        new(RuleIds.PreprocessingOutOfRange, null, property, EquatableArray.Of(property, found, expected));
}
