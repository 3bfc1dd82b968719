using NetCompiler.Generator.Architecture;

namespace NetCompiler.Testing.Reference;

/// <summary>Activations in float64, from their definitions.</summary>
internal static class ExactActivations
{
    public static double Activate(ActivationKind kind, double x) => kind switch
    {
        ActivationKind.None => x,
        ActivationKind.Relu => Math.Max(x, 0),
        ActivationKind.Relu6 => Math.Min(Math.Max(x, 0), 6),
        ActivationKind.LeakyRelu => x > 0 ? x : 0.01 * x,
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.Swish => x / (1 + Math.Exp(-x)),
        ActivationKind.HardSigmoid => Math.Clamp(x + 3, 0, 6) / 6,
        ActivationKind.HardSwish => x * Math.Clamp(x + 3, 0, 6) / 6,
        ActivationKind.Tanh => Math.Tanh(x),
        _ => throw new NotSupportedException(kind.ToString()),
    };
}
