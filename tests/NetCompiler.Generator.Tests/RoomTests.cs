using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace NetCompiler.Generator.Tests;

/// <summary>Who may look where: the arrows between the rooms of the generator, read from the <c>using</c> lines of its source.</summary>
public sealed partial class RoomTests
{
    /// <summary>The rooms in walking order, and what each may use.</summary>
    private static readonly Dictionary<string, string[]> _rooms = new()
    {
        ["Support"] = [],
        ["Declaration"] = ["Support"],
        ["Architecture"] = ["Support", "Declaration"],
        ["Graph"] = ["Support", "Declaration", "Architecture"],

        // Reads graphs before any pass, and changes nothing: only the corridor asks it.
        ["Guidelines"] = ["Support", "Architecture", "Graph"],
        ["Passes"] = ["Support", "Declaration", "Architecture", "Graph"],
        ["Isa"] = ["Support"],

        // Passes stay true for every machine: only the plan and the code see one.
        ["Plan"] = ["Support", "Declaration", "Architecture", "Graph", "Passes", "Isa"],
        ["Emit"] = ["Support", "Declaration", "Architecture", "Graph", "Isa", "Plan"],

        // A page for people, beside the code for the compiler: neither knows of the other.
        ["Report"] = ["Support", "Declaration", "Architecture", "Graph", "Isa", "Plan"],

        // Shows problems where cells stand.
        ["Diagnostics"] = ["Support", "Declaration", "Architecture"],
    };

    /// <summary>The files that may use types of the compiler platform.</summary>
    private static readonly string[] _platform =
    [
        "NetworkGenerator.cs",
        "OptionsReader.cs",
        "Declaration/ConstantReader.cs",
        "Declaration/DeclarationParts.cs",
        "Declaration/DeclarationReader.cs",
        "Declaration/PositionReader.cs",
        "Declaration/TableFileReader.cs",
        "Declaration/TapNames.cs",
        "Declaration/TypeReader.cs",
        "Diagnostics/ProblemReporter.cs",
        "Diagnostics/Rules.cs",
    ];

    public static TheoryData<string> Files
    {
        get
        {
            string root = Root();
            return
            [
                .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                    .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Looks_only_where_it_may(string file)
    {
        string text = File.ReadAllText(Path.Combine(Root(), file));
        string room = file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : "";
        if (room.Length > 0)
        {
            Assert.True(_rooms.TryGetValue(room, out string[]? allowed), $"{room} is not a room of the house");
            foreach (string used in UsedRooms().Matches(text).Select(match => match.Groups[1].Value).Where(used => used != room))
            {
                Assert.True(allowed!.Contains(used), $"{file} looks into {used}");
            }
        }

        if (!_platform.Contains(file))
        {
            Assert.DoesNotContain("Microsoft.CodeAnalysis", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_room_and_every_exception_exists()
    {
        Assert.All(_rooms.Keys, room => Assert.True(Directory.Exists(Path.Combine(Root(), room)), room));
        Assert.All(_platform, file => Assert.Contains("Microsoft.CodeAnalysis", File.ReadAllText(Path.Combine(Root(), file)), StringComparison.Ordinal));
    }

    [Fact]
    public void Planning_sees_no_dialect_and_emission_no_rows()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Root(), "Emit"), "*.cs", SearchOption.AllDirectories))
        {
            Assert.DoesNotMatch(@"\b(NetworkGraph|GraphNode|PrimitiveOperation|UnrolledNetwork|NetworkArchitecture)\b", File.ReadAllText(path));
        }

        foreach (string path in Directory.EnumerateFiles(Path.Combine(Root(), "Plan"), "*.cs", SearchOption.AllDirectories))
        {
            Assert.DoesNotMatch(@"\b(VectorDialect|CodeWriter)\b", File.ReadAllText(path));
        }
    }

    private static string Root([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../src/NetCompiler.Generator"));

    // A using line, or a name written out.
    [GeneratedRegex(@"NetCompiler\.Generator\.(Support|Declaration|Architecture|Graph|Guidelines|Passes|Isa|Plan|Emit|Report|Diagnostics)\b")]
    private static partial Regex UsedRooms();
}
