using System.Reflection;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using NetCompiler.Generator;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Isa;
using NetCompiler.Testing.Models;
using Xunit;
using Model = NetCompiler.Testing.Machines;
using Arm = System.Runtime.Intrinsics.Arm;
using X86 = System.Runtime.Intrinsics.X86;

namespace NetCompiler.Kernels.Tests;

/// <summary>
/// The models of other machines' instructions, each member against scalar code that follows the maker's definition, and against the instruction where the machine has it.
/// </summary>
public partial class MachineModelTests
{
    /// <summary>Every pair and triple of these is tried: zeros, subnormals, the largest numbers, infinities, NaN, and numbers whose products do not fit 24 bits.</summary>
    private static readonly float[] s_values =
    [
        0, -0f, 1, -1, 1.0000001f, -1.0000001f, 0.333333343f, 3, 16777215, -16777217, 1.5e-45f, -1.1754942e-38f, 1.17549435e-38f, 8.5e37f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    private static readonly (Type Model, Type Machine)[] s_classes =
    [
        (typeof(Model.AdvSimd), typeof(Arm.AdvSimd)),
        (typeof(Model.AdvSimd.Arm64), typeof(Arm.AdvSimd.Arm64)),
        (typeof(Model.Avx), typeof(X86.Avx)),
        (typeof(Model.Avx2), typeof(X86.Avx2)),
        (typeof(Model.Fma), typeof(X86.Fma)),
        (typeof(Model.Avx512F), typeof(X86.Avx512F)),
    ];

    [Fact]
    public void Multiply_adds_round_once()
    {
        foreach ((float a, float b, float c) in Triples())
        {
            float sum = MathF.FusedMultiplyAdd(a, b, c);
            float difference = MathF.FusedMultiplyAdd(-a, b, c);
            AssertLanes(sum, Model.AdvSimd.FusedMultiplyAdd(Around(c), Around(a), Around(b)));
            AssertLanes(difference, Model.AdvSimd.FusedMultiplySubtract(Around(c), Around(a), Around(b)));
            for (byte lane = 0; lane < 4; lane++)
            {
                Vector128<float> right = Vector128<float>.Zero.WithElement(lane, b);
                Vector128<float> result = Model.AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(Vector128.Create(c), Vector128.Create(a), right, lane);
                Assert.All(Lanes(result), value => AssertSame(sum, value));
            }

            AssertLanes(sum, Model.Fma.MultiplyAdd(Wide(a), Wide(b), Wide(c)).GetLower());
            AssertLanes(difference, Model.Fma.MultiplyAddNegated(Wide(a), Wide(b), Wide(c)).GetLower());
            AssertLanes(sum, Model.Avx512F.FusedMultiplyAdd(Widest(a), Widest(b), Widest(c)).GetUpper().GetUpper());
        }
    }

    [Fact]
    public void Comparisons_and_selections_follow_the_manuals()
    {
        foreach ((float a, float b, _) in Triples())
        {
            uint greater = a > b ? uint.MaxValue : 0;
            uint less = a < b ? uint.MaxValue : 0;
            Assert.Equal(greater, Model.AdvSimd.CompareGreaterThan(Around(a), Around(b)).AsUInt32().GetElement(1));
            Assert.Equal(less, Model.AdvSimd.CompareLessThan(Around(a), Around(b)).AsUInt32().GetElement(1));
            float max = a > b ? a : b;
            float min = a < b ? a : b;
            AssertLanes(max, Model.Avx.Max(Wide(a), Wide(b)).GetLower());
            AssertLanes(min, Model.Avx.Min(Wide(a), Wide(b)).GetLower());
            AssertLanes(max, Model.Avx512F.Max(Widest(a), Widest(b)).GetUpper().GetUpper());
            AssertLanes(min, Model.Avx512F.Min(Widest(a), Widest(b)).GetUpper().GetUpper());
        }

        const uint Mask = 0xF0F01234;
        uint selected = Model.AdvSimd.BitwiseSelect(
            Vector128.Create(Mask).AsSingle(), Vector128.Create(0xAAAAAAAA).AsSingle(), Vector128.Create(0x12345678u).AsSingle()).AsUInt32().GetElement(2);
        Assert.Equal((0xAAAAAAAA & Mask) | (0x12345678u & ~Mask), selected);
    }

    [Fact]
    public void Models_agree_with_the_machine_that_is_here()
    {
        foreach ((float a, float b, float c) in Triples())
        {
            if (X86.Avx.IsSupported)
            {
                AssertLanes(X86.Avx.Max(Wide(a), Wide(b)).GetLower().GetElement(1), Model.Avx.Max(Wide(a), Wide(b)).GetLower());
                AssertLanes(X86.Avx.Min(Wide(a), Wide(b)).GetLower().GetElement(1), Model.Avx.Min(Wide(a), Wide(b)).GetLower());
            }

            if (X86.Fma.IsSupported)
            {
                AssertLanes(X86.Fma.MultiplyAdd(Wide(a), Wide(b), Wide(c)).GetElement(1), Model.Fma.MultiplyAdd(Wide(a), Wide(b), Wide(c)).GetLower());
                AssertLanes(X86.Fma.MultiplyAddNegated(Wide(a), Wide(b), Wide(c)).GetElement(1), Model.Fma.MultiplyAddNegated(Wide(a), Wide(b), Wide(c)).GetLower());
            }

            if (X86.Avx512F.IsSupported)
            {
                AssertLanes(X86.Avx512F.FusedMultiplyAdd(Widest(a), Widest(b), Widest(c)).GetElement(1), Model.Avx512F.FusedMultiplyAdd(Widest(a), Widest(b), Widest(c)).GetLower().GetLower());
                AssertLanes(X86.Avx512F.Max(Widest(a), Widest(b)).GetElement(1), Model.Avx512F.Max(Widest(a), Widest(b)).GetLower().GetLower());
                AssertLanes(X86.Avx512F.Min(Widest(a), Widest(b)).GetElement(1), Model.Avx512F.Min(Widest(a), Widest(b)).GetLower().GetLower());
            }

            if (Arm.AdvSimd.Arm64.IsSupported)
            {
                AssertLanes(Arm.AdvSimd.FusedMultiplyAdd(Around(c), Around(a), Around(b)).GetElement(1), Model.AdvSimd.FusedMultiplyAdd(Around(c), Around(a), Around(b)));
                AssertLanes(Arm.AdvSimd.FusedMultiplySubtract(Around(c), Around(a), Around(b)).GetElement(1), Model.AdvSimd.FusedMultiplySubtract(Around(c), Around(a), Around(b)));
                AssertLanes(
                    Arm.AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(Around(c), Around(a), Vector128.Create(b), 3).GetElement(1),
                    Model.AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(Around(c), Around(a), Vector128.Create(b), 3));
            }
        }
    }

    [Fact]
    public void Models_have_the_machines_signatures()
    {
        foreach ((Type model, Type machine) in s_classes)
        {
            foreach (MethodInfo method in model.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                MethodInfo? real = machine.GetMethod(method.Name, [.. method.GetParameters().Select(parameter => parameter.ParameterType)]);
                Assert.True(real is not null, $"{machine.Name} has no {method}.");
                Assert.Equal(real.ReturnType, method.ReturnType);
                Assert.Equal(real.GetParameters().Select(parameter => parameter.Name).Count(), method.GetParameters().Length);
            }
        }
    }

    [Fact]
    public void Models_have_what_generated_code_names_and_no_more()
    {
        GeneratedFile[] files =
        [
            .. from name in new[] { "MobileNetV2", "MobileNetV3Large", "ShuffleNetV1", "MixNetS", "ResNet18", "AlexNet", "Autoencoder", "EfficientNetB0" }
               from file in NetworkCompiler.Compile(ZooNetwork.Declare(name), default).Files
               select file,
        ];
        ILookup<bool, GeneratedFile> isPortable = files.ToLookup(file => file.HintName.Contains($".{KnownIsas.Vector128.Name}.", StringComparison.Ordinal));
        string[] named = Named(isPortable[false]);
        string[] modelled =
        [
            .. s_classes
                .SelectMany(pair => pair.Model.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
                    .Select(member => $"{pair.Model.FullName![(pair.Model.Namespace!.Length + 1)..].Replace('+', '.')}.{member.Name}"))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(modelled, named);

        // These files ask for what they name, run everywhere, and so need no model.
        Assert.Equal(["Sse.IsSupported", "Sse.Max", "Sse.Min"], Named(isPortable[true]));

        static string[] Named(IEnumerable<GeneratedFile> files) =>
            [.. files.SelectMany(file => Instruction().Matches(file.Text)).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The two ways in which code for 128-bit vectors chooses between vectors.</summary>
    [Fact]
    public void MAXPS_and_MINPS_choose_as_comparing_and_selecting_does()
    {
        foreach ((float a, float b, _) in Triples().Where(_ => X86.Sse.IsSupported))
        {
            (Vector128<float> x, Vector128<float> y) = (Around(a), Around(b));
            Assert.Equal(Vector128.ConditionalSelect(Vector128.GreaterThan(x, y), x, y).AsInt32(), X86.Sse.Max(x, y).AsInt32());
            Assert.Equal(Vector128.ConditionalSelect(Vector128.LessThan(x, y), x, y).AsInt32(), X86.Sse.Min(x, y).AsInt32());
        }
    }

    [GeneratedRegex(@"\b(AdvSimd|AdvSimd\.Arm64|Sse\d?|Avx|Avx2|Fma|Avx512F)\.(?!Arm64)\w+")]
    private static partial Regex Instruction();

    private static IEnumerable<(float A, float B, float C)> Triples() =>
        from a in s_values
        from b in s_values
        from c in s_values
        select (a, b, c);

    /// <summary>The value in lane 1, others elsewhere.</summary>
    private static Vector128<float> Around(float value) => Vector128.Create(2f, value, -3f, 0.5f);

    private static Vector256<float> Wide(float value) => Vector256.Create(Around(value), Around(value));

    private static Vector512<float> Widest(float value) => Vector512.Create(Wide(value), Wide(value));

    private static float[] Lanes(Vector128<float> vector) => [vector.GetElement(0), vector.GetElement(1), vector.GetElement(2), vector.GetElement(3)];

    private static void AssertLanes(float expected, Vector128<float> actual) => AssertSame(expected, actual.GetElement(1));

    private static void AssertSame(float expected, float actual) => Assert.True(
        (float.IsNaN(expected) && float.IsNaN(actual)) || BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(actual), $"{actual:R} and not {expected:R}");
}
