using System.Globalization;

namespace NetCompiler.Runtime.Tests;

/// <summary>Results that Pillow gave for pictures that a formula makes; <c>Data/make_goldens.py</c> writes them.</summary>
internal static class PictureGoldens
{
    public sealed record Case(int Width, int Height, int InputHeight, int InputWidth, int Channels, double CropFraction, Interpolation Interpolation, int Offset);

    public static IEnumerable<Case> All() => File.ReadAllLines(DataFile("pictures.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new Case(
        Number(cells[0]), Number(cells[1]), Number(cells[2]), Number(cells[3]), Number(cells[4]),
        double.Parse(cells[5], CultureInfo.InvariantCulture), Enum.Parse<Interpolation>(cells[6]), Number(cells[7])));

    public static byte[] Expected(Case golden) =>
        File.ReadAllBytes(DataFile("pictures.bin")).AsSpan(golden.Offset, golden.InputHeight * golden.InputWidth * golden.Channels).ToArray();

    /// <summary>Noise with hard black and white blocks.</summary>
    public static byte[] Picture(int width, int height)
    {
        byte[] picture = new byte[3 * width * height];
        for (int y = 0, at = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < 3; c++, at++)
                {
                    int noise = ((x * 73) + (y * 151) + (c * 199)) ^ (x * y);
                    picture[at] = (((x / 5) + (y / 3) + c) % 4) switch
                    {
                        0 => 0,
                        1 => 255,
                        _ => (byte)noise,
                    };
                }
            }
        }

        return picture;
    }

    public static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
