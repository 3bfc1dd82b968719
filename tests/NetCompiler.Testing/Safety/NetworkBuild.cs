using NetCompiler.Generator;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Machines;

namespace NetCompiler.Testing.Safety;

/// <summary>One of the ways in which a network can be compiled. All of them promise the same bits, but for what <c>docs/numerics.md</c> says.</summary>
/// <param name="Path">The one instruction set that the class has.</param>
internal sealed record NetworkBuild(ExecutionPath Path)
{
    /// <summary>Threads that share a run.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Optimizations that are left out.</summary>
    public Optimizations Without { get; init; }

    /// <summary>Those among them that change the order or the number of roundings.</summary>
    public Optimizations ArithmeticWithout => Without & (Optimizations.FoldBatchNorm | Optimizations.ExactGroups | Optimizations.Winograd);

    /// <summary>Every optimization, and all of them: the choices to be left out.</summary>
    public static IReadOnlyList<Optimizations> Choices { get; } = [.. Enum.GetValues<Optimizations>().Where(each => each != Optimizations.None)];

    /// <summary>Compiles a network in several ways: a class of its own for each, as a consumer's build would give, all in one assembly.</summary>
    public static IReadOnlyList<NetworkClass> Compile(NetworkDeclaration declaration, IReadOnlyList<NetworkBuild> builds)
    {
        List<(string Name, string Text)> files = [];
        List<string> names = [];
        foreach (NetworkBuild build in builds)
        {
            TypeHierarchy type = declaration.Type with
            {
                Name = $"{declaration.Type.Name}{names.Count}",
                Namespace = Machine.NamespaceFor(build.Path.Isa, declaration.Type.Namespace),
            };
            files.AddRange(build.Files(declaration with { Type = type }).Select(file => (file.HintName, file.Text)));
            files.Add(($"{type.Name}.cs", $"namespace {type.Namespace};\n\n/// <summary>Asked for by a test.</summary>\npublic partial class {type.Name};\n"));
            names.Add($"{type.Namespace}.{type.Name}");
        }

        System.Reflection.Assembly assembly = InMemoryCompiler.Compile(files);
        return [.. names.Zip(builds, (name, build) => new NetworkClass(assembly.GetType(name, true)!, build))];
    }

    /// <summary>Of several builds, those that differ in their code: not every network has a use for every optimization.</summary>
    public static IEnumerable<NetworkBuild> Distinct(NetworkDeclaration declaration, IEnumerable<NetworkBuild> builds) =>
        builds.DistinctBy(build => string.Concat(build.Files(declaration).Select(file => file.Text)));

    private EquatableArray<GeneratedFile> Files(NetworkDeclaration declaration) => NetworkCompiler.Compile(
        declaration with { Workers = Workers }, default, CompilerOptions.Default with { Enabled = Optimizations.All & ~Without }, EquatableArray.Of(Path.Isa)).Files;

    public override string ToString() =>
        $"{Path}{(Workers == 1 ? "" : $", {Workers} workers")}{(Without == Optimizations.None ? "" : Without == Optimizations.All ? ", no optimization" : $", without {Without}")}";
}
