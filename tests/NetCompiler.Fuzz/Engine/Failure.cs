namespace NetCompiler.Fuzz.Engine;

/// <summary>An input whose answer was none, or cost too much.</summary>
/// <param name="Problem">What went wrong, on the first line in a few words.</param>
/// <param name="Input">The input, made small.</param>
/// <param name="Path">Where it was written, or null.</param>
internal sealed record Failure(string Problem, byte[] Input, string? Path);
