using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// A dense 3×3 convolution by Winograd's algorithm: strip by strip the tiles are transformed, each position multiplied, and the products transformed back.
/// The three are methods of their own.
/// </summary>
internal sealed class WinogradConv(WinogradStep step, VectorDialect dialect, List<PointwiseKernel> pointwise, KernelMethods methods)
{
    private readonly WinogradTiling _tiling = step.Tiling;
    private readonly int _lanes = dialect.Isa.Lanes;

    // The methods that are called, whether or not the kernel has to be written.
    private readonly string _input = methods.NameOf(new WinogradInput(step, dialect).Call, step.Name);
    private readonly string[] _products = [.. PointwiseCalls.Of(step.Multiply, dialect, pointwise, new Address("tiles"), new Address("panels"), new Address("sums"))
        .Select(call => $"{methods.NameOf(call, step.Name)}({call.Arguments});")];
    private readonly string _output = methods.NameOf(new WinogradOutput(step, dialect).Call, step.Name);

    public void WriteBody(CodeWriter code)
    {
        // Rows outside of the map, and columns beside its rows, stay as they are.
        int zeros = (_tiling.ZeroRow + 1) * _tiling.RowColumns * step.Rows.Layout.PixelStride;
        code.Line($"MemoryMarshal.CreateSpan(ref rows, {CodeWriter.Number(zeros)}).Clear();");
        string first = KernelText.Variable("strip", 0, _tiling.TileRows / _tiling.StripRows);
        using (KernelText.Loop(code, first, 0, _tiling.TileRows / _tiling.StripRows, 1))
        {
            WriteTransforms(code, first, step.Input, step.Transformed, _input, isInput: true);
            WriteProducts(code);
            WriteTransforms(code, first, step.Output, step.Products, _output, isInput: false);
        }
    }

    /// <summary>Calls a transform for each row of tiles of the strip and each register of channels.</summary>
    private void WriteTransforms(CodeWriter code, string strip, Operand map, Operand tiles, string method, bool isInput)
    {
        int registers = step.Output.Layout.FilledChannels(map.Shape.Channels) / _lanes;
        string channel = KernelText.Variable("channel", 0, registers);
        string row = KernelText.Variable("row", 0, _tiling.StripRows);
        using (KernelText.Loop(code, channel, 0, registers, _lanes))
        using (KernelText.Loop(code, row, 0, _tiling.StripRows, 1))
        {
            code.Line(KernelText.Reference("plane", isInput ? "input" : "output", KernelText.PlaneOffset(map.Layout, _lanes, channel)));
            string place = KernelText.Plus(KernelText.PlaneOffset(tiles.Layout, _lanes, channel), KernelText.Times(row, _tiling.TileColumns * tiles.Layout.PixelStride));
            code.Line(KernelText.Reference("tiles", isInput ? "transformed" : "products", place));
            string tileRow = KernelText.Plus(KernelText.Times(strip, _tiling.StripRows * _tiling.Side), KernelText.Times(row, _tiling.Side));
            string padding = isInput && _tiling.PaddingTop > 0 ? $" - {CodeWriter.Number(_tiling.PaddingTop)}" : string.Empty;
            string top = padding.Length == 0 ? tileRow : $"({tileRow}){padding}";
            if (isInput)
            {
                code.Line($"{method}(ref plane, ref rows, ref tiles, {top});");
                return;
            }

            code.Line(KernelText.Reference("bias", "weights", channel));
            if (step.Epilogue.Residual is { } residual)
            {
                code.Line(KernelText.Reference("addend", "residual", KernelText.PlaneOffset(residual.Layout, _lanes, channel)));
            }

            code.Line($"{method}(ref tiles, ref bias, {(step.Epilogue.Residual is null ? string.Empty : "ref addend, ")}ref rows, ref plane, {top});");
        }
    }

    private void WriteProducts(CodeWriter code)
    {
        DenseConvStep multiply = step.Multiply;
        using (code.Block($"for (int position = 0; position < {CodeWriter.Number(_tiling.Positions)}; position++)"))
        {
            code.Line(KernelText.Reference("tiles", "transformed", KernelText.Times("position", _tiling.PositionPixels * step.Transformed.Layout.PixelStride)));
            code.Line(KernelText.Reference(
                "panels", "weights", KernelText.Plus(CodeWriter.Number(step.Layer.BiasFloats), KernelText.Times("position", multiply.Layer.Floats))));
            code.Line(KernelText.Reference("sums", "products", KernelText.Times("position", _tiling.PositionPixels * step.Products.Layout.PixelStride)));
            foreach (string call in _products)
            {
                code.Line(call);
            }
        }
    }
}
