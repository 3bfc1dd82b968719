namespace NetCompiler.Generator.Support;

/// <summary>Texts of the rules about tables (1xxx), rows and shapes (2xxx).</summary>
internal static class LanguageRuleTexts
{
    /// <summary>Every rule, in the order of the ids.</summary>
    public static readonly EquatableArray<RuleText> All = EquatableArray.Of<RuleText>(
        new(
            RuleIds.TooMuchText,
            "A table is larger than is read",
            "There are more {0} than the {1} that are read",
            "Every loop of the compiler over a user's text has a bound. Split the table, or make blocks of rows that repeat."),
        new(
            RuleIds.UnknownSection,
            "A heading is nearly one of a section",
            "'{0}' is no section of a table file: {1}",
            "The tables under a section's heading are read, all others are prose. A heading that differs from a section's by a letter or two is taken for a slip."),
        new(
            RuleIds.MissingSection,
            "A table file has no network",
            "The file has no section '## {0}' with a table of rows",
            "A table file describes a network by the rows under `## Network`. A file with blocks only can be used by others (`Uses:`), not compiled itself."),
        new(
            RuleIds.DuplicateSection,
            "A section is there twice",
            "There is a section '{0}' already: expected one",
            "Only blocks may be several. Join the two tables, or turn the second heading into prose."),
        new(
            RuleIds.EmptySection,
            "A section has no rows",
            "'{0}' has no table with rows below its heading: expected at least one row",
            "A section's heading is followed by a table with a header, a delimiter line and one row or more."),
        new(
            RuleIds.NoDelimiter,
            "A table has no delimiter line",
            "The second line of the table in '{0}' is not a delimiter: expected a line such as |---|---|",
            "Without a line of dashes below the header Markdown shows no table, so none is read."),
        new(
            RuleIds.RaggedRow,
            "A row has too many or too few cells",
            "The row has {0} cells where the header has {1}",
            "A missing or a further `|` would move every cell after it into another column. Write `-` or nothing between two `|` for a column's default; a `|` inside of a cell is written `\\|`."),
        new(
            RuleIds.UnknownColumn,
            "A column is not known",
            "There is no column '{0}' here: {1}",
            "Every column of a section has a meaning; columns that only explain belong into the text."),
        new(
            RuleIds.DuplicateColumn,
            "A column is there twice",
            "The column '{0}' is there already: expected once",
            "A column and its synonym count as one: `c` and `out`, `s` and `stride`."),
        new(
            RuleIds.MissingColumn,
            "A column is missing",
            "The table has no column '{0}': {1}",
            "Without this column the rows of the section say nothing."),
        new(
            RuleIds.EllipsisRow,
            "Rows are left out",
            "'{0}' stands for rows that are left out: expected every row",
            "A table is a program; what an ellipsis leaves out cannot be computed. Write the rows, or repeat a row by `n`."),
        new(
            RuleIds.ForeignDigit,
            "A digit is not one of 0 to 9",
            "'{0}' holds '{1}', which is no digit here: expected 0 to 9",
            "Digits of other scripts and raised digits look alike and mean other things. Only a raised 2 has a meaning, in sizes: `224²×3`."),
        new(
            RuleIds.BadExpression,
            "An expression cannot be read",
            "'{0}' cannot be read: found {1}, expected {2}",
            "Expressions have numbers, parameters, columns, `in`, `+ - · * /`, `min max round floor ceil mod divisible`, `count` and `largest` of a list, `if(condition, a, b)`, comparisons, `and`, `or` and `not`."),
        new(
            RuleIds.BadBlockHeading,
            "A block's heading cannot be read",
            "'{0}' is no heading of a block: expected Block: name(column, column = default)",
            "The heading names the block and, in brackets, the columns that its use fills: `## Block: bottleneck(t, c, s = 1)`."),
        new(
            RuleIds.BadShape,
            "A shape cannot be read",
            "'{0}' is no shape: expected height×width×channels, such as 224²×3 or 224x224x3",
            "The `input` column holds the shape that enters a row, as papers print it. Leave the cell empty where it need not be checked."),
        new(
            RuleIds.BadRange,
            "A range cannot be read",
            "'{0}' is no range: expected one such as '> 0', '1 ..', '0.0 .. 1.0', '8, 16, 32', 'same, valid' or 'yes, no'",
            "`a .. b` holds whole numbers unless a bound has a point; comparisons hold any number; numbers parted by a comma and a space are the only ones; words parted by commas are an enumeration; `yes, no` is a flag; `list of 3 .. 31` is a list of whole numbers."),
        new(
            RuleIds.BadName,
            "A name cannot be used",
            "'{0}' is no name: expected a letter, then letters, digits or '_', and none of the language's own words",
            "Names become identifiers of the generated code. `in`, `and`, `or`, `not` and the functions are the language's own."),
        new(
            RuleIds.DuplicateName,
            "A name is there twice",
            "'{0}' is already the name of {1}: expected another name",
            "Rows of one table, blocks and parameters of one file are told apart by their names."),
        new(
            RuleIds.MissingCell,
            "A cell must not be empty",
            "The row says nothing in the column '{0}': expected a value",
            "This column has no default in such a row. A convolution's window may stand beside its name: `conv2d 3x3`."),
        new(
            RuleIds.BadPadding,
            "Padding cannot be read",
            "'{0}' is no padding: expected same, symmetric, valid, a number, (before,after) or (above,below),(left,right)",
            "`(0,1)` pads nothing before and one position after, in rows and columns alike."),
        new(
            RuleIds.BadShare,
            "A share cannot be read",
            "'{0}' is no share: expected a percentage up to 100, such as 90 %",
            "A width that rounding would bring below this share of itself is rounded up instead."),
        new(
            RuleIds.BadLayerNames,
            "Names of a layer cannot be read",
            "'{0}' does not name a layer: expected {1}",
            "A cell of `Names` holds the name of a layer and, after a space, that of its batch norm, without `.weight` and its like. Braces hold arithmetic over `block`, `stage`, `repeat` and the block's columns; `{group}` stands for each group, or each of several windows. A batch norm standing alone has one name."),
        new(
            RuleIds.BadNumbers,
            "A list of numbers cannot be read",
            "'{0}' is no list of numbers: found {1}, expected one number or one for each channel",
            "Mean and standard deviation are numbers parted by spaces, in units of a pixel's value over 255."),
        new(
            RuleIds.SaidTwice,
            "A row says something twice",
            "'{2}' already says what '{0}' is, beside '{1}': expected it once",
            "A window or a stride stands either in the operator's cell or in a column of its own."),
        new(
            RuleIds.UnknownOperator,
            "An operator is not known",
            "There is no operator or block '{0}': {1}",
            "An operator is one of the language's or a block of the same file, of `Blocks`, or of a table that a `Uses:` line names."),
        new(
            RuleIds.UnknownName,
            "A name is not known",
            "'{0}' uses '{1}', which is not known here: {2}",
            "An expression knows the parameters and `in`; in a block also the columns that its heading names."),
        new(
            RuleIds.WrongKind,
            "A value is of the wrong kind",
            "In '{0}', '{1}' is {2}: expected {3}",
            "Numbers, words and conditions cannot stand for each other."),
        new(
            RuleIds.NotInRange,
            "A number is out of range",
            "'{0}' is {1}: expected {2}",
            "The number is worked out from the parameters; another value of a parameter may have brought it out of range."),
        new(
            RuleIds.NotAChoice,
            "A word is none of the choices",
            "'{0}' is no value of '{1}': {2}",
            "The column or parameter takes certain words only."),
        new(
            RuleIds.NotANumber,
            "An expression has no value",
            "'{0}' has no value, with {1} as its operands: expected a finite number",
            "Something is divided by zero, or the result is too large."),
        new(
            RuleIds.ColumnNotRead,
            "An operator does not read a column",
            "'{0}' has no '{1}', which is '{2}' here: {3}",
            "A value that nothing reads is probably a slip. Write `-`, or nothing, in columns that an operator does not have."),
        new(
            RuleIds.BlockNeeds,
            "A block's column has no value",
            "The block '{0}' needs a value for '{1}'",
            "The block's heading names this column without a default. Add the column to the table, fill the cell, or write a default in the heading: `t = 6`."),
        new(
            RuleIds.BlockRecursion,
            "A block contains itself",
            "The block '{0}' contains itself: {1}",
            "Blocks are written out where they are used; one that contains itself would have no end."),
        new(
            RuleIds.BlocksTooDeep,
            "Blocks are nested too deeply",
            "The block '{0}' stands in more than {1} others: expected fewer",
            "Every loop of the compiler over a user's text has a bound."),
        new(
            RuleIds.TooManyOperations,
            "A network has too many operations",
            "The network has more than {0} {1} once it is written out: expected fewer",
            "Every operation becomes code, and each row that a `concat` joins and each kernel of a convolution with several may become a piece of its own. Lower `n`, or split the network."),
        new(
            RuleIds.UnknownRow,
            "A row is not known",
            "There is no row '{0}' above: {1}",
            "`from` names rows above in the same table, or `in` for what enters."),
        new(
            RuleIds.RowLeftOut,
            "A row that is read is left out",
            "The row '{0}' is left out by its condition: {1}",
            "A row can only read what is there. Give this row the same condition, or a row for each case."),
        new(
            RuleIds.WrongFrom,
            "A row reads the wrong number of rows",
            "'{0}' reads {1} in 'from': found {2}",
            "`add` adds the row that `from` names to the row above, or the two rows that it names to each other; `multiply` does the same. `concat` names all that it joins, in order. All others read one result."),
        new(
            RuleIds.NoOperations,
            "A network has no operations",
            "No row of '{0}' is left once every condition is applied: expected at least one",
            "A network computes something. See the conditions (`when`) of its rows and blocks."),
        new(
            RuleIds.DefaultOutOfRange,
            "A parameter's default is out of its range",
            "The default of '{0}' is '{1}': {2}",
            "A default has to be a value that the parameter takes."),
        new(
            RuleIds.UnknownParameter,
            "A parameter is not known",
            "The network has no parameter '{0}': {1}",
            "The table's first section names its parameters; height, width, resolution, channels and classes are there always."),
        new(
            RuleIds.ParameterOutOfRange,
            "A parameter is out of its range",
            "'{0}' cannot be '{1}': {2}",
            "The parameter's range stands in the table."),
        new(
            RuleIds.ParameterRequired,
            "A parameter has no value",
            "'{0}' has no default: set it, in the range {1}",
            "The table leaves this parameter to the declaration."),
        new(
            RuleIds.UnknownTable,
            "A used table is not known",
            "There is no table '{0}': {1}",
            "Tables are those of the zoo and the `.net.md` files of the project. A name with as many of its folders as are needed means one file."),
        new(
            RuleIds.SharedLayerName,
            "Two layers have one name",
            "'{0}' and '{1}' are both named '{2}' in {3}: expected names of their own",
            "A checkpoint's tensors belong to one layer each. Tell the layers apart by `{block}`, `{stage}` and `{repeat}`, or by conditions."),
        new(
            RuleIds.ColumnsContradict,
            "Two cells of a row contradict each other",
            "'{0}' is '{1}', which does not go with '{2}' as '{3}': {4}",
            "Each of the two may stand in a row, not both. One of them may come from `Defaults`."),
        new(
            RuleIds.UnknownTapRow,
            "A tap names a row that is not there",
            "The tap '{0}' names '{1}', which is no row of the network: {2}",
            "`Row` of a `[Tap]` is the name of a row, of a use of a block (`Block13`) or of an operation in it (`Block13.Expand`), as the generated code's comments and the weights have them. A row that its condition leaves out is not there."),
        new(
            RuleIds.UnknownTapStride,
            "A tap wants a stride that no map has",
            "The tap '{0}' wants a map of stride {1}: expected one of {2}",
            "`Stride` of a `[Tap]` is how many rows and columns of the input one position of the map stands for. The last row's result of that stride is meant; what follows a pool over the whole map does not count."),
        new(
            RuleIds.SoftmaxWithoutTop,
            "A softmax has nothing to work on",
            "'{0}' yields its taps alone, which no softmax follows: remove Softmax, or include the top",
            "With `IncludeTop = false` a network with taps yields these alone. The softmax belongs to the classes, which the top yields."),
        new(
            RuleIds.UnknownNamedRow,
            "A row is named that is not there",
            "'{0}' names no row of the network: {1}",
            "`rows` of `Widths` names rows of the network's table, `layer` of `Names` also rows of blocks, after the block's name and a point: `bottleneck.Expand`. What is said about rows that are not there would have no effect."),
        new(
            RuleIds.WindowDoesNotFit,
            "A window does not fit",
            "{0}: no window of {1} fits in the map of {2}",
            "The map is smaller than the window. Pad, or enlarge the input."),
        new(
            RuleIds.UnequalShapes,
            "Two results of different shapes are combined",
            "{0}: {1} is {2} and {3} is {4}: expected equal shapes",
            "A sum needs equal heights, widths and channels; a shortcut is usually conditional: `s = 1, c = in`. A product needs the same, or one number a channel (1×1×c); a concatenation, and the kernels of a mixed depthwise convolution, need equal heights and widths."),
        new(
            RuleIds.InputColumnMismatch,
            "A printed shape is not the computed one",
            "{0}: the shape that enters is {1}, the table prints {2}",
            "At the default parameters the shape in the `input` column must be the one that the rows above yield. Either a row above or the printed shape is wrong."),
        new(
            RuleIds.NumberOutOfRange,
            "A size is out of range",
            "{0}: {1} is {2}: expected {3} to {4}",
            "Within these bounds no arithmetic of the compiler or of generated code can overflow."),
        new(
            RuleIds.DepthwiseChannels,
            "A depthwise convolution changes the channels",
            "{0}: a depthwise convolution is to yield {1} channels: expected {2}, as many as enter",
            "A depthwise convolution has one window for each channel. Follow it by a 1×1 convolution to change their number."),
        new(
            RuleIds.ReadsFlattenedMap,
            "A flattened map is read as a map",
            "{0}: '{1}' cannot read the map of {2} after it was flattened",
            "After `flatten` there are no rows and columns any more: only `fc` and what acts on single elements may follow."),
        new(
            RuleIds.ResultUnread,
            "Nothing reads a result",
            "{0}: nothing reads its result",
            "A row's result is read by the row below or by a `from`. Remove the row, or name it where it is meant."),
        new(
            RuleIds.SoftmaxInside,
            "A softmax is not at the end of a vector",
            "{0}: a softmax works on the vector that the network yields: found one over {1}",
            "A softmax stands last, over 1×1×n: pool or flatten the map before it, and let no row follow."),
        new(
            RuleIds.PrintedInputMismatch,
            "The input's printed size does not give the shapes below",
            "{0}: from {1} the row '{2}' is entered by {3}, the table prints {4}, and no map below is as printed: either this size is wrong or what the first rows do to it",
            "Where no parameter says the input's size, the first row's `input` does. If every map that the rows below print is another one than this size gives, that is one mistake, not one in each row."));
}
