using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Reference;

namespace NetCompiler.Testing.Models;

/// <summary>Writes safetensors files of float32 tensors, by the format's own description.</summary>
internal static class CheckpointWriter
{
    /// <summary>The checkpoint that a network would load: every tensor of its layers and norms, taken from a source.</summary>
    /// <param name="graph">The graph before any pass.</param>
    /// <param name="dialect">Whose names the file has; PyTorch's suffixes and layout.</param>
    /// <param name="tensors">Where the numbers come from.</param>
    public static byte[] Write(NetworkGraph graph, int dialect, TensorSource tensors)
    {
        List<(string Name, int[] Shape)> wanted = [];
        foreach (GraphNode node in graph.Nodes)
        {
            int inputs = graph.Values[node.Inputs[0]].Shape.Channels;
            int outputs = graph.Values[node.Output].Shape.Channels;
            switch (node.Op)
            {
                case Convolution op:
                    wanted.AddRange(Tensors(op, op.Weights.Names[dialect].Layer, inputs, outputs));
                    break;

                case BatchNorm norm:
                    string name = norm.Names[dialect].Norm!;
                    wanted.AddRange(new[] { "weight", "bias", "running_mean", "running_var" }.Select(suffix => ($"{name}.{suffix}", new[] { outputs })));
                    break;
            }
        }

        return Write(wanted.Select(tensor => (tensor.Name, tensor.Shape, tensors.Read(tensor.Name, tensor.Shape))));
    }

    /// <summary>One kernel, and a bias if there are any; or as many as the layer's name counts groups or parts.</summary>
    private static IEnumerable<(string Name, int[] Shape)> Tensors(Convolution op, string layer, int inputs, int outputs)
    {
        bool isCounted = layer.Contains("{group}", StringComparison.Ordinal);
        int tensors = !isCounted ? 1 : op.Parts.Count > 0 ? op.Parts.Count : op.Groups;
        for (int number = 0; number < tensors; number++)
        {
            string name = LayerTensors.Counted(layer, number);
            (int channels, int height, int width) = op.Parts.Count > 0
                ? (op.Parts[number].Channels, op.Parts[number].KernelHeight, op.Parts[number].KernelWidth)
                : (outputs / tensors, op.KernelHeight, op.KernelWidth);
            yield return (name + ".weight", op.Weights.Shape switch
            {
                WeightShape.FullyConnected => [channels, height * width * inputs],
                WeightShape.Depthwise => [channels, 1, height, width],
                _ => [channels, inputs / op.Groups, height, width],
            });
            if (op.Weights.Bias)
            {
                yield return (name + ".bias", [channels]);
            }
        }
    }

    /// <summary>The tensors of a file as they are, 8-bit weights as the float32 weights that they stand for.</summary>
    public static byte[] Write(TensorFile file) => Write(file.Names.Select(name => (name, file.Shape(name), file[name])));

    private static byte[] Write(IEnumerable<(string Name, int[] Shape, float[] Values)> tensors)
    {
        StringBuilder header = new();
        using MemoryStream data = new();
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            long start = data.Length;
            data.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            header.Append(header.Length == 0 ? '{' : ',')
                .Append($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{start},{data.Length}]}}");
        }

        byte[] text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        byte[] file = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        data.ToArray().CopyTo(file, 8 + text.Length);
        return file;
    }
}
