namespace NetCompiler;

/// <summary>A naming convention of checkpoints: names, suffixes and layout of the tensors, and the epsilon of batch norms.</summary>
public enum WeightDialect
{
    /// <summary>torchvision's names (<c>features.0.0.weight</c>); weights are output, input, height, width.</summary>
    Torchvision,

    /// <summary>timm's names (<c>blocks.0.0.conv_dw.weight</c>); weights are output, input, height, width.</summary>
    Timm,

    /// <summary>Keras' names (<c>conv_dw_1/depthwise_kernel</c>); weights are height, width, input, output.</summary>
    Keras,

    /// <summary>The authors' own names, with PyTorch's suffixes (<c>.weight</c>) and layout: output, input, height, width.</summary>
    Authors,
}
