namespace NetCompiler.Generator.Support;

/// <summary>How the project wants to hear of the guidelines (5xxx); severities of single rules in a <c>.globalconfig</c> go before it.</summary>
internal enum GuidelineLevel
{
    /// <summary>Not at all, but for the rules that a <c>.globalconfig</c> turns on.</summary>
    Off,

    /// <summary>As remarks.</summary>
    Info,

    /// <summary>As warnings.</summary>
    Warning,
}
