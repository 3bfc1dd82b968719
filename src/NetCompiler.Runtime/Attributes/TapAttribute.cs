namespace NetCompiler;

/// <summary>
/// Lets a network yield a result of a row within it as well, on a class with <c>[Network]</c> or with the attribute of a published network. The taps
/// follow the network's own output in the order in which they are written.
/// </summary>
/// <remarks>Either <see cref="Row"/> or <see cref="Stride"/> is set.</remarks>
/// <example>
/// <code>
/// [MobileNetV2(Resolution = 320)]
/// [Tap("C3", Stride = 8)]
/// [Tap("C4", Row = "Block13")]
/// public partial class Backbone;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TapAttribute : Attribute
{
    /// <summary>A further output.</summary>
    /// <param name="name">The output's name: an identifier, unlike those of the other taps.</param>
    public TapAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The output's name.</summary>
    public string Name { get; }

    /// <summary>
    /// The row whose result it is, by its name, or an operation by the path that generated code gives it: <c>Stem</c>, <c>Block13</c>, <c>Block13.Expand</c>.
    /// </summary>
    public string? Row { get; set; }

    /// <summary>
    /// Rows and columns of the input for which one position of the output stands: the last row's result of that stride is meant. Range: 1 or more.
    /// </summary>
    public int Stride { get; set; }
}
