using System.Globalization;
using System.Runtime.InteropServices;
using NetCompiler.Generator;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Machines;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Zoo.Tests;

/// <summary>Generated classes on an emulated ARM processor, as users call them: NEON's kernels in the machine code that .NET makes of them give the bits of the scalar reference.</summary>
public class EmulatedArmTests
{
    private const double Epsilon = 1e-3;

    /// <summary>Asks for the whole zoo, which takes minutes.</summary>
    private static readonly bool s_wantsAll = Environment.GetEnvironmentVariable("NETCOMPILER_EMULATE_ALL") == "1";

    /// <summary>Every kind of kernel and activation.</summary>
    private static readonly string[] s_few =
        ["AlexNet", "Autoencoder", "DsCnn", "EfficientNetB0", "GoogLeNet", "MixNetS", "MobileNetV2", "MobileNetV3Small", "ResNet18", "ShuffleNetV1", "ShuffleNetV2", "VisualWakeWords"];

    [EmulatedArmFact]
    public void Networks_give_the_bits_of_the_reference()
    {
        ZooVariant[] variants = [.. ZooVariant.All.Where(variant => s_wantsAll || (variant.Settings.Length == 0 && s_few.Contains(variant.Network)))];
        Assert.True(variants.Length >= s_few.Length);
        string folder = Directory.CreateTempSubdirectory("netcompiler-arm-").FullName;
        try
        {
            List<(string Name, string Text)> files = [];
            List<string> calls = [];
            List<float[]> expected = [];
            foreach (ZooVariant variant in variants)
            {
                Prepare(variant, folder, files, calls, expected);
            }

            files.Add(("Entry.cs", Entry(calls)));
            string assembly = Path.Combine(folder, "Networks.dll");
            File.WriteAllBytes(assembly, InMemoryCompiler.Image(files));
            File.Copy(typeof(WeightOptions).Assembly.Location, Path.Combine(folder, "NetCompiler.Runtime.dll"));
            string[] lines = ArmEmulator.Run(assembly, folder);
            Assert.Equal("Arm64 True", lines[0]);
            for (int i = 0; i < variants.Length; i++)
            {
                float[] actual = MemoryMarshal.Cast<byte, float>(Convert.FromHexString(lines[i + 1])).ToArray();
                int element = FloatBits.FirstDifference(expected[i], actual);
                Assert.True(element < 0, $"{variants[i]}: element {element} differs.");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Prepare(ZooVariant variant, string folder, List<(string Name, string Text)> files, List<string> calls, List<float[]> expected)
    {
        string name = $"Network{calls.Count.ToString(CultureInfo.InvariantCulture)}";
        string[] settings = variant.AtSmallestOddResolution();
        UnrolledNetwork network = ZooNetwork.Read(variant.Network, settings);
        NetworkGraph graph = ZooNetwork.Graph(network);
        Shape shape = graph.Values[0].Shape;
        (WeightDialect dialect, int index) = ZooVariant.DialectOf(network);
        FormulaTensors tensors = new();
        float[] input = FormulaTensors.Input(shape.Height, shape.Width, shape.Channels);
        expected.Add(new FusedReference(tensors, index, Epsilon).Output(PassList.Run(graph), input));
        File.WriteAllBytes(Path.Combine(folder, name + ".safetensors"), CheckpointWriter.Write(graph, index, tensors));
        File.WriteAllBytes(Path.Combine(folder, name + ".input"), MemoryMarshal.AsBytes(input.AsSpan()).ToArray());
        NetworkDeclaration declaration = ZooNetwork.Declare(variant.Network, settings);
        declaration = declaration with { Type = declaration.Type with { Name = name } };
        files.AddRange(NetworkCompiler.Compile(declaration, default, isas: KnownIsas.For("arm64")).Files.Select(file => (file.HintName, file.Text)));
        files.Add((name + ".cs", $"namespace Zoo;\n\npublic partial class {name};\n"));
        calls.Add($$"""
                using (Zoo.{{name}} model = Zoo.{{name}}.Load(folder + "/{{name}}.safetensors", new WeightOptions { AcceptForm = true, Epsilon = 1e-3, Dialect = WeightDialect.{{dialect}} }))
                {
                    float[] output = new float[Zoo.{{name}}.OutputLength];
                    model.Run(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder + "/{{name}}.input")), output);
                    Console.WriteLine(Convert.ToHexString(MemoryMarshal.AsBytes(output.AsSpan())));
                }
            """);
    }

    private static string Entry(List<string> calls) => $$"""
        using System;
        using System.IO;
        using System.Runtime.InteropServices;
        using System.Runtime.Intrinsics.Arm;
        using NetCompiler;

        public static class Entry
        {
            public static void Main(string[] args)
            {
                string folder = args[0];
                Console.WriteLine($"{RuntimeInformation.ProcessArchitecture} {AdvSimd.Arm64.IsSupported}");
        {{string.Join("\n", calls)}}
            }
        }
        """;
}
