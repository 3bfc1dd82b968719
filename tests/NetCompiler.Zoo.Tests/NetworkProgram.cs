using System.Globalization;
using System.Runtime.InteropServices;
using NetCompiler.Generator;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>
/// A program that runs networks of the zoo at their smallest odd resolutions as users do, for machines and runtimes other than the tests' own: it prints the bits of
/// the results, which are compared with the scalar reference's.
/// </summary>
internal sealed class NetworkProgram : IDisposable
{
    private const double Epsilon = 1e-3;

    /// <summary>Asks for the whole zoo, which takes minutes.</summary>
    private static readonly bool s_wantsAll = Environment.GetEnvironmentVariable("NETCOMPILER_WHOLE_ZOO") == "1";

    private readonly ZooVariant[] _variants;
    private readonly List<(string Name, string Text)> _files = [];
    private readonly List<string> _calls = [];
    private readonly List<float[]> _expected = [];

    /// <param name="few">The networks to be run where not all are asked for.</param>
    /// <param name="architecture">The one to generate code for: <c>x64</c>.</param>
    public NetworkProgram(string[] few, string architecture)
    {
        _variants = [.. ZooVariant.All.Where(variant => s_wantsAll || (variant.Settings.Length == 0 && few.Contains(variant.Network)))];
        Assert.True(_variants.Length >= few.Length);
        foreach (ZooVariant variant in _variants)
        {
            Add(variant, architecture);
        }

        _files.Add(("Entry.cs", Entry()));
    }

    /// <summary>For the program and what it reads; deleted in the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("netcompiler-networks-").FullName;

    /// <summary>Its text: <c>Entry.Main</c> takes the folder.</summary>
    public IReadOnlyList<(string Name, string Text)> Files => _files;

    /// <summary>Fails with the names of the networks whose results differ from the reference's.</summary>
    /// <param name="lines">What the program printed.</param>
    /// <param name="instructions">Those that it has to have run with.</param>
    public void Check(string[] lines, string instructions)
    {
        Assert.Equal(2 * _variants.Length, lines.Length);
        List<string> faults = [];
        for (int i = 0; i < _variants.Length; i++)
        {
            Assert.Equal(instructions, lines[2 * i]);
            float[] actual = MemoryMarshal.Cast<byte, float>(Convert.FromHexString(lines[(2 * i) + 1])).ToArray();
            int element = FloatBits.FirstDifference(_expected[i], actual);
            if (element >= 0)
            {
                faults.Add($"{_variants[i]}: element {element}");
            }
        }

        Assert.Empty(faults);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Add(ZooVariant variant, string architecture)
    {
        string name = $"Network{_calls.Count.ToString(CultureInfo.InvariantCulture)}";
        string[] settings = variant.AtSmallestOddResolution();
        UnrolledNetwork network = ZooNetwork.Read(variant.Network, settings);
        NetworkGraph graph = ZooNetwork.Graph(network);
        Shape shape = graph.Values[0].Shape;
        (WeightDialect dialect, int index) = ZooVariant.DialectOf(network);
        FormulaTensors tensors = new();
        float[] input = FormulaTensors.Input(shape.Height, shape.Width, shape.Channels);
        _expected.Add(new FusedReference(tensors, index, Epsilon).Output(PassList.Run(graph), input));
        File.WriteAllBytes(Path.Combine(Folder, name + ".safetensors"), CheckpointWriter.Write(graph, index, tensors));
        File.WriteAllBytes(Path.Combine(Folder, name + ".input"), MemoryMarshal.AsBytes(input.AsSpan()).ToArray());
        NetworkDeclaration declaration = ZooNetwork.Declare(variant.Network, settings);
        declaration = declaration with { Type = declaration.Type with { Name = name } };
        _files.AddRange(NetworkCompiler.Compile(declaration, default, isas: KnownIsas.For(architecture)).Files.Select(file => (file.HintName, file.Text)));
        _files.Add((name + ".cs", $"namespace Zoo;\n\npublic partial class {name};\n"));
        _calls.Add($$"""
                using (Zoo.{{name}} model = Zoo.{{name}}.Load(folder + "/{{name}}.safetensors", new WeightOptions { AcceptForm = true, Epsilon = 1e-3, Dialect = WeightDialect.{{dialect}} }))
                {
                    float[] output = new float[Zoo.{{name}}.OutputLength];
                    model.Run(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder + "/{{name}}.input")), output);
                    Console.WriteLine(Zoo.{{name}}.InstructionSet);
                    Console.WriteLine(Convert.ToHexString(MemoryMarshal.AsBytes(output.AsSpan())));
                }
            """);
    }

    private string Entry() => $$"""
        using System;
        using System.IO;
        using System.Runtime.InteropServices;
        using NetCompiler;

        public static class Entry
        {
            public static void Main(string[] args)
            {
                string folder = args[0];
        {{string.Join("\n", _calls)}}
            }
        }
        """;
}
