namespace NetCompiler.Generator.Emit;

/// <summary>One file to add to the compilation.</summary>
/// <param name="HintName">Unique in the compilation, such as <c>MyApp.Classifier.Avx2.g.cs</c>.</param>
/// <param name="Text">The whole text, lines ended by <c>\n</c>.</param>
internal sealed record GeneratedFile(string HintName, string Text);
