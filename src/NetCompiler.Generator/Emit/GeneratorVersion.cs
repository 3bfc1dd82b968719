namespace NetCompiler.Generator.Emit;

/// <summary>The version that generated files name. Part of the text, so that the same input gives the same bytes.</summary>
internal static class GeneratorVersion
{
    public static readonly string Text =
        typeof(GeneratorVersion).Assembly.GetName().Version.ToString(3);
}
