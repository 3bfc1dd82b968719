using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// The transform Bᵀ·d·B of a row of tiles, for one register of channels: first Bᵀ over each column of the map, so that columns which tiles share are worked on
/// once, then B over each tile's rows. Rows outside of the map are read from a row of zeros, columns outside of it stand as zeros among the rows in work.
/// </summary>
internal sealed class WinogradInput(WinogradStep step, VectorDialect dialect)
{
    private readonly WinogradTiling _tiling = step.Tiling;
    private readonly WinogradTransforms _transforms = new(step.Tiling.Side, dialect);
    private readonly int _pixel = step.Input.Layout.PixelStride;

    private int RowFloats => _tiling.RowColumns * _pixel;

    /// <summary>The method; arguments are the caller's matter.</summary>
    public KernelCall Call
    {
        get
        {
            const string Parameters = "ref float map, ref float rows, ref float target, int top";
            return new KernelCall(
                (Parameters, KernelKey.Of(step)),
                $"Winograd{_tiling.Side}_Input_{step.Input.Shape.Height}x{step.Input.Shape.Width}",
                $"the transform of a row of {CodeWriter.Number(_tiling.TileColumns)} tiles that begins at row top of a map of "
                    + $"{step.Input.Shape.Height}×{step.Input.Shape.Width}, or above it.",
                Parameters,
                string.Empty,
                WriteBody);
        }
    }

    private void WriteBody(CodeWriter code)
    {
        WriteColumns(code);
        WriteTiles(code);
    }

    /// <summary>Bᵀ over columns: of as many rows of the map as a tile reads, as many rows in work.</summary>
    private void WriteColumns(CodeWriter code)
    {
        int mapRow = step.Input.Shape.Width * _pixel;
        code.Line(KernelText.Reference("zeros", "rows", CodeWriter.Number(_tiling.ZeroRow * RowFloats)));
        for (int row = 0; row < _tiling.Reach; row++)
        {
            string at = row == 0 ? "top" : $"top + {CodeWriter.Number(row)}";
            string inside = _tiling.PaddingTop > row ? $"{at} >= 0 && {at} < {CodeWriter.Number(step.Input.Shape.Height)}" : $"{at} < {CodeWriter.Number(step.Input.Shape.Height)}";
            code.Line($"ref float row{CodeWriter.Number(row)} = ref ({inside} ? ref Unsafe.Add(ref map, ({at}) * {CodeWriter.Number(mapRow)}) : ref zeros);");
        }

        _transforms.WriteInputConstants(code);
        _transforms.WriteVariables(code, "d", _tiling.Reach);
        _transforms.WriteInputAuxiliaries(code);
        using (code.Block($"for (int element = 0; element < {CodeWriter.Number(mapRow)}; element += {CodeWriter.Number(_pixel)})"))
        {
            for (int row = 0; row < _tiling.Reach; row++)
            {
                code.Line($"d{CodeWriter.Number(row)} = {dialect.Load(new Address($"Unsafe.Add(ref row{CodeWriter.Number(row)}, element)"))};");
            }

            string left = KernelText.Plus("element", CodeWriter.Number(_tiling.PaddingLeft * _pixel));
            code.Line(KernelText.Reference("line", "rows", left));
            WriteTransform(code, "line", RowFloats);
        }
    }

    /// <summary>B over rows: of each tile and row, an element for each position.</summary>
    private void WriteTiles(CodeWriter code)
    {
        int position = _tiling.PositionPixels * step.Transformed.Layout.PixelStride;
        using (code.Block($"for (int row = 0; row < {CodeWriter.Number(_tiling.Reach)}; row++)"))
        {
            code.Line(KernelText.Reference("line", "rows", KernelText.Times("row", RowFloats)));
            code.Line(KernelText.Reference("tile", "target", KernelText.Times("row", _tiling.Reach * position)));
            using (code.Block($"for (int column = 0; column < {CodeWriter.Number(_tiling.TileColumns)}; column++)"))
            {
                for (int column = 0; column < _tiling.Reach; column++)
                {
                    code.Line($"d{CodeWriter.Number(column)} = {dialect.Load(new Address("line", column * _pixel))};");
                }

                WriteTransform(code, "tile", position);
                code.Line($"line = ref Unsafe.Add(ref line, {CodeWriter.Number(_tiling.Side * _pixel)});");
                code.Line($"tile = ref Unsafe.Add(ref tile, {CodeWriter.Number(step.Transformed.Layout.PixelStride)});");
            }
        }
    }

    /// <summary>Elements of the transform, each stored as soon as it is there.</summary>
    private void WriteTransform(CodeWriter code, string target, int pitch)
    {
        foreach ((string variable, VectorExpr value) in _transforms.Input())
        {
            if (variable[0] == 't')
            {
                int index = variable[1] - '0';
                code.Line(dialect.Store(new VectorExpr($"({value})"), new Address(target, index * pitch)));
            }
            else
            {
                code.Line($"{variable} = {value};");
            }
        }
    }
}
