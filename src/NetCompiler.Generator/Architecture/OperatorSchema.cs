using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>What the cells of a column hold.</summary>
internal enum ColumnKind
{
    /// <summary>An operator or a block.</summary>
    Operator,

    /// <summary>height×width×channels.</summary>
    Shape,

    /// <summary>An identifier.</summary>
    Name,

    /// <summary>Names of rows above, parted by commas.</summary>
    RowNames,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Whole numbers, parted by points, commas or spaces.</summary>
    List,

    /// <summary>A whole number, or height×width.</summary>
    Sides,

    /// <summary>A rule of padding, or numbers.</summary>
    Padding,

    /// <summary>One of the column's words.</summary>
    Word,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A condition.</summary>
    Condition,
}

/// <summary>One column of a network's or a block's table.</summary>
/// <param name="Synonyms">Other headings that mean the column.</param>
/// <param name="Default">What an empty cell means, in words.</param>
/// <param name="Range">What may stand there, in words.</param>
/// <param name="Choices">The words of a <see cref="ColumnKind.Word"/> or <see cref="ColumnKind.Padding"/> column, each with the papers' words for it.</param>
internal sealed record ColumnSpec(
    string Name, ColumnKind Kind, string Meaning, string Default, string Range, EquatableArray<string> Synonyms, EquatableArray<Choice> Choices);

/// <summary>A word and what papers write for it.</summary>
internal sealed record Choice(string Word, EquatableArray<string> Synonyms);

/// <summary>One primitive operator.</summary>
/// <param name="Keyword">The word in tables and messages.</param>
/// <param name="Primitive">The operation that it becomes: the keyword of <see cref="PrimitiveOperation.Operator"/>.</param>
/// <param name="Yields">The activation that an operator of that name applies; <see cref="ActivationKind.None"/> for all others.</param>
/// <param name="Synonyms">Other spellings, in lower case.</param>
/// <param name="Columns">The columns that it reads, besides those that every row has.</param>
/// <param name="HasWeights">Whether a checkpoint holds tensors for it.</param>
internal sealed record OperatorSpec(
    string Keyword, string Primitive, ActivationKind Yields, string Meaning, EquatableArray<string> Synonyms,
    EquatableArray<string> Columns, bool HasWeights)
{
    /// <summary>The fewest rows that <c>from</c> must name.</summary>
    public int LeastNamed { get; init; }

    /// <summary>The most rows that <c>from</c> may name.</summary>
    public int MostNamed { get; init; } = 1;

    /// <summary>Whether it is a pool, whose window may be the whole map.</summary>
    public bool IsPool { get; init; }

    public bool Reads(string column) => Columns.Contains(column) || OperatorSchema.CommonColumns.Contains(column);
}

/// <summary>
/// The single description of the language's operators and columns: parser, messages and manual come from it. Only what the compiler can
/// execute is here.
/// </summary>
internal static class OperatorSchema
{
    public const string ClassesParameter = "Classes";

    /// <summary>Columns of every row, whatever its operator.</summary>
    public static readonly EquatableArray<string> CommonColumns = EquatableArray.Of("input", "operator", "name", "from", "n", "when");

    public static readonly EquatableArray<ColumnSpec> Columns = EquatableArray.Of(
        Column("input", ColumnKind.Shape, "The shape that enters the row, as the paper prints it; checked where the parameters have their defaults.",
            "not checked", "height×width×channels, such as `224²×3` or `224x224x3`", ["input size", "input shape"]),
        Column("operator", ColumnKind.Operator, "What the row computes: an operator, or a block of the file. A window may follow (`conv2d 3x3`), a stride (`/ s2`), an activation (`, relu6`), and any column as `column=value`.",
            "none: every row has one", "the operators below, or a block", ["layer", "type", "type / stride"]),
        Column("name", ColumnKind.Name, "Names the row: for `from`, for `Names`, in messages and in the generated code.",
            "a name made from the operator", "a letter, then letters, digits and `_`", []),
        Column("from", ColumnKind.RowNames, "The rows whose results this row reads instead of the row above; `in` is what enters the block. For `add` and `multiply`, one name means that result and the row above, two names are taken by themselves; `concat` names all that it joins, in order.",
            "the row above", "names of rows above, or `in`", []),
        Column("c", ColumnKind.Whole, "Channels that the row yields. In the network's table the width rule applies to it, but for a `slice`.",
            "the channels that enter", "1 .. 65536", ["out", "channels", "#out"]),
        Column("n", ColumnKind.Whole, "How often the row is repeated; the stride belongs to the first.",
            "1", "1 .. 1000", ["repeat", "repeats"]),
        Column("s", ColumnKind.Sides, "Stride.",
            "1; for a pool its window", "1 .. 1024, or height×width", ["stride"]),
        Column("k", ColumnKind.Sides, "Window, where the operator's cell does not say it.",
            "none; for a pool the whole map", "1 .. 1024, or height×width", ["kernel", "window"]),
        Column("d", ColumnKind.Sides, "Dilation: the distance between neighbouring taps.",
            "1", "1 .. 1024, or height×width", ["dilation"]),
        Column("g", ColumnKind.Whole, "Groups: each reads its own share of the channels that enter and yields its own share of `c`. As many groups as channels enter and leave make a `conv2d` a `dwconv`.",
            "1", "1 .. 65536; a divisor of the channels that enter and of `c`", ["groups", "group"]),
        Column("kernels", ColumnKind.List, "Sizes of the square windows of a depthwise convolution that has several, instead of `k`: neighbouring channels share a window, in the order of the list.",
            "none", "odd numbers such as `3.5.7`, `3,5,7` or `3 5 7`, or the name of a list", []),
        Column("partition", ColumnKind.Word, "How several windows share the channels C: `equal` gives each of n the same number and the first what is left over, `exponential` gives the first C/2, the second C/4 and so on, the last what is left.",
            "equal", "equal, exponential", [],
            Choice("equal"), Choice("exponential")),
        Column("dilated", ColumnKind.Flag, "Whether a window larger than 3 is a 3×3 one with dilation d·(k - 1)/2, which reaches as far, where the stride is 1.",
            "no", "yes, no", []),
        Column("padding", ColumnKind.Padding, "What surrounds the map: `same` is TensorFlow's SAME, `symmetric` is dilation·(k - 1)/2 on every side, `valid` is none, `1` is one position on every side, `(0,1)` is none before and one after, `(0,1),(2,3)` says rows and columns apart.",
            "same; for a pool valid", "`same`, `symmetric`, `valid`, a number, or pairs", ["pad"],
            Choice("same"), Choice("symmetric"), Choice("valid")),
        Column("rounding", ColumnKind.Word, "Which windows of a pool count: `floor` those that lie inside the padded map, `ceil` also a last one that only begins inside the map or the padding before it, as in Caffe and by PyTorch's `ceil_mode`.",
            "floor", "floor, ceil", [],
            Choice("floor"), Choice("ceil")),
        Column("count", ColumnKind.Word, "What a mean divides by: `inside` the positions inside the map, `all` the whole window, as PyTorch's `count_include_pad` does.",
            "inside", "inside, all", [],
            Choice("inside"), Choice("all")),
        Column("first", ColumnKind.Whole, "The first channel that a `slice` takes, counted from 0.",
            "0", "0 .. 65535", []),
        Column("size", ColumnKind.Whole, "Neighbouring channels whose squares an `lrn` sums.",
            "5", "odd, 1 .. 1023", []),
        Column("alpha", ColumnKind.Number, "Weight of the mean square of an `lrn`.",
            "1e-4", "0 or more", []),
        Column("beta", ColumnKind.Number, "Exponent of an `lrn`.",
            "0.75", "0.5, 0.75 or 1", []),
        Column("offset", ColumnKind.Number, "What an `lrn` adds to the weighted mean square.",
            "1", "above 0", []),
        Column("norm", ColumnKind.Word, "What follows the sum: a batch norm, folded into the weights when they are loaded.",
            "none", "none, bn", ["normalization"],
            Choice("none"), Choice("bn", "batchnorm", "batch norm")),
        Column("act", ColumnKind.Word, "The activation that comes last.",
            "none", "none, or an activation", ["activation", "nl"],
            Choice("none", "linear", "identity"), Choice("relu", "re"), Choice("relu6"), Choice("leaky", "leaky relu"), Choice("sigmoid"),
            Choice("swish", "silu"), Choice("hsigmoid", "hard-sigmoid", "hard sigmoid", "h-sigmoid"),
            Choice("hswish", "hs", "h-swish", "hard-swish", "hard swish"), Choice("tanh")),
        Column("bias", ColumnKind.Flag, "Whether the layer has a bias of its own.",
            "no where a norm follows, otherwise yes", "yes, no", []),
        Column("when", ColumnKind.Condition, "The row counts only where this holds; a comma means `and`.",
            "always", "a condition, such as `s = 1, c = in`", ["if"]));

    public static readonly EquatableArray<OperatorSpec> Operators = EquatableArray.Of(
        Operator("conv2d", "Convolution over all channels, or over those of a group.", ["conv", "convolution", "conv2d layer", "group conv", "gconv", "grouped conv", "group convolution"],
            ["c", "k", "s", "d", "g", "padding", "norm", "act", "bias"], hasWeights: true),
        Operator("dwconv", "Depthwise convolution: one window a channel; with `kernels`, windows of several sizes.", ["dwise", "conv dw", "depthwise", "depthwise conv", "depthwise conv2d", "dwconv2d", "dwise conv2d", "mdconv", "mixconv"],
            ["c", "k", "s", "d", "kernels", "partition", "dilated", "padding", "norm", "act", "bias"], hasWeights: true),
        Operator("fc", "Fully connected layer over the whole map, in the order height, width, channels.", ["dense", "linear", "fully connected", "inner product"],
            ["c", "norm", "act", "bias"], hasWeights: true),
        Operator("batchnorm", "A batch norm that follows no convolution.", ["batch norm", "bn", "norm"],
            ["act"], hasWeights: true),
        Operator("maxpool", "Largest of a window; padded positions are left out. Without a window, and where the window is the whole map that the row's `input` prints, it is the largest of the whole map at any resolution.", ["max pool", "max pooling", "maxpooling", "maxpool2d"],
            ["k", "s", "padding", "rounding"], hasWeights: false) with { IsPool = true },
        Operator("avgpool", "Mean of a window; padded positions are not counted, unless `count` says so. Without a window, and where the window is the whole map that the row's `input` prints, it is the mean of the whole map at any resolution.", ["average pool", "avg pool", "average pooling", "avgpool2d", "global avgpool", "global average pool", "global average pooling", "gap"],
            ["k", "s", "padding", "rounding", "count"], hasWeights: false) with { IsPool = true },
        Operator("adaptivepool", "Means over windows that part the map evenly in as many results as `k` says: `adaptivepool 6x6`.", ["adaptive avgpool", "adaptive average pool", "adaptive pool"],
            ["k"], hasWeights: false),
        Operator("add", "Sum of two results of one shape.", ["sum", "residual"],
            ["act"], hasWeights: false) with { LeastNamed = 1, MostNamed = 2 },
        Operator("multiply", "Product of two results of one shape; the second may be 1×1×c, a factor for each channel.", ["scale", "mul", "product"],
            ["act"], hasWeights: false) with { LeastNamed = 1, MostNamed = 2 },
        Operator("concat", "The channels of several results, one after another.", ["concatenate", "concatenation", "depthconcat", "cat"],
            ["act"], hasWeights: false) with { LeastNamed = 2, MostNamed = LanguageLimits.Inputs },
        Operator("slice", "`c` neighbouring channels, from channel `first` on.", ["split", "channel split"],
            ["c", "first"], hasWeights: false),
        Operator("shuffle", "Channel shuffle: of `g` groups of channels the first ones, then the second ones and so on.", ["channel shuffle"],
            ["g"], hasWeights: false),
        Operator("lrn", "Local response normalization across channels: x / (offset + alpha/size · Σ x²)^beta, the sum over `size` neighbouring channels.", ["local response norm", "local response normalization"],
            ["size", "alpha", "beta", "offset"], hasWeights: false),
        Operator("activation", "The activation that `act` names.", ["act"],
            ["act"], hasWeights: false),
        Activation("relu", ActivationKind.Relu, "max(x, 0)."),
        Activation("relu6", ActivationKind.Relu6, "min(max(x, 0), 6)."),
        Activation("leaky", ActivationKind.LeakyRelu, "x where x > 0, otherwise 0.01·x.", "leaky relu"),
        Activation("sigmoid", ActivationKind.Sigmoid, "1 / (1 + exp(-x))."),
        Activation("swish", ActivationKind.Swish, "x · sigmoid(x).", "silu"),
        Activation("hsigmoid", ActivationKind.HardSigmoid, "relu6(x + 3) / 6.", "h-sigmoid", "hard-sigmoid", "hard sigmoid"),
        Activation("hswish", ActivationKind.HardSwish, "x · relu6(x + 3) / 6.", "h-swish", "hard-swish", "hard swish"),
        Activation("tanh", ActivationKind.Tanh, "Hyperbolic tangent."),
        Operator("softmax", "exp(x - max) over their sum, over all elements.", ["classifier softmax"],
            [], hasWeights: false),
        Operator("dropout", "Nothing: it acts in training only.", [],
            [], hasWeights: false),
        Operator("flatten", "The map as one vector, in the order height, width, channels.", ["reshape"],
            [], hasWeights: false));

    /// <summary>Words that expressions may yield for a cell.</summary>
    public static readonly EquatableArray<string> Words = Columns
        .SelectMany(column => column.Choices)
        .SelectMany(choice => choice.Synonyms.Where(ExpressionToken.IsName).Prepend(choice.Word))
        .ToEquatableArray();

    public static ColumnSpec? FindColumn(string heading) =>
        Columns.FirstOrDefault(column => Equal(column.Name, heading) || column.Synonyms.Any(synonym => Equal(synonym, heading)));

    public static OperatorSpec? FindOperator(string words) =>
        Operators.FirstOrDefault(spec => Equal(spec.Keyword, words) || spec.Synonyms.Any(synonym => Equal(synonym, words)));

    /// <summary>The word of a column that a text means, in the schema's spelling; null where there is none.</summary>
    public static string? FindChoice(string column, string text) =>
        Columns.FirstOrDefault(spec => spec.Name == column)?.Choices
            .FirstOrDefault(choice => Equal(choice.Word, text) || choice.Synonyms.Any(synonym => Equal(synonym, text)))?.Word;

    /// <summary>Whether the cells of a column hold lists, wherever the column stands.</summary>
    public static bool HoldsLists(string column) =>
        Columns.Any(spec => spec.Kind == ColumnKind.List && Equal(spec.Name, column));

    /// <summary>What a word of the column <c>act</c> stands for.</summary>
    public static ActivationKind ActivationOf(string word) =>
        Operators.FirstOrDefault(spec => spec.Keyword == word)?.Yields ?? ActivationKind.None;

    public static IEnumerable<string> ChoicesOf(string column) =>
        Columns.First(spec => spec.Name == column).Choices.Select(choice => choice.Word);

    /// <summary>Whether a width is the papers' way to say the number of classes.</summary>
    public static bool MeansClasses(string text) => Equal(text, "k classes") || Equal(text, "classes") || text == ClassesParameter;

    public static bool Equal(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static ColumnSpec Column(
        string name, ColumnKind kind, string meaning, string whenEmpty, string range, string[] synonyms, params Choice[] choices) =>
        new(name, kind, meaning, whenEmpty, range, new(synonyms), new(choices));

    private static Choice Choice(string word, params string[] synonyms) => new(word, new(synonyms));

    private static OperatorSpec Operator(string keyword, string meaning, string[] synonyms, string[] columns, bool hasWeights) =>
        new(keyword, keyword, ActivationKind.None, meaning, new(synonyms), new(columns), hasWeights);

    private static OperatorSpec Activation(string keyword, ActivationKind yields, string meaning, params string[] synonyms) =>
        new(keyword, "activation", yields, meaning, new(synonyms), default, false);
}
