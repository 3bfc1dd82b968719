using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// What one attributed class asks for: the class to complete, the table that it names or the rows that it carries, and its options.
/// </summary>
/// <param name="Type">The class to complete.</param>
/// <param name="Table">
/// The table file asked for as the user wrote it; <c>zoo:MobileNetV2</c> for a network of the zoo; null where the rows are attributes.
/// </param>
/// <param name="Blocks">A zoo table whose blocks the rows may use (<c>Blocks = "MobileNetV2"</c>), or null.</param>
/// <param name="Rows">The <c>[Row]</c> attributes in order.</param>
/// <param name="Parameters">Parameters set by the attribute, by name; those not set keep the table's defaults.</param>
/// <param name="Softmax">Whether the outputs go through a softmax.</param>
/// <param name="Preprocessing">Overrides of the table's preprocessing.</param>
internal sealed record NetworkDeclaration(
    TypeHierarchy Type,
    string? Table,
    string? Blocks,
    EquatableArray<AttributeRow> Rows,
    EquatableArray<ParameterSetting> Parameters,
    bool Softmax,
    PreprocessingSettings Preprocessing)
{
    /// <summary>The <c>[Tap]</c> attributes in order; the place of one is <see cref="DeclarationPositions.Tap"/>.</summary>
    public EquatableArray<TapRequest> Taps { get; init; }

    /// <summary>The most workers that a declaration may ask for.</summary>
    public const int MostWorkers = 64;

    /// <summary>Threads that share one run, the caller's among them.</summary>
    public int Workers { get; init; } = 1;
}

/// <summary>One <c>[Tap]</c>: a result that the network yields besides its own.</summary>
/// <param name="Name">An identifier, unlike those of the other taps.</param>
/// <param name="Row">The row or operation whose result it is, or null where the stride says it.</param>
/// <param name="Stride">The stride of the map that it is, or null where a row is named.</param>
internal sealed record TapRequest(string Name, string? Row, int? Stride);

/// <summary>One <c>[Row]</c>: the operator's cell and the other cells by column name, as text.</summary>
internal sealed record AttributeRow(string Operator, EquatableArray<ParameterSetting> Cells);

/// <summary>A name and the value given to it, as invariant text (<c>0.5</c>, <c>TensorFlow</c>, <c>true</c>).</summary>
internal sealed record ParameterSetting(string Name, string Value);

/// <summary>
/// How a picture becomes the network's input; a null member keeps the default of the table (and without one: stretch
/// nothing, crop fraction 1, bilinear, mean 0, standard deviation 1, RGB).
/// </summary>
/// <param name="CropFraction">Side of the centre crop over the shorter side of the resized picture, in (0, 1].</param>
/// <param name="Interpolation"><c>Bilinear</c>, <c>Bicubic</c> or <c>Box</c>, as Pillow computes them.</param>
/// <param name="Mean">One number a channel, or one for all, in units of pixel / 255.</param>
/// <param name="StandardDeviation">One number a channel, or one for all, in units of pixel / 255.</param>
/// <param name="ChannelOrder"><c>Rgb</c> or <c>Bgr</c>: what the network expects.</param>
internal sealed record PreprocessingSettings(
    double? CropFraction,
    string? Interpolation,
    EquatableArray<double> Mean,
    EquatableArray<double> StandardDeviation,
    string? ChannelOrder)
{
    /// <summary>Nothing said: every member is the table's.</summary>
    public static readonly PreprocessingSettings Unset = new(null, null, default, default, null);
}
