using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Declarations as the front door would hand them on, for tests of the language alone.</summary>
internal static class Declarations
{
    public const string Path = "Networks/Test.net.md";

    /// <summary>A network of the zoo with parameters such as <c>Alpha=0.5</c>.</summary>
    public static ReadResult Zoo(string name, params string[] settings) =>
        NetworkReader.Read(Declare("zoo:" + name, settings), default);

    /// <summary>A table file of the user's.</summary>
    public static ReadResult Table(string text, params string[] settings) =>
        NetworkReader.Read(Declare("Test.net.md", settings), EquatableArray.Of(new TableFile(Path, text)));

    /// <summary>Rows as attributes, each an operator and cells such as <c>C=32</c>, parted by <c>|</c>.</summary>
    public static ReadResult Rows(string? blocks, string[] rows, params string[] settings) =>
        NetworkReader.Read(
            Declare(null, settings) with { Blocks = blocks, Rows = rows.Select(Row).ToEquatableArray() }, default);

    public static NetworkDeclaration Declare(string? table, params string[] settings) => new(
        new TypeHierarchy("Tests", default, "public", "Classifier"), table, null, default,
        settings.Select(Setting).ToEquatableArray(), false, PreprocessingSettings.Unset);

    /// <summary>The network of a reading without problems.</summary>
    public static UnrolledNetwork Network(this ReadResult result)
    {
        Assert.True(result.Problems.Count == 0, string.Join("\n", result.Problems.Select(problem => $"{problem.Rule} {problem.Cell} {problem.Property}: {string.Join(" | ", problem.Arguments)}")));
        return result.Network!;
    }

    private static AttributeRow Row(string text)
    {
        string[] parts = text.Split('|');
        return new AttributeRow(parts[0].Trim(), parts.Skip(1).Select(Setting).ToEquatableArray());
    }

    private static ParameterSetting Setting(string text)
    {
        string[] parts = text.Split('=', 2);
        return new ParameterSetting(parts[0].Trim(), parts[1].Trim());
    }
}
