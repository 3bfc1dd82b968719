namespace NetCompiler.Generator.Declaration;

/// <summary>Path and text of one table file (<c>*.net.md</c>).</summary>
internal sealed record TableFile(string Path, string Text);
