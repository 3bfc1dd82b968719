using NetCompiler.Samples.Classify.Imaging;

namespace NetCompiler.Samples.Backbone;

/// <summary>
/// Draws numbers as pictures. Each plane is scaled by nearest neighbour and coloured by its own range, the least value darkest: what a channel
/// reacts to shows, how strongly it reacts compared to others does not.
/// </summary>
internal static class ContactSheet
{
    // Between the tiles and around them.
    private const int Gap = 2;

    // A tile should be about as many pixels high and wide, whatever the map.
    private const int TileSide = 96;
    private const int OverviewSide = 224;
    private const byte Background = 24;

    /// <summary>Every channel of a map, by rows in a grid that is as square as it can be.</summary>
    public static Picture Draw(FeatureMap map)
    {
        int scale = ScaleTo(TileSide, map.Height, map.Width);
        int columns = (int)Math.Ceiling(Math.Sqrt(map.Channels));
        int rows = ((map.Channels - 1) / columns) + 1;
        int height = map.Height * scale;
        int width = map.Width * scale;
        Picture sheet = Blank(rows, columns, height, width);
        for (int channel = 0; channel < map.Channels; channel++)
        {
            int top = Gap + (channel / columns * (height + Gap));
            int left = Gap + (channel % columns * (width + Gap));
            DrawPlane(sheet, top, left, height, width, map.Channel(channel), map.Height, map.Width);
        }

        return sheet;
    }

    /// <summary>In a row: the picture as the network sees it, and beside it the activity of each map at the same size.</summary>
    /// <param name="rgb">Height × width × 3 bytes.</param>
    public static Picture DrawOverview(byte[] rgb, int height, int width, IReadOnlyList<FeatureMap> maps)
    {
        int scale = ScaleTo(OverviewSide, height, width);
        int tileHeight = height * scale;
        int tileWidth = width * scale;
        Picture overview = Blank(1, maps.Count + 1, tileHeight, tileWidth);
        for (int y = 0; y < tileHeight; y++)
        {
            for (int x = 0; x < tileWidth; x++)
            {
                ReadOnlySpan<byte> pixel = rgb.AsSpan(((y / scale * width) + (x / scale)) * 3, 3);
                overview.Set(Gap + x, Gap + y, pixel[0], pixel[1], pixel[2]);
            }
        }

        for (int i = 0; i < maps.Count; i++)
        {
            DrawPlane(overview, Gap, Gap + ((i + 1) * (tileWidth + Gap)), tileHeight, tileWidth, maps[i].Activity(), maps[i].Height, maps[i].Width);
        }

        return overview;
    }

    private static int ScaleTo(int side, int height, int width) => Math.Max(1, (int)Math.Round((double)side / Math.Max(height, width)));

    private static Picture Blank(int rows, int columns, int height, int width)
    {
        Picture picture = Picture.Create(Gap + ((long)columns * (width + Gap)), Gap + ((long)rows * (height + Gap)));
        Array.Fill(picture.Rgb, Background);
        return picture;
    }

    private static void DrawPlane(Picture sheet, int top, int left, int height, int width, float[] plane, int planeHeight, int planeWidth)
    {
        double least = plane.Min();
        double range = plane.Max() - least;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float value = plane[((int)((long)y * planeHeight / height) * planeWidth) + (int)((long)x * planeWidth / width)];

                // All alike: nothing stands out.
                (byte red, byte green, byte blue) = ColourMap.Of(range > 0 ? (value - least) / range : 0);
                sheet.Set(left + x, top + y, red, green, blue);
            }
        }
    }
}
