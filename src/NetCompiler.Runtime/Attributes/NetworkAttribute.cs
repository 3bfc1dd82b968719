namespace NetCompiler;

/// <summary>
/// Completes a partial class with a compiled network: of the table file that <see cref="Table"/> names (an additional file of the
/// project whose name ends in <c>.net.md</c>), or of the rows that <see cref="RowAttribute"/>s on the class spell in order.
/// </summary>
/// <remarks>
/// A property that is not set keeps the default of the table. Every property but <see cref="Blocks"/> and <see cref="Softmax"/> is a shorthand for a
/// <see cref="ParameterAttribute"/> of the same name.
/// </remarks>
/// <example>
/// <code>
/// [Network("KeywordNet.net.md", Classes = 12)]
/// public partial class KeywordSpotter;
///
/// [Network(Height = 32, Width = 32, Classes = 10)]
/// [Row("conv2d 3x3", C = 32, S = 2)]
/// [Row("avgpool")]
/// [Row("conv2d 1x1", C = "Classes")]
/// public partial class TinyNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class NetworkAttribute : NetworkOptionsAttribute
{
    /// <summary>The network's rows are the <see cref="RowAttribute"/>s of the class.</summary>
    public NetworkAttribute()
    {
    }

    /// <summary>The network is the one of a table file.</summary>
    /// <param name="table">
    /// The file's name, with as many of its folders as tell it from others: <c>Models/KeywordNet.net.md</c>. Upper and lower case count;
    /// <c>/</c> and <c>\</c> are the same.
    /// </param>
    public NetworkAttribute(string table)
    {
        Table = table;
    }

    /// <summary>The table file that was named, or null where the rows are attributes.</summary>
    public string? Table { get; }

    /// <summary>Rows of the input, in pixels. Range: 1 or more. Set with <see cref="Width"/>, instead of <see cref="Resolution"/>.</summary>
    public int Height { get; set; }

    /// <summary>Columns of the input, in pixels. Range: 1 or more. Set with <see cref="Height"/>, instead of <see cref="Resolution"/>.</summary>
    public int Width { get; set; }

    /// <summary>Rows and columns of a square input, in pixels. Range: 1 or more.</summary>
    public int Resolution { get; set; }

    /// <summary>Channels of the input. Range: 1 or more; 3 where the table does not say.</summary>
    public int Channels { get; set; }

    /// <summary>Classes that the network tells apart. Range: 1 or more.</summary>
    public int Classes { get; set; }

    /// <summary>Whether the outputs go through a softmax, so that they are positive and sum to 1. False where it is not set.</summary>
    public bool Softmax { get; set; }

    /// <summary>
    /// Whether the network has its top, the rows that tell the classes apart: for tables with a parameter of this name. Without its top, a network with
    /// <see cref="TapAttribute"/>s yields these alone. The table's default where it is not set.
    /// </summary>
    public bool IncludeTop { get; set; } = true;

    /// <summary>A published network, or a table file, whose blocks the <see cref="RowAttribute"/>s may use, such as <c>MobileNetV2</c>.</summary>
    public string? Blocks { get; set; }
}
