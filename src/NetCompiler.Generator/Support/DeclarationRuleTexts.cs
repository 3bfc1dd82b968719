namespace NetCompiler.Generator.Support;

/// <summary>Texts of the rules about declarations (3xxx) and planning (4xxx).</summary>
internal static class DeclarationRuleTexts
{
    /// <summary>Every rule, in the order of the ids.</summary>
    public static readonly EquatableArray<RuleText> All = EquatableArray.Of<RuleText>(
        new(
            RuleIds.ClassNotPartial,
            "A network's class is not partial",
            "'{0}' must be partial: the compiled network becomes another part of the class",
            "The compiler adds constants, loading and `Run` to the class in a part of its own, which C# allows for partial classes only. Write `partial` before `class`."),
        new(
            RuleIds.EnclosingTypeNotPartial,
            "A type around a network's class is not partial",
            "'{0}' must be partial: it encloses the network '{1}'",
            "To add to a nested class, the compiler opens every type around it again, which C# allows for partial types only. Write `partial` on each of them, or move the class out."),
        new(
            RuleIds.UnfitClass,
            "A class cannot become a network",
            "'{0}' cannot become a network: it is {1}",
            "A network is an object with weights and a workspace of its own. So its class cannot be static, abstract, generic, a record or local to its file, and it cannot be called like one of the members that it is given (`Run`, `Load` …)."),
        new(
            RuleIds.SeveralNetworks,
            "A class has several networks",
            "'{0}' has both [{1}] and [{2}]: a class becomes one network",
            "Each of `[Network]` and the attributes of published networks completes the class with a whole network. Keep one of them; declare another class for the other network."),
        new(
            RuleIds.AttributeWithoutNetwork,
            "An attribute stands on a class without a network",
            "[{0}] on '{1}' has no effect: the class has neither [Network] nor the attribute of a published network",
            "`[Row]`, `[Parameter]`, `[Preprocessing]` and `[Tap]` say more about a network that another attribute of the class asks for. Add `[Network]`, or remove the attribute."),
        new(
            RuleIds.RowsBesideTable,
            "Rows are written beside a table",
            "'{0}' has [Row] beside the table '{1}': the rows are either attributes or the table's",
            "A network's rows come from one place. Write them all as `[Row]` under `[Network]` without a file name, or write them all in the table file. Blocks of a published network can be used by `Blocks`."),
        new(
            RuleIds.NoRows,
            "A network has neither table nor rows",
            "[Network] on '{0}' names no table file and there is no [Row]",
            "Name a table file of the project, `[Network(\"MyNet.net.md\")]`, or write the rows as `[Row]` attributes."),
        new(
            RuleIds.TableNotFound,
            "No table file matches",
            "No table file matches '{0}': {1}",
            "A table is found among the project's additional files whose names end in `.net.md`, by the end of its path: a file name, with as many folders before it as it takes. Upper and lower case count. The package makes all such files of the project additional files; without it, add `<AdditionalFiles Include=\"MyNet.net.md\" />`."),
        new(
            RuleIds.TableAmbiguous,
            "Several table files match",
            "'{0}' matches several table files: {1}; write more of the path",
            "Several of the project's table files end in the name. Write the folder before it: `Models/MyNet.net.md`."),
        new(
            RuleIds.TableUnreadable,
            "A table file cannot be read",
            "'{0}' cannot be read as text",
            "The file matches, but the compiler was given no text of it: it may be missing, locked or not be text."),
        new(
            RuleIds.ResolutionBesideSize,
            "Resolution and a side are both set",
            "{0} is set beside Resolution: set Resolution for a square input, or Height and Width",
            "`Resolution` sets height and width alike. For an input that is not square, set `Height` and `Width` and leave `Resolution` out."),
        new(
            RuleIds.PreprocessingOutOfRange,
            "A number of the preprocessing is out of range",
            "{0} is {1}; expected: {2}",
            "The crop fraction lies above 0 and is at most 1. Mean and standard deviation are one finite number for all channels, or one for each; a standard deviation is above 0. The order of channels can be changed for three channels only."),
        new(
            RuleIds.MemberCollides,
            "A member has the name of one that the network is given",
            "'{0}' is given a member '{1}', but {2} declares one: rename it",
            "The compiler adds constants (`InputHeight`, `OutputLength` …), `Load`, `Run`, `Dispose` and others to the class. Methods of the same name with other parameters are no problem."),
        new(
            RuleIds.DeclaresConstructor,
            "A network's class has a constructor",
            "'{0}' must not declare a constructor: an object made by it would have no weights",
            "Objects of the class are made by `Load`, `LoadResource`, `Over` and `NewSession`, which give them weights and a workspace. Keep state that you need beside the network in a class that holds it."),
        new(
            RuleIds.BaseWithoutConstructor,
            "A base class cannot be constructed without arguments",
            "'{0}' cannot become a network: its base class '{1}' has no constructor that can be called without arguments",
            "The compiler's constructor of the class knows no arguments for the base class. Give the base class a constructor without parameters, or hold the network in a field instead."),
        new(
            RuleIds.ParameterSetTwice,
            "A parameter is set twice",
            "The parameter '{0}' is set twice",
            "A parameter is set once: by a property of the network's attribute or by one `[Parameter]`."),
        new(
            RuleIds.UnusableValue,
            "A value is of a kind that no table has",
            "The value of '{0}' is neither a finite number nor a flag, text, a member of an enumeration, or a list of these",
            "Tables know numbers, flags, words and lists. A type, a character, null, infinity, NaN and a number cast to an enumeration without such a member are none of them."),
        new(
            RuleIds.MalformedCell,
            "A cell of a row is malformed",
            "'{0}' is not a cell: expected column=value",
            "The second text of a `[Row]` is a list of cells separated by spaces, each a column's name, `=` and its value without spaces: `s1x1=16 e1x1=64`."),
        new(
            RuleIds.CellSetTwice,
            "A row sets a column twice",
            "The column '{0}' is set twice in this row",
            "A row has one cell for each column: `C`, `S`, `N` and `T` are the columns `c`, `s`, `n` and `t`."),
        new(
            RuleIds.RowsScattered,
            "Rows stand on several parts of a class",
            "The [{1}]s of '{0}' stand on several parts of the class, which have no order among them",
            "The order of rows is the order of computation and that of taps the order of outputs, and C# gives attributes an order within one part of a class only. Write all of them on one part."),
        new(
            RuleIds.OldLanguage,
            "The project's C# is too old",
            "Generated code needs C# {1}; the project is compiled as C# {0}",
            "Remove `<LangVersion>` from the project, or set it to the version named or a later one. It is the default of projects for .NET 8 and later."),
        new(
            RuleIds.TapName,
            "A tap has a name that it cannot have",
            "'{0}' cannot name a tap: {1}",
            "The name of a `[Tap]` is an identifier of the generated code, unlike those of the other taps; `Input` and `Output` are the network's own."),
        new(
            RuleIds.TapPlace,
            "A tap does not say which result it is",
            "The tap '{0}' sets {1}: expected one of them",
            "A `[Tap]` names a result by its row, `[Tap(\"C4\", Row = \"Block13\")]`, or by the stride of its map, `[Tap(\"C3\", Stride = 8)]`."),
        new(
            RuleIds.AotWithoutVectors,
            "A native build leaves the fast code out",
            "PublishAot leaves the kernels for AVX2 and AVX-512 out, which makes networks several times slower; add <IlcInstructionSet>{0}</IlcInstructionSet> to the project, or 'native' for this machine",
            "NativeAOT compiles for x64 what processors of 2003 can run, unless `IlcInstructionSet` names more, and leaves all other code out for good. Processors since 2013 (Haswell, Zen) have the set that the message names. [platforms.md](../platforms.md#nativeaot) says what other sets give.",
            IsWarning: true),
        new(
            RuleIds.UnknownOptimization,
            "An optimization to be turned off is none",
            "NetCompilerDisable names '{0}': {1}",
            "The property `NetCompilerDisable` lists optimizations that are left out, separated by commas, to measure what each gives or to find where a difference comes from: `FuseActivation, ChannelViews`. `docs/performance.md` describes them. Names that are none turn nothing off.",
            IsWarning: true));
}
