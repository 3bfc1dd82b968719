using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Methods of a kernel class for activations of more than two operations, each written only where a step of the plan uses it. Their arithmetic is that of
/// <c>docs/numerics.md</c>.
/// </summary>
internal sealed class ActivationMethods(CodeWriter code, VectorDialect dialect)
{
    private static readonly EpiloguePart[] s_parts =
        [EpiloguePart.Sigmoid, EpiloguePart.Swish, EpiloguePart.HardSigmoid, EpiloguePart.HardSwish, EpiloguePart.Tanh];

    /// <summary>The method that computes an activation of one vector.</summary>
    public static string NameOf(EpiloguePart part) =>
        part == EpiloguePart.Sigmoid ? "Sigmoid"
        : part == EpiloguePart.Swish ? "Swish"
        : part == EpiloguePart.HardSigmoid ? "HardSigmoid"
        : part == EpiloguePart.HardSwish ? "HardSwish"
        : part == EpiloguePart.Tanh ? "Tanh"
        : throw new InvalidOperationException($"No method computes {part.Text}.");

    /// <summary>The call that applies an activation to the vectors of neighbouring pixels, where they are stored.</summary>
    public static string CallOverPixels(EpiloguePart part, Address first, int pixels) =>
        $"{NameOf(part)}OfPixels({first.AsReference}, {CodeWriter.Number(pixels)});";

    /// <summary>
    /// The methods that these steps need. Variables are few: the compiler stops inlining where a method has too many of them.
    /// </summary>
    public void Write(IEnumerable<KernelStep> steps, bool readyToRun)
    {
        HashSet<EpiloguePart> used = [];
        HashSet<EpiloguePart> ofPixels = [];
        foreach (KernelStep step in steps)
        {
            Epilogue? epilogue = EpilogueOf(step);
            used.UnionWith(epilogue?.Parts ?? default);
            if (step is DenseConvStep or GatheredConvStep && step.Output.Shape.Pixels > 1 && epilogue!.OfStored(dialect.Isa) is { } part)
            {
                ofPixels.Add(part);
            }
        }

        foreach (EpiloguePart part in s_parts.Where(used.Contains))
        {
            WriteOfVector(part);
            if (ofPixels.Contains(part))
            {
                WriteOfPixels(part, readyToRun);
            }
        }
    }

    private static Epilogue? EpilogueOf(KernelStep step) => step switch
    {
        DenseConvStep dense => dense.Epilogue,
        GatheredConvStep gathered => gathered.Epilogue,
        WinogradStep winograd => winograd.Epilogue,
        DepthwiseConvStep depthwise => depthwise.Epilogue,
        ElementwiseStep elementwise => elementwise.Epilogue,
        MultiplyStep multiply => multiply.Epilogue,
        _ => null,
    };

    private static string Describe(EpiloguePart part) =>
        part == EpiloguePart.Sigmoid ? "1 / (1 + exp(-x)), within 3 + |x| / 4 ulp from -87 on."
        : part == EpiloguePart.Swish ? "x / (1 + exp(-x)), within 3 + |x| / 4 ulp from -87 on."
        : part == EpiloguePart.HardSigmoid ? "min(max(x + 3, 0), 6) · (1 / 6)."
        : part == EpiloguePart.HardSwish ? "x · hard sigmoid(x)."
        : "d / (d + 2) for d = exp(-2|x|) - 1, with the sign of x, within 2.7 ulp.";

    private void WriteOfVector(EpiloguePart part)
    {
        ActivationFormula formula = new(dialect, "");
        code.Line();
        code.Doc("summary", Describe(part));
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (code.Block($"private static {dialect.VectorType} {NameOf(part)}({dialect.VectorType} {formula.X})"))
        {
            code.Lines(string.Join("\n", formula.Lines(part)));
            code.Line($"return {formula.X};");
        }
    }

    private void WriteOfPixels(EpiloguePart part, bool readyToRun)
    {
        int pixel = MapLayout.BlockOf(dialect.Isa);
        int count = dialect.Isa.ActivationsSideBySide;
        ActivationFormula[] formulas = [.. Enumerable.Range(0, count).Select(number => new ActivationFormula(dialect, CodeWriter.Number(number)))];
        Address[] places = [.. Enumerable.Range(0, count).Select(number => new Address("place", number * pixel))];
        string[][] lines = [.. formulas.Select(formula => formula.Lines(part).ToArray())];

        code.Line();
        code.Doc("summary", $"{NameOf(part)} of one vector of each of <c>pixels</c> neighbours, {CodeWriter.Number(count)} side by side.");
        KernelMethods.WriteAttribute(code, readyToRun);
        using (code.Block($"private static void {NameOf(part)}OfPixels(ref float place, int pixels)"))
        {
            using (code.Block($"for (; pixels >= {CodeWriter.Number(count)}; pixels -= {CodeWriter.Number(count)})"))
            {
                for (int number = 0; number < count; number++)
                {
                    code.Line($"{dialect.VectorType} {formulas[number].X} = {dialect.Load(places[number])};");
                }

                for (int line = 0; line < lines[0].Length; line++)
                {
                    code.Lines(string.Join("\n", lines.Select(of => of[line])));
                }

                for (int number = 0; number < count; number++)
                {
                    code.Line(dialect.Store(formulas[number].X, places[number]));
                }

                code.Line($"place = ref Unsafe.Add(ref place, {CodeWriter.Number(count * pixel)});");
            }

            using (code.Block("for (; pixels > 0; pixels--)"))
            {
                code.Line(dialect.Store(new VectorExpr($"{NameOf(part)}({dialect.Load(places[0])})"), places[0]));
                code.Line($"place = ref Unsafe.Add(ref place, {CodeWriter.Number(pixel)});");
            }
        }
    }
}
