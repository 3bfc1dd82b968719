namespace NetCompiler.Generator.Support;

/// <summary>
/// Ids of everything that the compiler reports: 1xxx table text, 2xxx shapes and rows, 3xxx declarations, 4xxx planning, 5xxx guidelines.
/// An id is never used again for something else. The texts are in <c>RuleTexts.cs</c>.
/// </summary>
internal static class RuleIds
{
    // Table text.
    public const string TooMuchText = "NETC1001";
    public const string UnknownSection = "NETC1002";
    public const string MissingSection = "NETC1003";
    public const string DuplicateSection = "NETC1004";
    public const string EmptySection = "NETC1005";
    public const string NoDelimiter = "NETC1006";
    public const string RaggedRow = "NETC1007";
    public const string UnknownColumn = "NETC1008";
    public const string DuplicateColumn = "NETC1009";
    public const string MissingColumn = "NETC1010";
    public const string EllipsisRow = "NETC1011";
    public const string ForeignDigit = "NETC1012";
    public const string BadExpression = "NETC1013";
    public const string BadBlockHeading = "NETC1014";
    public const string BadShape = "NETC1015";
    public const string BadRange = "NETC1016";
    public const string BadName = "NETC1017";
    public const string DuplicateName = "NETC1018";
    public const string MissingCell = "NETC1019";
    public const string BadPadding = "NETC1020";
    public const string BadShare = "NETC1021";
    public const string BadLayerNames = "NETC1022";
    public const string BadNumbers = "NETC1023";
    public const string SaidTwice = "NETC1024";

    // Rows.
    public const string UnknownOperator = "NETC2001";
    public const string UnknownName = "NETC2002";
    public const string WrongKind = "NETC2003";
    public const string NotInRange = "NETC2004";
    public const string NotAChoice = "NETC2005";
    public const string NotANumber = "NETC2006";
    public const string ColumnNotRead = "NETC2007";
    public const string BlockNeeds = "NETC2008";
    public const string BlockRecursion = "NETC2009";
    public const string BlocksTooDeep = "NETC2010";
    public const string TooManyOperations = "NETC2011";
    public const string UnknownRow = "NETC2012";
    public const string RowLeftOut = "NETC2013";
    public const string WrongFrom = "NETC2014";
    public const string NoOperations = "NETC2015";
    public const string DefaultOutOfRange = "NETC2016";
    public const string UnknownParameter = "NETC2017";
    public const string ParameterOutOfRange = "NETC2018";
    public const string ParameterRequired = "NETC2019";
    public const string UnknownTable = "NETC2020";
    public const string SharedLayerName = "NETC2021";
    public const string ColumnsContradict = "NETC2022";

    /// <summary>A tap names a row that is not there: tap, row, the nearest choice.</summary>
    public const string UnknownTapRow = "NETC2023";

    /// <summary>A tap wants a stride that no map has: tap, stride, the strides that there are.</summary>
    public const string UnknownTapStride = "NETC2024";

    /// <summary>A softmax is asked for where the network's own result is not: network.</summary>
    public const string SoftmaxWithoutTop = "NETC2025";
    public const string UnknownNamedRow = "NETC2026";

    // Shapes.
    /// <summary>No window fits in the map: operation, window with padding, shape of the map.</summary>
    public const string WindowDoesNotFit = "NETC2101";

    /// <summary>Two values of different shapes are to be added: operation, first value and its shape, second value and its shape.</summary>
    public const string UnequalShapes = "NETC2102";

    /// <summary>The <c>input</c> column promises another shape than the one that arrives: operation, found (computed) shape, expected (printed) shape.</summary>
    public const string InputColumnMismatch = "NETC2103";

    /// <summary>A number is out of the range that the compiler accepts: operation, which number, found, smallest, largest.</summary>
    public const string NumberOutOfRange = "NETC2104";

    /// <summary>A depthwise convolution is to change the number of channels: operation, found, expected.</summary>
    public const string DepthwiseChannels = "NETC2105";

    /// <summary>An operation reads a flattened map that only the fully connected layer and what acts on elements can read: operation, keyword, shape of the map.</summary>
    public const string ReadsFlattenedMap = "NETC2106";

    /// <summary>Nothing reads a result: operation.</summary>
    public const string ResultUnread = "NETC2107";

    /// <summary>A softmax stands in the middle of a network, or works on a map: operation, shape of its input.</summary>
    public const string SoftmaxInside = "NETC2108";

    /// <summary>No map is as printed, given the printed size of the input: row, printed size, row below, computed shape, printed shape.</summary>
    public const string PrintedInputMismatch = "NETC2109";

    /// <summary>The class cannot get another part: class.</summary>
    public const string ClassNotPartial = "NETC3001";

    /// <summary>A type around the class cannot get another part: enclosing type, class.</summary>
    public const string EnclosingTypeNotPartial = "NETC3002";

    /// <summary>The class is of a kind that no network can be: class, the kind.</summary>
    public const string UnfitClass = "NETC3003";

    /// <summary>Two attributes ask for a network: class, first attribute, second attribute.</summary>
    public const string SeveralNetworks = "NETC3004";

    /// <summary>An attribute that belongs to a network stands on a class without one: attribute, class.</summary>
    public const string AttributeWithoutNetwork = "NETC3005";

    /// <summary>Rows are written beside a table that has its own: class, the table.</summary>
    public const string RowsBesideTable = "NETC3006";

    /// <summary>A network without table and rows: class.</summary>
    public const string NoRows = "NETC3007";

    /// <summary>No table file matches: name, the candidates in words.</summary>
    public const string TableNotFound = "NETC3008";

    /// <summary>Several table files match: name, the files.</summary>
    public const string TableAmbiguous = "NETC3009";

    /// <summary>A table file that matches cannot be read: path.</summary>
    public const string TableUnreadable = "NETC3010";

    /// <summary><c>Resolution</c> is set together with a side: the side's name.</summary>
    public const string ResolutionBesideSize = "NETC3011";

    /// <summary>A number of the preprocessing is out of its range: property, found, expected.</summary>
    public const string PreprocessingOutOfRange = "NETC3012";

    /// <summary>A member stands where one of the network's belongs: class, member, type that declares it.</summary>
    public const string MemberCollides = "NETC3014";

    /// <summary>The class makes objects that have no network behind them: class.</summary>
    public const string DeclaresConstructor = "NETC3015";

    /// <summary>The base class cannot be constructed without arguments: class, base class.</summary>
    public const string BaseWithoutConstructor = "NETC3016";

    /// <summary>A parameter is set twice: parameter.</summary>
    public const string ParameterSetTwice = "NETC3017";

    /// <summary>A value that no table has: parameter or column.</summary>
    public const string UnusableValue = "NETC3018";

    /// <summary>A word of a <c>[Row]</c>'s cells is not <c>column=value</c>: the word.</summary>
    public const string MalformedCell = "NETC3019";

    /// <summary>A <c>[Row]</c> sets a column twice: column.</summary>
    public const string CellSetTwice = "NETC3020";

    /// <summary>The <c>[Row]</c>s or <c>[Tap]</c>s stand on several parts of the class, which have no order: class, attribute.</summary>
    public const string RowsScattered = "NETC3021";

    /// <summary>The project's C# is older than generated code: version found, version needed.</summary>
    public const string OldLanguage = "NETC3022";

    /// <summary>A <c>[Tap]</c> has a name that it cannot have: name, why.</summary>
    public const string TapName = "NETC3023";

    /// <summary>A <c>[Tap]</c> does not say which result it is, or says it twice: name, what it sets.</summary>
    public const string TapPlace = "NETC3024";

    /// <summary>A native build for x64 that leaves the fast kernels out: the property's value to set.</summary>
    public const string AotWithoutVectors = "NETC4001";

    /// <summary>The property that turns optimizations off names none: the name, a hint.</summary>
    public const string UnknownOptimization = "NETC4002";

    /// <summary>A 1×1 convolution with unequal widths: operation, width in, width out, its result, its memory access, the least, equal widths, their access.</summary>
    public const string UnequalWidths = "NETC5001";

    /// <summary>A 1×1 convolution in groups: operation, groups, width in, width out, its result, its memory access, that without groups, width in and out then.</summary>
    public const string ManyGroups = "NETC5002";

    /// <summary>Many operators in a unit: unit, branches and operators, multiply-adds, most branches, most operators, the choice, its multiply-adds.</summary>
    public const string Fragmented = "NETC5003";

    /// <summary>Element-wise work in a unit: unit, its access, that of the unit, share, largest share, the costliest operator, its access.</summary>
    public const string ElementwiseWork = "NETC5004";

    /// <summary>The property that turns guidelines on has a value of its own: the value, a hint.</summary>
    public const string UnknownGuidelineLevel = "NETC5005";
}
