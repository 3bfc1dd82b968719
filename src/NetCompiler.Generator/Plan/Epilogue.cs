using System;
using System.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Plan;

/// <summary>What happens to a result between the last multiply and the store, in order.</summary>
/// <param name="Residual">The map that <see cref="EpiloguePart.AddResidual"/> adds, or null.</param>
internal sealed record Epilogue(EquatableArray<EpiloguePart> Parts, Operand? Residual)
{
    /// <summary>
    /// The activation, if any, that is applied to a tile of pixels once that is stored, because it computes an exponential: while sums fill the registers, there are none for its constants and
    /// for several vectors side by side.
    /// </summary>
    public EpiloguePart? OfStored(VectorIsa isa) =>
        isa.ActivationsSideBySide > 1 && Parts.Count > 0 && Parts[Parts.Count - 1].HasExponential ? Parts[Parts.Count - 1] : null;

    /// <summary>What is left for the registers where <see cref="OfStored"/> is applied later.</summary>
    public Epilogue BeforeStore(VectorIsa isa) => OfStored(isa) is null ? this : this with { Parts = Parts.Take(Parts.Count - 1).ToEquatableArray() };

    /// <summary>The epilogue with its residual at another place.</summary>
    public Epilogue With(Func<Operand, Operand> move) => Residual is null ? this : this with { Residual = move(Residual) };
}

/// <summary>One part of an epilogue. A class with values, since lists compare elements that are equatable.</summary>
internal sealed record EpiloguePart(string Text)
{
    /// <summary>The residual's element is added.</summary>
    public static readonly EpiloguePart AddResidual = new("+ residual");

    /// <summary>Max(x, 0).</summary>
    public static readonly EpiloguePart Relu = new("ReLU");

    /// <summary>Min(Max(x, 0), 6).</summary>
    public static readonly EpiloguePart Relu6 = new("ReLU6");

    /// <summary>x where x > 0, otherwise 0.01·x.</summary>
    public static readonly EpiloguePart LeakyRelu = new("leaky ReLU");

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static readonly EpiloguePart Sigmoid = new("sigmoid");

    /// <summary>x · sigmoid(x).</summary>
    public static readonly EpiloguePart Swish = new("swish");

    /// <summary>relu6(x + 3) / 6.</summary>
    public static readonly EpiloguePart HardSigmoid = new("hard sigmoid");

    /// <summary>x · hard sigmoid(x).</summary>
    public static readonly EpiloguePart HardSwish = new("hard swish");

    /// <summary>Hyperbolic tangent.</summary>
    public static readonly EpiloguePart Tanh = new("tanh");

    /// <summary>Whether the part takes more than two operations, so that a method of its own computes it.</summary>
    public bool IsMethod => HasExponential || this == HardSigmoid || this == HardSwish;

    /// <summary>Whether the part computes an exponential: some sixteen operations, each of which waits for the one before.</summary>
    public bool HasExponential => this == Sigmoid || this == Swish || this == Tanh;

    /// <summary>The part that applies an activation.</summary>
    public static EpiloguePart Of(ActivationKind activation) => activation switch
    {
        ActivationKind.Relu => Relu,
        ActivationKind.Relu6 => Relu6,
        ActivationKind.LeakyRelu => LeakyRelu,
        ActivationKind.Sigmoid => Sigmoid,
        ActivationKind.Swish => Swish,
        ActivationKind.HardSigmoid => HardSigmoid,
        ActivationKind.HardSwish => HardSwish,
        ActivationKind.Tanh => Tanh,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
