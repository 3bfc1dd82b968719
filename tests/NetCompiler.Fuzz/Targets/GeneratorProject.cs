using System.Text;
using NetCompiler.Testing.Generation;

namespace NetCompiler.Fuzz.Targets;

/// <summary>A project as one text: each file behind a line with its path, the project's properties behind <c>//// properties</c>, <c>name=value</c> a line.</summary>
internal sealed record GeneratorProject(IReadOnlyList<(string Path, string Text)> Files)
{
    private const string Mark = "//// ";

    private const string Properties = "properties";

    /// <summary>A class without files.</summary>
    public static GeneratorProject Of(string source, params (string Path, string Text)[] files) => new([("Test.cs", source), .. files]);

    /// <summary>Reads any bytes; what stands before the first mark is no file.</summary>
    public static GeneratorProject Parse(byte[] input)
    {
        List<(string Path, string Text)> files = [];
        foreach (string part in ("\n" + Encoding.UTF8.GetString(input)).Split("\n" + Mark).Skip(1))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            string path = end < 0 ? part : part[..end];
            if (files.All(file => file.Path != path))
            {
                files.Add((path, end < 0 ? "" : part[(end + 1)..]));
            }
        }

        return new GeneratorProject(files);
    }

    /// <summary>The text.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Join('\n', Files.Select(file => $"{Mark}{file.Path}\n{file.Text}")));

    /// <summary>What the generator is given: files of C#, other files, properties.</summary>
    public GeneratorInput ToInput()
    {
        Dictionary<string, string> properties = [];
        foreach (string line in Files.FirstOrDefault(file => file.Path == Properties).Text?.Split('\n') ?? [])
        {
            string[] parts = line.Split('=', 2);
            properties[parts[0].Trim()] = parts[^1].Trim();
        }

        return new GeneratorInput
        {
            Sources = Files.Where(file => IsSource(file.Path)).ToDictionary(file => file.Path, file => file.Text),
            Tables = Files.Where(file => !IsSource(file.Path) && file.Path != Properties).ToDictionary(file => "/project/" + file.Path, file => file.Text),
            Properties = properties,
        };
    }

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.Ordinal);
}
