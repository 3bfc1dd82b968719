using System.Runtime.InteropServices;
using System.Text.Json;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using NetCompiler.Testing.Models;

namespace NetCompiler.Benchmarks;

/// <summary>
/// Makes a checkpoint in memory whose numbers follow a formula of the tensor's name and the element's index, so that no weight file is
/// needed. Values have the spread of a trained network's: what is timed sees no infinities and no denormal numbers.
/// </summary>
internal static class FormulaWeights
{
    /// <summary>The network's checkpoint: a safetensors file with torchvision's or timm's names.</summary>
    public static byte[] Checkpoint(BenchmarkedNetwork network)
    {
        UnrolledNetwork unrolled = NetworkReader.Read(Declaration(network), EquatableArray<TableFile>.Empty).Network
            ?? throw new InvalidOperationException($"The zoo's table of {network.Name} is wrong.");
        NetworkGraph graph = PassList.Run(GraphBuilder.Build(unrolled).Graph
            ?? throw new InvalidOperationException($"The graph of {network.Name} is wrong."));
        int dialect = unrolled.Dialects.ToList().FindIndex(known => known.Name is "torchvision" or "timm");
        List<(string Name, int[] Shape)> tensors = [];
        foreach (GraphNode node in graph.Nodes)
        {
            if (node.Op is not Convolution convolution)
            {
                continue;
            }

            LayerNames names = convolution.Weights.Names[dialect];
            int inputs = graph.Values[node.Inputs[0]].Shape.Channels;
            int outputs = graph.Values[node.Output].Shape.Channels;
            int taps = convolution.KernelHeight * convolution.KernelWidth;
            tensors.Add((names.Layer + ".weight", convolution.Weights.Shape switch
            {
                WeightShape.FullyConnected => [outputs, taps * inputs],
                WeightShape.Depthwise => [outputs, 1, convolution.KernelHeight, convolution.KernelWidth],
                _ => [outputs, inputs, convolution.KernelHeight, convolution.KernelWidth],
            }));
            if (convolution.Weights.Bias)
            {
                tensors.Add((names.Layer + ".bias", [outputs]));
            }

            if (convolution.Weights.Norm)
            {
                tensors.AddRange(((string[])["weight", "bias", "running_mean", "running_var"]).Select(part => ($"{names.Norm}.{part}", (int[])[outputs])));
            }
        }

        return File(tensors);
    }

    /// <summary>What an attribute on a class would declare.</summary>
    public static NetworkDeclaration Declaration(BenchmarkedNetwork network) => new(
        new TypeHierarchy("Benchmarked", default, "internal", "Compiled"),
        "zoo:" + network.Table,
        null,
        default,
        network.Parameters.Select(parameter => new ParameterSetting(parameter.Name, parameter.Value)).ToEquatableArray(),
        false,
        PreprocessingSettings.Unset);

    // Header length, header, numbers.
    private static byte[] File(List<(string Name, int[] Shape)> tensors)
    {
        SortedDictionary<string, object> header = new(StringComparer.Ordinal);
        long end = 0;
        foreach ((string name, int[] shape) in tensors)
        {
            long begin = end;
            end += 4 * shape.Aggregate(1L, (product, size) => product * size);
            header[name] = new { dtype = "F32", shape, data_offsets = (long[])[begin, end] };
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] file = new byte[8 + json.Length + end];
        BitConverter.TryWriteBytes(file, (ulong)json.Length);
        json.CopyTo(file, 8);
        int at = 8 + json.Length;
        FormulaTensors formula = new();
        foreach ((string name, int[] shape) in tensors)
        {
            float[] values = formula.Read(name, shape);
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(file.AsSpan(at));
            at += 4 * values.Length;
        }

        return file;
    }
}
