using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// The members that a network's class is given: what a user's own members must not be called, and what the emitter writes.
/// </summary>
internal static class ApiSurface
{
    private const string Text = "string";
    private const string Options = "NetCompiler.WeightOptions";
    private const string Stream = "System.IO.Stream";
    private const string Bytes = "System.ReadOnlySpan<byte>";
    private const string Floats = "System.ReadOnlySpan<float>";
    private const string FloatsOut = "System.Span<float>";
    private const string FloatMemory = "System.Memory<float>";
    private const string FloatMemoryIn = "System.ReadOnlyMemory<float>";

    /// <summary>Key of the constructor, which a class may not declare.</summary>
    public const string Constructor = ".ctor";

    /// <summary>
    /// Members of a class whose network's own result is a map. Where the class has its own of such a name, that one stays and the other is left out.
    /// </summary>
    public static readonly EquatableArray<ApiMember> Optional = EquatableArray.Of(Named("OutputHeight"), Named("OutputWidth"), Named("OutputChannels"));

    private static readonly EquatableArray<ApiMember> _common = EquatableArray.Of(
        Named("InputHeight"),
        Named("InputWidth"),
        Named("InputChannels"),
        Named("InputLength"),
        Named("OutputLength"),
        Named("WorkspaceBytes"),
        Named("WeightBytes"),
        Named("ParameterCount"),
        Named("MultiplyAdds"),
        Named("Fingerprint"),
        Named("Preprocessing"),
        Named("InstructionSet"),
        Method("Load", Text, Options),
        Method("Load", Stream, Options),
        Method("Load", Bytes, Options),
        Method("LoadResource", "System.Reflection.Assembly", Text, Options),
        Method("Over", FloatMemoryIn, FloatMemory),
        Method("Pack", Text, Text, Options),
        Method("PackInto", Bytes, FloatsOut, Options),
        Method("NewSession"),
        Method("NewSession", FloatMemory),
        Method("Dispose"),
        Named("_session"),
        Named("Description"),
        Named("Dispatch"),
        Named("Avx512Kernels"),
        Named("Avx2Kernels"),
        Named("NeonKernels"),
        Named("Vector128Kernels"));

    /// <summary>Every member of a class without taps. A method has parameter types, anything else has none at all (null).</summary>
    public static readonly EquatableArray<ApiMember> Members = Of(default);

    /// <summary>Every member of a class with these taps.</summary>
    public static EquatableArray<ApiMember> Of(EquatableArray<string> taps)
    {
        List<ApiMember> members = [.. _common, .. Runs(taps.Count + 1)];
        if (taps.Count > 0)
        {
            // Whether there is a result beside the taps is for the table to say, so both ways to run are kept free.
            members.AddRange(Runs(taps.Count));
            members.AddRange(taps.SelectMany(tap => new[] { "Height", "Width", "Channels", "Length" }.Select(size => Named(tap + size))));
        }

        return members.ToEquatableArray();
    }

    private static IEnumerable<ApiMember> Runs(int outputs)
    {
        string[] spans = [.. Enumerable.Repeat(FloatsOut, outputs)];
        yield return Method("Run", [Floats, .. spans]);
        yield return Method("Run", [Bytes, .. spans]);
    }

    private static ApiMember Named(string name) => new(name, null);

    private static ApiMember Method(string name, params string[] parameters) => new(name, EquatableArray.Of(parameters));
}

/// <summary>One member of the surface.</summary>
/// <param name="Parameters">Types of a method's parameters as C# writes them in full; null for anything but a method.</param>
internal sealed record ApiMember(string Name, EquatableArray<string>? Parameters)
{
    /// <summary>The member as a reader would call it: <c>Run(ReadOnlySpan&lt;float&gt;, Span&lt;float&gt;)</c>, told apart from its overloads.</summary>
    public string Key => Parameters is { } parameters ? Name + "(" + string.Join(", ", parameters) + ")" : Name;
}
