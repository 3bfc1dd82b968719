using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Isa;

namespace NetCompiler.Generator.Emit.Dialects;

/// <summary>
/// How one instruction set is spelled in C#: short phrases over vectors. Dialects are siblings and decide nothing.
/// All phrases exist since .NET 8.
/// </summary>
internal abstract class VectorDialect(VectorIsa isa)
{
    /// <summary>
    /// The vector unit whose schedule is spelled. Numbers and spelling mix: any schedule of as many lanes can be run in any spelling of them.
    /// </summary>
    public VectorIsa Isa { get; } = isa;

    /// <summary>The spelling of vectors with half as many lanes, where the machine has both; null where they are not used.</summary>
    public virtual VectorDialect? Half => null;

    /// <summary>The vector's type.</summary>
    public abstract string VectorType { get; }

    /// <summary>The namespace of the instructions that phrases name; null where none are named.</summary>
    public virtual string? Instructions => null;

    /// <summary>A condition on the machine that runs the code.</summary>
    public abstract string IsSupported { get; }

    /// <summary>The static class of the vector's portable phrases.</summary>
    protected abstract string Family { get; }

    public VectorExpr Zero => new($"{VectorType}.Zero");

    public VectorExpr Constant(string value) => new($"{Family}.Create({value})");

    /// <summary>One number for each lane.</summary>
    public VectorExpr Create(IEnumerable<string> lanes) => new($"{Family}.Create({string.Join(", ", lanes)})");

    /// <summary>All lanes the float at a place.</summary>
    public VectorExpr Broadcast(Address place) => new($"{Family}.Create({place.AsScalar})");

    public VectorExpr Load(Address place) => new($"{Family}.LoadUnsafe({place.AsElement})");

    /// <summary>A statement.</summary>
    public string Store(VectorExpr value, Address place) => $"{value}.StoreUnsafe({place.AsElement});";

    /// <summary>a · b + sum.</summary>
    public abstract VectorExpr MultiplyAdd(VectorExpr sum, VectorExpr a, VectorExpr b);

    /// <summary>sum - a · b, rounded as <see cref="MultiplyAdd"/> is.</summary>
    public virtual VectorExpr SubtractProduct(VectorExpr sum, VectorExpr a, VectorExpr b) => MultiplyAdd(sum, a, new VectorExpr($"-{b}"));

    /// <summary>
    /// vector[lane] · weights + sum, for units whose multiply picks a lane; in phrases that every machine understands, unless the dialect knows better.
    /// </summary>
    public virtual VectorExpr MultiplyAddLane(VectorExpr sum, VectorExpr weights, VectorExpr vector, int lane) =>
        MultiplyAdd(sum, new VectorExpr($"{Family}.Create({vector}.GetElement({CodeWriter.Number(lane)}))"), weights);

    public VectorExpr Add(VectorExpr a, VectorExpr b) => new($"{a} + {b}");

    public VectorExpr Subtract(VectorExpr a, VectorExpr b) => new($"{a} - {b}");

    public VectorExpr Multiply(VectorExpr a, VectorExpr b) => new($"{a} * {b}");

    public VectorExpr Divide(VectorExpr a, VectorExpr b) => new($"{a} / {b}");

    public VectorExpr SquareRoot(VectorExpr a) => new($"{Family}.Sqrt({a})");

    /// <summary>The sign's bit cleared.</summary>
    public VectorExpr Abs(VectorExpr a) => new($"{Family}.Abs({a})");

    /// <summary>Bits of a where the mask's are set, bits of b where they are not.</summary>
    public VectorExpr Select(VectorExpr mask, VectorExpr a, VectorExpr b) => new($"{Family}.ConditionalSelect({mask}, {a}, {b})");

    /// <summary>A mask with all bits set in the lanes from <paramref name="first"/> to before <paramref name="end"/> and none in the others.</summary>
    public VectorExpr Mask(int first, int end) =>
        new($"{Family}.Create({string.Join(", ", Enumerable.Range(0, Isa.Lanes).Select(i => i >= first && i < end ? "-1" : "0"))}).AsSingle()");

    /// <summary>The lanes from <paramref name="lane"/> on, then those before it.</summary>
    public VectorExpr Rotate(VectorExpr a, int lane) => new(
        $"{Family}.Shuffle({a}, {Family}.Create({string.Join(", ", Enumerable.Range(0, Isa.Lanes).Select(i => CodeWriter.Number((i + lane) % Isa.Lanes)))}))");

    /// <summary>
    /// 2^n, where <paramref name="rounded"/> is n + 1.5 · 2^23 and so has n in its lowest bits: 0 for n = -127, infinity for n = 128.
    /// </summary>
    public VectorExpr PowerOfTwo(VectorExpr rounded) =>
        new($"({Family}.ShiftLeft({rounded}.AsInt32(), 23) + {Family}.Create(0x3F800000)).AsSingle()");

    /// <summary>
    /// a · 2^n, n being held as by <see cref="PowerOfTwo"/>: added to the exponent, so a and the product have to be normal numbers.
    /// </summary>
    public VectorExpr TimesPowerOfTwo(VectorExpr a, VectorExpr rounded) =>
        new($"({Family}.ShiftLeft({rounded}.AsInt32(), 23) + {a}.AsInt32()).AsSingle()");

    /// <summary>a > b ? a : b in each lane: b where either is NaN. A method of the class, where it takes more than one instruction.</summary>
    public virtual VectorExpr Max(VectorExpr a, VectorExpr b) => new($"{ComparisonMethods.Larger}({a}, {b})");

    /// <summary>a &lt; b ? a : b in each lane: b where either is NaN. A method of the class, where it takes more than one instruction.</summary>
    public virtual VectorExpr Min(VectorExpr a, VectorExpr b) => new($"{ComparisonMethods.Smaller}({a}, {b})");

    /// <summary>What the method for <see cref="Max"/> returns.</summary>
    public virtual VectorExpr Larger(VectorExpr a, VectorExpr b) => Select(new VectorExpr($"{Family}.GreaterThan({a}, {b})"), a, b);

    /// <summary>What the method for <see cref="Min"/> returns.</summary>
    public virtual VectorExpr Smaller(VectorExpr a, VectorExpr b) => Select(new VectorExpr($"{Family}.LessThan({a}, {b})"), a, b);
}
