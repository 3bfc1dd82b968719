namespace NetCompiler.Generator.Support;

/// <summary>A stretch of one line of text, counted from 0 in UTF-16 units: what a squiggle underlines.</summary>
internal sealed record TextPosition(int Line, int Column, int Length);
