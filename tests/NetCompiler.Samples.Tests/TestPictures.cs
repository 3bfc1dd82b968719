namespace NetCompiler.Samples.Tests;

/// <summary>The pictures of the Data folder, and what Pillow read from them.</summary>
internal static class TestPictures
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    /// <summary>Name, width, height and RGB bytes of every picture with a golden.</summary>
    public static IReadOnlyDictionary<string, (int Width, int Height, byte[] Rgb)> Goldens { get; } =
        File.ReadLines(Path.Combine(Folder, "pictures.txt"))
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => (int.Parse(parts[1]), int.Parse(parts[2]), Convert.FromBase64String(parts[3])));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
