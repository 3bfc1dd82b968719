namespace NetCompiler;

/// <summary>
/// How a checkpoint is to be read. None of it counts for a packed file (<c>.ncw</c>), which holds the folded weights themselves.
/// </summary>
public sealed class WeightOptions
{
    internal static readonly WeightOptions Default = new();

    private readonly double? _epsilon;

    /// <summary>The naming convention of the tensors; null, the default, recognises it by the names in the file.</summary>
    public WeightDialect? Dialect { get; init; }

    /// <summary>
    /// What the batch norms add to the variance before its square root; null, the default, takes the dialect's own. Finite, not negative.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or not a number.</exception>
    public double? Epsilon
    {
        get => _epsilon;
        init
        {
            if (value is double epsilon && !(epsilon >= 0 && double.IsFinite(epsilon)))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "The epsilon of a batch norm is a finite number that is not negative.");
            }

            _epsilon = value;
        }
    }

    /// <summary>
    /// States that the checkpoint was trained for the form that the network is compiled in, although checkpoints of its dialect usually
    /// are not. Without it such a checkpoint is refused: wrong padding or a wrong activation would only show as wrong answers.
    /// </summary>
    public bool AcceptForm { get; init; }

    /// <summary>
    /// Loads a checkpoint although it has no classifier, or one with another number of classes: the layer that yields the classes then has weights and
    /// biases of zero, so every score is 0 (after a softmax all are equal) until other weights are loaded. The layers before it are checked as ever.
    /// </summary>
    public bool AllowMissingClassifier { get; init; }
}
