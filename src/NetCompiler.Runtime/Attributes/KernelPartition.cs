namespace NetCompiler;

/// <summary>How several windows share the channels of a mixed depthwise convolution (Tan and Le 2019, arXiv:1907.09595).</summary>
public enum KernelPartition
{
    /// <summary>The same number of channels each; the first has what is left over.</summary>
    Equal,

    /// <summary>Half of the channels, a quarter and so on; the last has what is left.</summary>
    Exponential,
}
