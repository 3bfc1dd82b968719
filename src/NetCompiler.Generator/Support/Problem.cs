namespace NetCompiler.Generator.Support;

/// <summary>
/// A cell of what the user wrote, by ordinals alone: a comment or blank line added to a table moves lines, never these.
/// </summary>
/// <param name="File">Path of the table file as the compilation gives it; the empty text for rows written as attributes.</param>
/// <param name="Table">Which table of the file, from 0 in file order; 0 for attributes.</param>
/// <param name="Row">0 is the header row, 1 the first row below it, -1 the heading above; for attributes, 1 is the first <c>[Row]</c>.</param>
/// <param name="Column">Which cell, from 0; -1 means the whole row. For attributes, 0 is the operator and 1 the first other cell.</param>
internal sealed record CellReference(string File, int Table, int Row, int Column);

/// <summary>
/// Something that the user should mend, told without lines or Roslyn types.
/// </summary>
/// <param name="Rule">The rule's id, one of <see cref="RuleIds"/>.</param>
/// <param name="Cell">The offending cell, or null where the declaration itself (its attribute) is meant.</param>
/// <param name="Property">The attribute's property that is meant where <paramref name="Cell"/> is null; null means the whole attribute.</param>
/// <param name="Arguments">What the rule's message format asks for, in order.</param>
internal sealed record Problem(string Rule, CellReference? Cell, string? Property, EquatableArray<string> Arguments);
