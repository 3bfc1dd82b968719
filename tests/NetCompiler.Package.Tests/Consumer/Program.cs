using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using NetCompiler;

namespace Consumer;

/// <summary>A network of the zoo.</summary>
[MobileNetV2(Alpha = 0.5, Resolution = 64, Classes = 10)]
public sealed partial class DigitReader;

/// <summary>A table of the user's own, found through the package's glob.</summary>
[Network("Tables/Small.net.md")]
public sealed partial class SmallNet;

/// <summary>Rows as attributes.</summary>
[Network(Height = 8, Width = 8, Classes = 4)]
[Row("conv2d 3x3", C = 16, S = 2)]
[Row("avgpool")]
[Row("conv2d 1x1", C = "Classes")]
public sealed partial class RowNet;

/// <summary>Takes a checkpoint of the digit reader and an input, prints the scores, then figures of the other networks.</summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        byte[] input = File.ReadAllBytes(args[1]);
        float[] scores = new float[DigitReader.OutputLength];
        using DigitReader model = DigitReader.Load(args[0]);
        model.Run(MemoryMarshal.Cast<byte, float>(input), scores);
        foreach (float score in scores)
        {
            Console.WriteLine(score.ToString("R", CultureInfo.InvariantCulture));
        }

        Console.WriteLine(SmallNet.ParameterCount.ToString(CultureInfo.InvariantCulture));
        Console.WriteLine(SmallNet.MultiplyAdds.ToString(CultureInfo.InvariantCulture));
        Console.WriteLine(RowNet.OutputLength.ToString(CultureInfo.InvariantCulture));
    }
}
