using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Onnx;

namespace NetCompiler.Zoo.Tests.Onnx;

/// <summary>
/// Networks written as ONNX models, read back from the bytes. Values are compared with another engine by the benchmark program (<c>peers</c>); here it is the
/// file that counts: nodes, attributes, shapes, constants.
/// </summary>
public class OnnxExportTests
{
    private const double Epsilon = 1e-3;

    [Fact]
    public void A_classifier_reads_back_as_it_was_written()
    {
        NetworkSketch sketch = new(9, 7, 4);
        int stem = sketch.Conv("stem", NetworkSketch.Input, 8, NetworkSketch.Square(3, 2), norm: true, activation: ActivationKind.Relu6);
        int groups = sketch.GroupConv("groups", stem, 8, 2, NetworkSketch.Square(1), activation: ActivationKind.HardSwish);
        int shuffled = sketch.Shuffle("shuffle", groups, 4);
        int depthwise = sketch.Depthwise("depthwise", shuffled, 8, NetworkSketch.Square(3), bias: true);
        int sum = sketch.Sum("sum", depthwise, stem);
        int pool = sketch.MaxPool("pool", sum, NetworkSketch.Square(2, 2));
        sketch.FullyConnected("classes", pool, 3);
        OnnxReader model = Export(sketch.Finish(softmax: true, name: "Small"));

        Assert.Equal((7, 13, "Small"), (model.FormatVersion, model.OperatorSet, model.Name));
        Assert.Equal(["input 1×4×9×7"], model.Inputs);
        Assert.Equal(["output 1×3"], model.Outputs);

        // SAME: 9×7 with stride 2 is 5×4, of 4·2 + 3 - 9 = 2 more rows and 3·2 + 3 - 7 = 2 more columns; the pool makes 3×2 of it, of one more row, after.
        Assert.Equal(
            [
                "Conv kernel_shape=3,3 strides=2,2 pads=1,1,1,1 dilations=1,1 group=1",
                "BatchNormalization epsilon=0.001",
                "Clip",
                "Conv kernel_shape=1,1 strides=1,1 pads=0,0,0,0 dilations=1,1 group=2",
                "HardSigmoid alpha=0.16666667 beta=0.5",
                "Mul",
                "Reshape",
                "Transpose perm=0,2,1,3,4",
                "Reshape",
                "Conv kernel_shape=3,3 strides=1,1 pads=1,1,1,1 dilations=1,1 group=8",
                "Add",
                "MaxPool kernel_shape=2,2 strides=2,2 pads=0,0,1,0",
                "Flatten axis=1",
                "Gemm transB=1",
                "Softmax axis=1",
            ],
            model.Nodes.Select(node => $"{node.Operator} {node.Attributes}".TrimEnd()));
        AssertSound(model);
        FormulaTensors tensors = new();
        AssertConstant(model.Constants[model.Nodes[0].Inputs[1]], [8, 4, 3, 3], tensors.Read("stem.weight", 8, 4, 3, 3));
        AssertConstant(model.Constants[model.Nodes[1].Inputs[1]], [8], tensors.Read("stem.bn.weight", 8));
        AssertConstant(model.Constants[model.Nodes[1].Inputs[2]], [8], tensors.Read("stem.bn.bias", 8));
        AssertConstant(model.Constants[model.Nodes[1].Inputs[3]], [8], tensors.Read("stem.bn.running_mean", 8));
        AssertConstant(model.Constants[model.Nodes[1].Inputs[4]], [8], tensors.Read("stem.bn.running_var", 8));
        AssertConstant(model.Constants[model.Nodes[2].Inputs[1]], [], [0]);
        AssertConstant(model.Constants[model.Nodes[2].Inputs[2]], [], [6]);
        AssertConstant(model.Constants[model.Nodes[3].Inputs[1]], [8, 4, 1, 1], tensors.Read("groups.weight", 8, 4, 1, 1));
        AssertConstant(model.Constants[model.Nodes[6].Inputs[1]], [5], [1, 4, 2, 5, 4]);
        AssertConstant(model.Constants[model.Nodes[8].Inputs[1]], [4], [1, 8, 5, 4]);
        AssertConstant(model.Constants[model.Nodes[9].Inputs[1]], [8, 1, 3, 3], tensors.Read("depthwise.weight", 8, 1, 3, 3));
        AssertConstant(model.Constants[model.Nodes[9].Inputs[2]], [8], tensors.Read("depthwise.bias", 8));
        AssertConstant(model.Constants[model.Nodes[13].Inputs[1]], [3, 48], tensors.Read("classes.weight", 3, 48));
        AssertConstant(model.Constants[model.Nodes[13].Inputs[2]], [3], tensors.Read("classes.bias", 3));
    }

    [Fact]
    public void Parts_of_channels_are_split_and_joined()
    {
        NetworkSketch sketch = new(6, 6, 8);
        int mixed = sketch.Mixed("mixed", NetworkSketch.Input, [(5, 3), (3, 5)]);
        int part = sketch.Slice("part", mixed, 2, 4);
        int norm = sketch.ResponseNorm("norm", part, new ResponseNormRule(5, 1e-4, 0.75, 2));
        int padded = sketch.FullPool("padded", norm, NetworkSketch.Square(3, 2));
        int scale = sketch.Pool("scale", padded, NetworkSketch.Square(3, 1, PaddingRule.Valid), ActivationKind.Sigmoid);
        sketch.Concat("both", sketch.Product("product", padded, scale), padded);
        OnnxReader model = Export(sketch.Finish(taps: [mixed]));

        Assert.Equal(["output 1×8×3×3", "Tap0 1×8×6×6"], model.Outputs);
        Assert.Equal(
            [
                "Split axis=1",
                "Conv kernel_shape=3,3 strides=1,1 pads=1,1,1,1 dilations=1,1 group=5",
                "Conv kernel_shape=5,5 strides=1,1 pads=2,2,2,2 dilations=1,1 group=3",
                "Concat axis=1",
                "Slice",
                "LRN size=5 alpha=0.0001 beta=0.75 bias=2",
                "AveragePool kernel_shape=3,3 strides=2,2 pads=0,0,1,1 count_include_pad=1",
                "GlobalAveragePool",
                "Sigmoid",
                "Mul",
                "Concat axis=1",
            ],
            model.Nodes.Select(node => $"{node.Operator} {node.Attributes}".TrimEnd()));
        AssertSound(model);
        Assert.Equal([5, 3], model.Constants[model.Nodes[0].Inputs[1]].Elements);
        Assert.Equal([2, 6, 1], model.Nodes[4].Inputs.Skip(1).Select(input => model.Constants[input].Elements.Single()));
    }

    [Fact]
    public void A_pool_whose_windows_differ_is_refused()
    {
        NetworkSketch sketch = new(7, 7, 4);
        sketch.AdaptivePool("pool", NetworkSketch.Input, 3, 3);
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(() => Export(sketch.Finish()));
        Assert.Contains("pool is an adaptive pool from 7×7×4 to 3×3×4", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ZooVariant.Indices), MemberType = typeof(ZooVariant))]
    public void Every_network_of_the_zoo_is_written_soundly(int number)
    {
        ZooVariant variant = ZooVariant.All[number];
        UnrolledNetwork network = ZooNetwork.Read(variant.Network, variant.AtSmallestOddResolution());
        NetworkGraph graph = ZooNetwork.Graph(network);
        if (graph.Nodes.Any(node => node.Op is AdaptiveAveragePool))
        {
            Assert.Throws<NotSupportedException>(() => Export(network, new Zeros()));
            return;
        }

        OnnxReader model = Export(network, new Zeros());
        AssertSound(model);
        Shape output = graph.Values[graph.Output].Shape;
        Assert.Equal(
            output.Pixels == 1 ? $"output 1×{output.Channels}" : $"output 1×{output.Channels}×{output.Height}×{output.Width}", model.Outputs[0]);
        Assert.Equal(graph.Nodes.Count(node => node.Op is BatchNorm), model.Nodes.Count(node => node.Operator == "BatchNormalization"));
    }

    private static OnnxReader Export(UnrolledNetwork network, TensorSource? tensors = null)
    {
        (_, int dialect) = ZooVariant.DialectOf(network);
        return new OnnxReader(OnnxFile.Bytes(OnnxExporter.Export(network.Name, ZooNetwork.Graph(network), tensors ?? new FormulaTensors(), dialect, Epsilon)));
    }

    /// <summary>Tensors of the right sizes where their numbers are of no interest.</summary>
    private sealed class Zeros : TensorSource
    {
        public override bool Contains(string name) => !name.EndsWith(".bias", StringComparison.Ordinal);

        public override float[] Read(string name, params int[] shape) => new float[shape.Aggregate(1, (product, size) => product * size)];
    }

    /// <summary>Names are written once and before they are read; every result and every constant is read.</summary>
    private static void AssertSound(OnnxReader model)
    {
        HashSet<string> known = [.. model.Constants.Keys, .. model.Inputs.Select(First)];
        HashSet<string> unread = [.. model.Constants.Keys];
        foreach (ReadNode node in model.Nodes)
        {
            Assert.All(node.Inputs, input => Assert.Contains(input, known));
            unread.ExceptWith(node.Inputs);
            Assert.All(node.Outputs, output => Assert.True(known.Add(output), output));
            unread.UnionWith(node.Outputs);
        }

        Assert.All(model.Outputs, output => Assert.Contains(First(output), known));
        Assert.Empty(unread.Except(model.Outputs.Select(First)));
        static string First(string value) => value.Split(' ')[0];
    }

    private static void AssertConstant(ReadConstant constant, long[] shape, float[] elements)
    {
        Assert.Equal(shape, constant.Shape);
        Assert.Equal(elements, Array.ConvertAll(constant.Elements, element => (float)element));
    }
}
