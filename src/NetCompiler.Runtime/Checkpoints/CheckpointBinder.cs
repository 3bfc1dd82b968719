using System.Text;
using NetCompiler.CompilerServices;

namespace NetCompiler.Checkpoints;

/// <summary>
/// Finds the tensors of every layer by the dialect's names and checks their shapes. Whatever is missing, left over or of another shape is told
/// in one exception.
/// </summary>
internal sealed class CheckpointBinder
{
    private const int ListedNames = 20;

    private readonly Dictionary<string, TensorEntry> _tensors;
    private readonly List<string> _missing = [];
    private readonly List<string> _different = [];
    private readonly List<string> _differences = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly bool _inputsFirst;
    private CheckpointClassifier? _otherClassifier;

    private CheckpointBinder(Dictionary<string, TensorEntry> tensors, bool inputsFirst)
    {
        _tensors = tensors;
        _inputsFirst = inputsFirst;
    }

    /// <summary>Binds every layer.</summary>
    /// <exception cref="WeightMismatchException">Tensors and layers do not fit, or the dialect's form is not the compiled one.</exception>
    public static BoundCheckpoint Bind(NetworkDescription network, Dictionary<string, TensorEntry> tensors, WeightOptions options, string source)
    {
        int index = DialectChooser.Choose(network, tensors, options);
        DialectDescription dialect = network.Dialects[index];
        LayerTensorNames[] names = [.. network.Layers.Select(layer => LayerTensorNames.Of(layer, index, dialect))];

        // Keras leaves gamma out of every batch norm that is made with scale=False; one that lacks it among others is damaged.
        bool hasGamma = !dialect.IsKeras || names.Any(n => n.Norm is not null && tensors.ContainsKey(n.Norm.Gamma));
        CheckpointBinder binder = new(tensors, dialect.IsKeras);
        BoundLayer?[] layers = new BoundLayer?[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            layers[i] = binder.BindLayer(network.Layers[i], names[i], hasGamma, options);
        }

        binder.ThrowIfDifferent(network, dialect, names, options, source);
        ThrowIfOtherForm(network, dialect, options, source);
        return new BoundCheckpoint([.. layers.Select(layer => layer!)], dialect.IsKeras, options.Epsilon ?? dialect.Epsilon);
    }

    private BoundLayer? BindLayer(WeightLayer layer, LayerTensorNames names, bool hasGamma, WeightOptions options)
    {
        if (CheckpointClassifier.FindOther(layer, names, _tensors, _inputsFirst) is { } other)
        {
            if (options.AllowMissingClassifier)
            {
                // Those that the file has: none of a file of other names.
                _used.UnionWith(names.All().Where(_tensors.ContainsKey));
                return new BoundLayer(layer, [], null, null);
            }

            _otherClassifier = other;
        }

        List<TensorEntry> weights = [];
        foreach (string[] alternatives in names.Weights)
        {
            string name = alternatives.FirstOrDefault(_tensors.ContainsKey) ?? alternatives[0];
            if (Find(name, TensorShapes.Of(layer, layer.OutputChannels / names.Weights.Length, _inputsFirst)) is { } tensor)
            {
                weights.Add(tensor);
            }
        }

        // A file whose norms are folded has biases in their place.
        bool hasBias = names.Biases.Any(_tensors.ContainsKey);
        bool hasNorm = names.Norm is not null && names.Norm.All().Any(_tensors.ContainsKey);
        bool isFolded = layer.HasNorm && !hasNorm && hasBias;
        BoundNorm? norm = isFolded || names.Norm is null ? null : BindNorm(names.Norm, [[layer.MapChannels]], hasGamma);
        bool needsBias = layer.HasBias || (layer.HasNorm && names.Norm is null);
        BoundBias? bias = needsBias || (layer.HasNorm && hasBias) ? BindBias(layer, names) : null;
        return weights.Count < names.Weights.Length ? null : new BoundLayer(layer, [.. weights], bias, norm);
    }

    private BoundBias? BindBias(WeightLayer layer, LayerTensorNames names)
    {
        // Where a name counts groups or parts each has biases of its own; otherwise one vector serves all parts of a map.
        int length = names.IsCounted ? layer.OutputChannels / names.Biases.Length : layer.MapChannels;
        List<TensorEntry> tensors = [];
        foreach (string name in names.Biases)
        {
            if (Find(name, [[length]]) is { } tensor)
            {
                tensors.Add(tensor);
            }
        }

        return tensors.Count < names.Biases.Length ? null : new BoundBias([.. tensors], names.IsCounted ? 0 : layer.FirstChannel);
    }

    private BoundNorm? BindNorm(NormTensorNames names, long[][] shape, bool hasGamma)
    {
        TensorEntry? gamma = hasGamma ? Find(names.Gamma, shape) : null;
        TensorEntry? beta = Find(names.Beta, shape);
        TensorEntry? mean = Find(names.Mean, shape);
        TensorEntry? variance = Find(names.Variance, shape);
        return beta is null || mean is null || variance is null ? null : new BoundNorm(gamma, beta, mean, variance);
    }

    /// <summary>The tensor of that name, or null after the difference has been noted.</summary>
    private TensorEntry? Find(string name, long[][] shapes)
    {
        // Parts of one layer look for the same norm; what is wrong with it is told once.
        if (!_tensors.TryGetValue(name, out TensorEntry? tensor))
        {
            if (_told.Add(name))
            {
                _missing.Add(name);
            }

            return null;
        }

        _used.Add(name);
        bool hasShape = shapes.Any(shape => tensor.Shape.AsSpan().SequenceEqual(shape));
        if (hasShape && tensor.IsFloat)
        {
            return tensor;
        }

        string expected = string.Join(" or ", shapes.Select(shape => TensorEntry.Describe(shape)));
        string difference = $"{name}: found {tensor.Type} {TensorEntry.Describe(tensor.Shape)}, expected F32, F16 or BF16 {expected}";
        if (_told.Add(difference))
        {
            _different.Add(name);
            _differences.Add(difference);
        }

        return null;
    }

    private void ThrowIfDifferent(NetworkDescription network, DialectDescription dialect, LayerTensorNames[] names, WeightOptions options, string source)
    {
        List<string> unexpected = [.. _tensors.Keys.Where(name => !_used.Contains(name) && !LayerTensorNames.IsSkipped(name, dialect))];
        if (_missing.Count == 0 && unexpected.Count == 0 && _different.Count == 0)
        {
            return;
        }

        unexpected.Sort(StringComparer.Ordinal);
        bool isRecognised = _used.Count > 0;
        StringBuilder message = new();
        message.Append(source).Append(" does not fit the network ").Append(network.Name);
        if (options.Dialect is not null || isRecognised)
        {
            message.Append(", by the names of ").Append(dialect.Name);
        }
        else
        {
            message.Append(": it has no tensor named as in any of ").Append(DialectChooser.Listing(network))
                .Append(". By the names of ").Append(dialect.Name).Append(" (such as ").Append(names.SelectMany(layer => layer.All()).FirstOrDefault("none")).Append(')');
        }

        message.Append(':');
        AppendList(message, "missing", _missing);
        AppendList(message, "unexpected", unexpected);
        AppendList(message, "different", _differences);
        if (_otherClassifier is not null && isRecognised)
        {
            message.Append('\n').Append(_otherClassifier.Advise());
        }

        throw new WeightMismatchException(message.ToString(), _missing, unexpected, _different);
    }

    private static void AppendList(StringBuilder message, string title, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        message.Append('\n').Append(lines.Count).Append(' ').Append(title).Append(':');
        foreach (string line in lines.Take(ListedNames))
        {
            message.Append("\n  ").Append(line);
        }

        if (lines.Count > ListedNames)
        {
            message.Append("\n  and ").Append(lines.Count - ListedNames).Append(" more");
        }
    }

    private static void ThrowIfOtherForm(NetworkDescription network, DialectDescription dialect, WeightOptions options, string source)
    {
        if (options.AcceptForm || DialectChooser.FitsForm(network, dialect))
        {
            return;
        }

        throw new WeightMismatchException(
            $"{source} has the tensor names of {dialect.Name}, whose checkpoints usually are trained in the form {dialect.Form}, but {network.Name} is "
            + $"compiled in the form {network.Form}. The forms differ in padding or activation, so the network would run and answer wrongly. "
            + $"Declare it with Form = {dialect.Form}; or, if this checkpoint really was trained in the form {network.Form}, say so by "
            + $"loading it with new {nameof(WeightOptions)} {{ {nameof(WeightOptions.AcceptForm)} = true }}.");
    }
}
