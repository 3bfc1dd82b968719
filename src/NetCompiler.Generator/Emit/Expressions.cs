namespace NetCompiler.Generator.Emit;

/// <summary>Text of an expression whose type is the dialect's vector.</summary>
internal readonly record struct VectorExpr(string Text)
{
    public override string ToString() => Text;
}

/// <summary>
/// A place in memory: a reference in generated code and a constant number of floats from it. The only spelling of how memory is
/// reached: references and element offsets, never pointers.
/// </summary>
internal readonly record struct Address(string Reference, int Offset = 0)
{
    /// <summary>So many floats further.</summary>
    public Address Plus(int floats) => new(Reference, Offset + floats);

    /// <summary>The place as an argument: <c>ref input</c>, <c>ref Unsafe.Add(ref input, 24)</c>.</summary>
    public string AsReference => Offset == 0
        ? $"ref {Reference}"
        : $"ref Unsafe.Add(ref {Reference}, {CodeWriter.Number(Offset)})";

    /// <summary>The float at the place.</summary>
    public string AsScalar => Offset == 0 ? Reference : $"Unsafe.Add(ref {Reference}, {CodeWriter.Number(Offset)})";

    /// <summary>Arguments of a vector load or store at the place.</summary>
    public string AsElement => Offset == 0
        ? $"ref {Reference}"
        : $"ref {Reference}, {CodeWriter.Number(Offset)}";
}
