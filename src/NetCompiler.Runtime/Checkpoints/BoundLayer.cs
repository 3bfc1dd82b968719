using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>A layer with the tensors found for it, shapes checked.</summary>
internal sealed record BoundLayer(WeightLayer Layer, TensorEntry Weights, TensorEntry? Bias, BoundNorm? Norm);

/// <summary>The tensors of a batch norm.</summary>
/// <param name="Gamma">The scale, or null for 1.</param>
internal sealed record BoundNorm(TensorEntry? Gamma, TensorEntry Beta, TensorEntry Mean, TensorEntry Variance);

/// <summary>Every layer of a network with its tensors.</summary>
/// <param name="InputsFirst">The weights are height, width, input, output (Keras) and not output, input, height, width.</param>
internal sealed record BoundCheckpoint(BoundLayer[] Layers, bool InputsFirst, double Epsilon);
