using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Report.Figures;

namespace NetCompiler.Generator.Report;

/// <summary>
/// The workspace as a chart: steps to the right, bytes upwards, a rectangle for each buffer. Beside it the floats in use at each step and the largest such
/// sum, which no plan can go below.
/// </summary>
internal static class MemoryChart
{
    /// <summary>The part of the drawing that stands for the workspace, in tenths of a pixel.</summary>
    internal const int PlotLeft = 640;
    internal const int PlotTop = 260;
    internal const int PlotWidth = 9200;
    internal const int PlotHeight = 3800;

    private const int Right = 160;
    private const int Bottom = 420;
    private const int LetterWidth = 62;

    public static void Write(MarkupWriter page, ExecutionPlan plan, string title)
    {
        EquatableArray<WorkspaceBuffer> buffers = WorkspaceBuffer.Of(plan);
        int width = (PlotLeft + PlotWidth + Right) / 10;
        int height = (PlotTop + PlotHeight + Bottom) / 10;
        string summary = $"Workspace of {Bytes(Size(plan.WorkspaceFloats))} over {Whole(plan.Steps.Count)} steps; {Bytes(Size(plan.LiveFloats))} are needed at one time.";
        using (page.Element("div", ("class", "chart scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", title)))
        using (page.Element(
            "svg",
            ("role", "img"),
            ("aria-label", summary),
            ("viewBox", $"0 0 {Plain(width)} {Plain(height)}")))
        {
            page.Line();
            WriteAxes(page, plan);
            foreach (WorkspaceBuffer buffer in buffers)
            {
                WriteBuffer(page, plan, buffer);
            }

            WriteLive(page, plan, buffers);
            foreach (WorkspaceBuffer buffer in buffers)
            {
                WriteName(page, plan, buffer);
            }

            WriteBound(page, plan);
        }

        page.Line();
    }

    /// <summary>Where a step begins, in tenths of a pixel.</summary>
    internal static int X(ExecutionPlan plan, int step) => PlotLeft + (int)((long)PlotWidth * step / plan.Steps.Count);

    /// <summary>How high so many floats stand, in tenths of a pixel from the top.</summary>
    internal static int Y(ExecutionPlan plan, int floats) =>
        PlotTop + PlotHeight - (int)((long)PlotHeight * floats / Math.Max(1, plan.WorkspaceFloats));

    private static void WriteAxes(MarkupWriter page, ExecutionPlan plan)
    {
        long bytes = Size(plan.WorkspaceFloats);
        long tick = Tick(bytes);
        for (long at = 0; at <= bytes; at += tick)
        {
            int y = Y(plan, (int)(at / FloatBytes));
            page.Empty("path", ("class", "grid"), ("d", $"M{Tenths(PlotLeft)} {Tenths(y)}H{Tenths(PlotLeft + PlotWidth)}"));
            page.Element("text", Round(at), ("class", "axis y"), ("x", Tenths(PlotLeft - 80)), ("y", Tenths(y + 35)));
        }

        int every = plan.Steps.Count switch
        {
            <= 20 => 1,
            <= 100 => 5,
            <= 250 => 10,
            _ => 50,
        };
        int baseline = PlotTop + PlotHeight;
        for (int step = 1; step <= plan.Steps.Count; step++)
        {
            if (step != 1 && step % every != 0)
            {
                continue;
            }

            int middle = (X(plan, step - 1) + X(plan, step)) / 2;
            page.Empty("path", ("class", "grid"), ("d", $"M{Tenths(middle)} {Tenths(baseline)}v4"));
            page.Element("text", Plain(step), ("class", "axis x"), ("x", Tenths(middle)), ("y", Tenths(baseline + 170)));
        }

        page.Element("text", "step", ("class", "axis x"), ("x", Tenths(PlotLeft + (PlotWidth / 2))), ("y", Tenths(baseline + 350)));
    }

    private static void WriteBuffer(MarkupWriter page, ExecutionPlan plan, WorkspaceBuffer buffer)
    {
        (int left, int top, int width, int height) = Area(plan, buffer);
        using (page.Element(
            "g",
            ("class", "buffer " + buffer.Kind),
            ("data-name", buffer.Name),
            ("data-offset", Plain(buffer.Offset)),
            ("data-floats", Plain(buffer.Floats)),
            ("data-first", Plain(buffer.FirstStep)),
            ("data-last", Plain(buffer.LastStep))))
        {
            string what = buffer.Kind == WorkspaceBuffer.Bytes ? "Input, where it comes as bytes" : buffer.Name;
            page.Element("title", $"{what}: {Bytes(Size(buffer.Floats))} from {Whole(Size(buffer.Offset))} on, steps {Plain(buffer.FirstStep + 1)} to {Plain(buffer.LastStep + 1)}");
            page.Empty("rect", ("x", Tenths(left)), ("y", Tenths(top)), ("width", Tenths(width)), ("height", Tenths(height)), ("rx", "1.5"));
        }

        page.Line();
    }

    private static (int Left, int Top, int Width, int Height) Area(ExecutionPlan plan, WorkspaceBuffer buffer)
    {
        int left = X(plan, buffer.FirstStep);
        int top = Y(plan, buffer.Offset + buffer.Floats);
        return (left, top, X(plan, buffer.LastStep + 1) - left, Math.Max(6, Y(plan, buffer.Offset) - top));
    }

    /// <summary>A name where the rectangle has room for it, along its longer side.</summary>
    private static void WriteName(MarkupWriter page, ExecutionPlan plan, WorkspaceBuffer buffer)
    {
        (int left, int top, int width, int height) = Area(plan, buffer);
        int x = left + (width / 2);
        int y = top + (height / 2);
        string name = buffer.Name;
        int length = (name.Length * LetterWidth) + 80;
        if (length <= width && height >= 130)
        {
            page.Element("text", name, ("class", "label"), ("x", Tenths(x)), ("y", Tenths(y + 36)));
        }
        else if (length <= height && width >= 110)
        {
            string at = $"rotate(-90 {Tenths(x + 36)} {Tenths(y)})";
            page.Element("text", name, ("class", "label"), ("x", Tenths(x + 36)), ("y", Tenths(y)), ("transform", at));
        }
    }

    private static void WriteLive(MarkupWriter page, ExecutionPlan plan, EquatableArray<WorkspaceBuffer> buffers)
    {
        int[] live = WorkspaceBuffer.LiveFloats(plan, buffers);
        IEnumerable<string> path = live.Select((floats, step) =>
            $"{(step == 0 ? "M" + Tenths(X(plan, 0)) + " " : "V")}{Tenths(Y(plan, floats))}H{Tenths(X(plan, step + 1))}");
        page.Empty("path", ("class", "live"), ("d", string.Concat(path)));
    }

    private static void WriteBound(MarkupWriter page, ExecutionPlan plan)
    {
        int y = Y(plan, plan.LiveFloats);
        int right = PlotLeft + PlotWidth;
        page.Empty("path", ("class", "bound"), ("d", $"M{Tenths(PlotLeft)} {Tenths(y)}H{Tenths(right)}"));
        int gap = y - PlotTop;

        // Where both lines are close, one label stands above them for both.
        page.Element(
            "text",
            $"lower bound {Bytes(Size(plan.LiveFloats))}",
            ("class", "bound-label"),
            ("x", Tenths(right)),
            ("y", Tenths(gap is > 0 and < 150 ? y + 130 : y - 60)));
        if (gap > 0)
        {
            page.Empty("path", ("class", "top"), ("d", $"M{Tenths(PlotLeft)} {Tenths(PlotTop)}H{Tenths(right)}"));
            page.Element("text", $"workspace {Bytes(Size(plan.WorkspaceFloats))}", ("class", "top-label"), ("x", Tenths(right)), ("y", Tenths(PlotTop - 60)));
        }
    }

    private static long Size(int floats) => (long)FloatBytes * floats;

    private static string Round(long bytes)
    {
        const long Kilo = 1024;
        return bytes == 0 ? "0" : bytes % (Kilo * Kilo) == 0 ? Whole(bytes / (Kilo * Kilo)) + " MB" : bytes % Kilo == 0 ? Whole(bytes / Kilo) + " KB" : Whole(bytes) + " B";
    }

    /// <summary>A round number of bytes that parts the axis in four to ten.</summary>
    private static long Tick(long bytes)
    {
        long tick = 64;
        while (bytes / tick > 8)
        {
            tick *= 2;
        }

        return tick;
    }
}
