namespace NetCompiler.Generator.Support;

/// <summary>Texts of the guidelines (5xxx): off unless the project asks for them.</summary>
internal static class GuidelineRuleTexts
{
    private const string Count =
        " Memory access is counted as in the paper (ShuffleNet V2, arXiv:1807.11164, section 2): elements of the maps that an operator reads and writes, and its weights, each operator by itself. "
        + "The remark stands at the row of the network's table; of several operators in one row the one with most to gain is named.";

    private const string Switch =
        "\n\nOff by default. `<NetCompilerGuidelines>info</NetCompilerGuidelines>` or `warning` in the project turns all guidelines on (remarks are shown in editors, error logs and detailed build logs); "
        + "`dotnet_diagnostic.{0}.severity = warning` in a `.globalconfig` sets this one alone, whatever the property says (`.editorconfig` has no effect on table files).";

    /// <summary>Every rule, in the order of the ids.</summary>
    public static readonly EquatableArray<RuleText> All = EquatableArray.Of<RuleText>(
        Guideline(
            RuleIds.UnequalWidths,
            "A 1×1 convolution has unequal widths",
            "'{0}', a 1×1 convolution from {1} to {2} channels that gives {3}, accesses {4} elements where {5} are the least for its multiply-adds: expected widths nearer to each other, such as {6} on both sides ({7} elements)",
            "Guideline 1. Over h·w positions a 1×1 convolution from c1 to c2 channels makes B = h·w·c1·c2 multiply-adds and accesses h·w·(c1 + c2) + c1·c2 elements, at least 2·√(h·w·B) + B / (h·w), which it reaches where c1 = c2. Reported from a quarter above the least, for convolutions with stride 1 over more than one position." + Count),
        Guideline(
            RuleIds.ManyGroups,
            "A 1×1 convolution has many groups",
            "'{0}', a 1×1 convolution in {1} groups from {2} to {3} channels that gives {4}, accesses {5} elements where one without groups accesses {6} for its multiply-adds: expected fewer groups, such as none from {7} to {8} channels",
            "Guideline 2. For the same multiply-adds and weights, a 1×1 convolution in g groups reads and writes maps that are √g times as wide as without groups. Reported from a quarter above the cost without groups." + Count),
        Guideline(
            RuleIds.Fragmented,
            "A unit is parted into many fragments",
            "'{0}' has {1}, of {2} multiply-adds in all: expected at most {3} branches and {4} operators, such as {5} of {6} multiply-adds each",
            "Guideline 3. Operators side by side, and many one after another, each with its own start, end and edges, use a machine worse than fewer and larger ones of the same multiply-adds: on a GPU four branches took three times as long as one. Reported for more than two branches that end in one `concat`, and for more than eight convolutions and pools in one use of a block (ResNet's blocks have 2 or 3, NASNet-A's 13)." + Count),
        Guideline(
            RuleIds.ElementwiseWork,
            "A unit is mostly element-wise work",
            "Element-wise operators make {1} of the {2} memory accesses of '{0}', {3}: expected at most {4}; the costliest is '{5}' with {6}, to be left out or made narrower",
            "Guideline 4. Activations, sums, products, biases and depthwise convolutions make few multiply-adds and move whole maps; without activations and shortcut a bottleneck ran 20 % faster. Reported above two thirds of what one use of a block accesses. The compiler does better than this count: it folds batch norms, and computes activations, biases and most sums before the map is stored; what remains are the depthwise convolutions." + Count),
        new(
            RuleIds.UnknownGuidelineLevel,
            "The level of the guidelines is none",
            "NetCompilerGuidelines is '{0}': {1}",
            "The property `NetCompilerGuidelines` says whether the guidelines (NETC5001 to NETC5004) are reported: `off`, which is the default, `info` or `warning`. With any other value they are off.",
            IsWarning: true));

    private static RuleText Guideline(string id, string title, string message, string help) =>
        new(id, title, message, help + Switch.Replace("{0}", id), IsWarning: true, IsOptional: true);
}
