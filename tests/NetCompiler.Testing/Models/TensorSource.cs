namespace NetCompiler.Testing.Models;

/// <summary>Tensors by name, in the layout of torchvision and timm (OIHW; C,1,H,W; out,in).</summary>
public abstract class TensorSource
{
    /// <summary>Whether there is a tensor that checkpoints may have or lack: statistics of a norm, a bias before a norm.</summary>
    public abstract bool Contains(string name);

    /// <summary>Its elements in row-major order; fails where the shape is another one (1×1 kernels may be matrices).</summary>
    public abstract float[] Read(string name, params int[] shape);
}
