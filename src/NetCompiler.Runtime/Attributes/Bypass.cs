namespace NetCompiler;

/// <summary>What leads around SqueezeNet's fire modules: the paper's Figure 2 (Iandola et al. 2016, arXiv:1602.07360).</summary>
public enum Bypass
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What enters a module is added to what it yields, where both have equal widths.</summary>
    Simple,

    /// <summary>As <see cref="Simple"/>, and by a 1×1 convolution where the widths differ.</summary>
    Complex,
}
