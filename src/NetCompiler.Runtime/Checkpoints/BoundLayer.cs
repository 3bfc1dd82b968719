using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>A layer with the tensors found for it, shapes checked.</summary>
/// <param name="Weights">
/// One tensor, or one for each group in order; none for a batch norm that stands alone, and for a classifier that the checkpoint lacks and that stays zero.
/// </param>
/// <param name="Bias">Null without one.</param>
/// <param name="Norm">Null without one. Its vectors have the channels of the map, of which the layer's are a part.</param>
internal sealed record BoundLayer(WeightLayer Layer, TensorEntry[] Weights, BoundBias? Bias, BoundNorm? Norm);

/// <summary>A layer's biases: the tensors one after another, from an element on.</summary>
internal sealed record BoundBias(TensorEntry[] Tensors, int First);

/// <summary>The tensors of a batch norm.</summary>
/// <param name="Gamma">The scale, or null for 1.</param>
internal sealed record BoundNorm(TensorEntry? Gamma, TensorEntry Beta, TensorEntry Mean, TensorEntry Variance);

/// <summary>Every layer of a network with its tensors.</summary>
/// <param name="InputsFirst">The weights are height, width, input, output (Keras) and not output, input, height, width.</param>
internal sealed record BoundCheckpoint(BoundLayer[] Layers, bool InputsFirst, double Epsilon);
