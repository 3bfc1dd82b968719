using System;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// Neighbouring channels moved to others of another map, one register of the output at a time. Where channels do not begin at the same lane of a
/// register there, each is put together from two of the input: the last lanes of the first, then the first lanes of the second.
/// </summary>
internal sealed class ChannelCopy(CopyStep step, VectorDialect dialect)
{
    private readonly int _lanes = dialect.Isa.Lanes;
    private readonly int _end = step.FirstOutput + step.Channels;

    /// <summary>The lane of an input's register where an output's register begins.</summary>
    private readonly int _shift = Modulo(step.FirstInput - step.FirstOutput, dialect.Isa.Lanes);

    /// <summary>From a register of the output to the first that it is put together from, in channels.</summary>
    private int Distance => step.FirstInput - step.FirstOutput - _shift;

    public void WriteBody(CodeWriter code)
    {
        int first = MapLayout.RoundUp(step.FirstOutput, _lanes);
        int end = _end / _lanes * _lanes;
        if (step.FirstOutput < first)
        {
            WriteRegister(code, first - _lanes);
        }

        if (end - first > _lanes)
        {
            using (KernelText.Loop(code, "channel", first, (end - first) / _lanes, _lanes))
            {
                code.Line($"int from = {KernelText.Plus("channel", CodeWriter.Number(Distance))};");
                code.Line(KernelText.Reference("sources", "input", KernelText.PlaneOffset(step.Input.Layout, _lanes, "from")));
                if (_shift > 0)
                {
                    code.Line($"int next = from + {CodeWriter.Number(_lanes)};");
                    code.Line(KernelText.Reference("nextSources", "input", KernelText.PlaneOffset(step.Input.Layout, _lanes, "next")));
                }

                code.Line(KernelText.Reference("targets", "output", KernelText.PlaneOffset(step.Output.Layout, _lanes)));
                WritePixels(code, 0, _lanes);
            }
        }
        else if (end > first)
        {
            WriteRegister(code, first);
        }

        if (end >= first && end < _end)
        {
            WriteRegister(code, end);
        }
    }

    /// <summary>The register of the output from <paramref name="channel"/> on, or those lanes of it that are moved.</summary>
    private void WriteRegister(CodeWriter code, int channel)
    {
        int first = Math.Max(0, step.FirstOutput - channel);
        int end = Math.Min(_lanes, _end - channel);
        int from = channel + Distance;
        using (code.Block())
        {
            WriteReference(code, "sources", "input", step.Input, from, NeedsFirst(first));
            WriteReference(code, "nextSources", "input", step.Input, from + _lanes, NeedsNext(end));
            WriteReference(code, "targets", "output", step.Output, channel, true);
            WritePixels(code, first, end);
        }
    }

    private static void WriteReference(CodeWriter code, string name, string map, Operand operand, int channel, bool isNeeded)
    {
        if (isNeeded)
        {
            code.Line(KernelText.Reference(name, map, CodeWriter.Number(KernelText.Element(operand.Layout, 0, channel))));
        }
    }

    private bool NeedsFirst(int firstLane) => firstLane + _shift < _lanes;

    private bool NeedsNext(int endLane) => endLane - 1 + _shift >= _lanes;

    /// <summary>All pixels of one register, of which the lanes from <paramref name="first"/> to before <paramref name="end"/> are moved.</summary>
    private void WritePixels(CodeWriter code, int first, int end)
    {
        int block = step.Output.Layout.ChannelBlock;
        using (code.Block($"for (int element = 0; element < {CodeWriter.Number(step.Output.Shape.Pixels * block)}; element += {CodeWriter.Number(block)})"))
        {
            if (NeedsFirst(first))
            {
                code.Line(KernelText.Reference("source", "sources", "element"));
            }

            if (NeedsNext(end))
            {
                code.Line(KernelText.Reference("nextSource", "nextSources", "element"));
            }

            code.Line(KernelText.Reference("target", "targets", "element"));
            VectorExpr value = new("value");
            code.Line($"{dialect.VectorType} value = {Lanes(first, end)};");
            if (_shift > 0)
            {
                code.Line($"value = {dialect.Rotate(value, _shift)};");
            }

            // What lies past the map's last channel may be anything.
            int written = _end == step.Output.Shape.Channels ? _lanes : end;
            if (first > 0 || written < _lanes)
            {
                code.Line($"value = {dialect.Select(dialect.Mask(first, written), value, dialect.Load(new Address("target")))};");
            }

            code.Line(dialect.Store(value, new Address("target")));
        }
    }

    /// <summary>The lanes that are moved, at their places in the input's registers.</summary>
    private VectorExpr Lanes(int first, int end)
    {
        VectorExpr source = dialect.Load(new Address("source"));
        VectorExpr next = dialect.Load(new Address("nextSource"));
        return !NeedsNext(end) ? source
            : !NeedsFirst(first) ? next
            : dialect.Select(dialect.Mask(_shift, _lanes), source, next);
    }

    private static int Modulo(int value, int divisor) => ((value % divisor) + divisor) % divisor;
}
