using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Report.Figures;

namespace NetCompiler.Generator.Report;

/// <summary>The steps of all plans, one line each, with the register blocks of every vector unit as small pictures: a square for each register.</summary>
internal static class StepTable
{
    private const int Square = 8;
    private const int Pitch = 10;

    public static void Write(MarkupWriter page, EquatableArray<ExecutionPlan> plans)
    {
        // Units whose plans differ in nothing that is shown share a column.
        ExecutionPlan[][] columns = [.. plans.GroupBy(plan => (plan.Isa.Registers, plan.Isa.Lanes, plan.Steps)).Select(alike => alike.ToArray())];
        WriteSymbols(page, [.. columns.Select(alike => alike[0])]);
        using (page.Element("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Steps and their register blocks")))
        using (page.Element("table", ("class", "steps")))
        {
            using (page.Element("caption"))
            {
                page.Text("Pixels × channels that one register block computes, a square for each register: ");
                Key("sums", "sums");
                Key("weights", "weights");
                Key("inputs", "inputs");
                Key("free", "free");
            }

            using (page.Element("thead"))
            using (page.Element("tr"))
            {
                page.Element("th", "Step", ("scope", "col"), ("colspan", "2"));
                foreach (ExecutionPlan[] alike in columns)
                {
                    using (page.Element("th", ("scope", "col")))
                    {
                        page.Text(string.Join(", ", alike.Select(plan => plan.Isa.Title)) + " ");
                        page.Element("small", $"{Plain(alike[0].Isa.Registers)} registers of {Plain(alike[0].Isa.Lanes)}");
                    }
                }
            }

            page.Line();
            using (page.Element("tbody"))
            {
                for (int step = 0; step < plans[0].Steps.Count; step++)
                {
                    WriteStep(page, [.. columns.Select(alike => alike[0])], step);
                    page.Line();
                }
            }
        }

        page.Line();

        void Key(string kind, string text)
        {
            using (page.Element("span", ("class", "key")))
            {
                page.Element("i", "", ("class", "swatch " + kind));
                page.Text(text + " ");
            }
        }
    }

    private static void WriteStep(MarkupWriter page, IReadOnlyList<ExecutionPlan> plans, int number)
    {
        KernelStep step = plans[0].Steps[number];
        using (page.Element("tr", ("class", OperationKind.Of(step)), ("data-name", step.Name)))
        {
            page.Element("td", Plain(number + 1), ("class", "ordinal"));
            using (page.Element("th", ("scope", "row")))
            {
                page.Text(PlanText.Bracket(plans[0], number));
                page.Element("b", step.Name);
                page.Text(" ");
                page.Element("small", PlanText.Describe(step));
            }

            foreach (ExecutionPlan plan in plans)
            {
                using (page.Element("td"))
                {
                    if (number < plan.Steps.Count)
                    {
                        WriteBlocks(page, plan.Steps[number], plan.Isa);
                    }
                }
            }
        }
    }

    private static void WriteBlocks(MarkupWriter page, KernelStep step, VectorIsa isa)
    {
        switch (step)
        {
            case WinogradStep winograd:
                WriteBlocks(page, winograd.Multiply, isa);
                break;
            case DenseConvStep or GatheredConvStep:
                foreach ((RegisterBlock block, VectorIsa unit) in Blocks(step, isa))
                {
                    using (page.Element("span", ("class", "block"), ("title", block.Explain(unit))))
                    {
                        page.Text($"{Plain(block.Rows)}×{Plain(block.Tiles * isa.Lanes)} ");
                        using (page.Element(
                            "svg",
                            ("role", "img"),
                            ("aria-label", block.Explain(unit)),
                            ("width", Plain(Width(isa))),
                            ("height", Plain(Height(isa)))))
                        {
                            page.Empty("use", ("href", "#" + Symbol(block, unit)));
                        }
                    }
                }

                break;
            case DepthwiseConvStep depthwise:
                page.Element("span", Plain(depthwise.Runs.Max(run => run.Width)) + " pixels", ("class", "quiet"));
                break;
            default:
                page.Element("span", "–", ("class", "quiet"));
                break;
        }
    }

    /// <summary>Each block of a step once, and how the unit is used: several groups of channels may have the same.</summary>
    private static IEnumerable<(RegisterBlock Block, VectorIsa Unit)> Blocks(KernelStep step, VectorIsa isa)
    {
        EquatableArray<ChannelGroup> groups = step switch
        {
            DenseConvStep dense => dense.Groups,
            GatheredConvStep gathered => gathered.Groups,
            _ => default,
        };
        return groups.Select(group => (group.Block, step is GatheredConvStep ? isa.Broadcasting : isa)).Distinct();
    }

    /// <summary>Each picture once, for all steps that show it.</summary>
    private static void WriteSymbols(MarkupWriter page, IReadOnlyList<ExecutionPlan> plans)
    {
        using (page.Element("svg", ("class", "symbols"), ("width", "0"), ("height", "0"), ("aria-hidden", "true")))
        {
            foreach (ExecutionPlan plan in plans)
            {
                foreach ((RegisterBlock block, VectorIsa unit) in plan.Steps.SelectMany(step => Blocks(step, plan.Isa)).Distinct())
                {
                    WriteSymbol(page, block, unit);
                }
            }
        }

        page.Line();
    }

    private static void WriteSymbol(MarkupWriter page, RegisterBlock block, VectorIsa isa)
    {
        int sums = block.Rows * block.Tiles;
        int weights = block.Rows == 1 ? 0 : block.Tiles;
        int used = block.Registers(isa);
        using (page.Element("symbol", ("id", Symbol(block, isa))))
        {
            Squares("sums", 0, sums);
            Squares("weights", sums, sums + weights);
            Squares("inputs", sums + weights, used);
            Squares("free", used, isa.Registers);
        }

        void Squares(string kind, int first, int end)
        {
            if (first < end)
            {
                page.Empty("path", ("class", kind), ("d", string.Concat(Enumerable.Range(first, end - first).Select(Path))));
            }
        }

        string Path(int register) =>
            $"M{Tenths((10 * Pitch * (register / 2)) + 5)} {Tenths((10 * Pitch * (register % 2)) + 5)}h{Plain(Square)}v{Plain(Square)}h-{Plain(Square)}z";
    }

    private static string Symbol(RegisterBlock block, VectorIsa isa) => $"registers-{isa.Name}-{Plain(block.Rows)}-{Plain(block.Tiles)}";

    private static int Width(VectorIsa isa) => (isa.Registers + 1) / 2 * Pitch;

    private static int Height(VectorIsa isa) => (isa.Registers < 2 ? 1 : 2) * Pitch;
}
