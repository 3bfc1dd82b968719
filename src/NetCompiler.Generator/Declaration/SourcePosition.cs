namespace NetCompiler.Generator.Declaration;

/// <summary>
/// A stretch of a file that the user wrote, in numbers alone, so that no tree or text is kept alive. Lines and columns count from 0.
/// </summary>
internal sealed record SourcePosition(
    string Path,
    int Start,
    int Length,
    int StartLine,
    int StartColumn,
    int EndLine,
    int EndColumn);
