using NetCompiler.Generator.Emit.Dialects;
using NetCompiler.Generator.Plan;

namespace NetCompiler.Generator.Emit.Kernels;

/// <summary>
/// The transform Aᵀ·m·A of a row of tiles, for one register of channels, then bias and epilogue: first A over each tile's rows, then Aᵀ over each column of the
/// map. Results beside the map are left out; rows below it go to a row that nobody reads.
/// </summary>
internal sealed class WinogradOutput(WinogradStep step, VectorDialect dialect)
{
    private readonly WinogradTiling _tiling = step.Tiling;
    private readonly WinogradTransforms _transforms = new(step.Tiling.Side, dialect);
    private readonly int _pixel = step.Output.Layout.PixelStride;

    private int RowFloats => _tiling.RowColumns * _pixel;

    private int MapRow => step.Output.Shape.Width * _pixel;

    /// <summary>The method; arguments are the caller's matter.</summary>
    public KernelCall Call
    {
        get
        {
            string residual = step.Epilogue.Residual is null ? string.Empty : "ref float residual, ";
            string parameters = $"ref float products, ref float bias, {residual}ref float rows, ref float output, int top";
            return new KernelCall(
                (parameters, KernelKey.Of(step)),
                $"Winograd{_tiling.Side}_Output_{step.Output.Shape.Height}x{step.Output.Shape.Width}{Names.Suffix(step.Epilogue)}",
                $"the transform back of a row of {CodeWriter.Number(_tiling.TileColumns)} tiles, whose results begin at row top of a map of "
                    + $"{step.Output.Shape.Height}×{step.Output.Shape.Width}.",
                parameters,
                string.Empty,
                WriteBody);
        }
    }

    private void WriteBody(CodeWriter code)
    {
        WriteTiles(code);
        WriteColumns(code);
    }

    /// <summary>A over rows: of each tile and row of products, as many elements of a row in work as the tile has columns of results.</summary>
    private void WriteTiles(CodeWriter code)
    {
        int position = _tiling.PositionPixels * step.Products.Layout.PixelStride;
        _transforms.WriteOutputConstants(code);
        _transforms.WriteVariables(code, "m", _tiling.Reach);
        _transforms.WriteVariables(code, "y", _tiling.Side);
        _transforms.WriteOutputAuxiliaries(code);
        using (code.Block($"for (int row = 0; row < {CodeWriter.Number(_tiling.Reach)}; row++)"))
        {
            code.Line(KernelText.Reference("tile", "products", KernelText.Times("row", _tiling.Reach * position)));
            string line = KernelText.Plus(CodeWriter.Number(_tiling.FirstProductRow * RowFloats), KernelText.Times("row", RowFloats));
            code.Line(KernelText.Reference("line", "rows", line));
            using (code.Block($"for (int column = 0; column < {CodeWriter.Number(_tiling.TileColumns)}; column++)"))
            {
                WriteTransform(code, "tile", position);
                for (int column = 0; column < _tiling.Side; column++)
                {
                    code.Line(dialect.Store(Result(column), new Address("line", column * _pixel)));
                }

                code.Line($"tile = ref Unsafe.Add(ref tile, {CodeWriter.Number(step.Products.Layout.PixelStride)});");
                code.Line($"line = ref Unsafe.Add(ref line, {CodeWriter.Number(_tiling.Side * _pixel)});");
            }
        }
    }

    /// <summary>Aᵀ over columns, then what happens to every result.</summary>
    private void WriteColumns(CodeWriter code)
    {
        code.Line(KernelText.Reference("unused", "rows", CodeWriter.Number(_tiling.UnusedRow * RowFloats)));
        WriteRows(code, "target", "output");
        if (step.Epilogue.Residual is not null)
        {
            WriteRows(code, "addend", "residual");
        }

        code.Line($"{dialect.VectorType} start = {dialect.Load(new Address("bias"))};");
        using (code.Block($"for (int element = 0; element < {CodeWriter.Number(MapRow)}; element += {CodeWriter.Number(_pixel)})"))
        {
            code.Line(KernelText.Reference("line", "rows", KernelText.Plus(CodeWriter.Number(_tiling.FirstProductRow * RowFloats), "element")));
            WriteTransform(code, "line", RowFloats);
            for (int row = 0; row < _tiling.Side; row++)
            {
                string number = CodeWriter.Number(row);
                code.Line($"{Result(row)} = {dialect.Add(Result(row), new VectorExpr("start"))};");
                Address residual = new($"Unsafe.Add(ref addend{number}, element)");
                EpilogueCode.WriteStore(code, step.Epilogue, dialect, Result(row).Text, residual, new Address($"Unsafe.Add(ref target{number}, element)"));
            }
        }
    }

    /// <summary>References to the rows of a map that a row of tiles gives results for, or to the row that nobody reads.</summary>
    private void WriteRows(CodeWriter code, string name, string map)
    {
        bool passes = step.Output.Shape.Height % _tiling.Side != 0;
        for (int row = 0; row < _tiling.Side; row++)
        {
            string at = row == 0 ? "top" : $"top + {CodeWriter.Number(row)}";
            string place = $"ref Unsafe.Add(ref {map}, ({at}) * {CodeWriter.Number(MapRow)})";
            string reference = passes && row > 0 ? $"({at} < {CodeWriter.Number(step.Output.Shape.Height)} ? {place} : ref unused)" : place.Substring(4);
            code.Line($"ref float {name}{CodeWriter.Number(row)} = ref {reference};");
        }
    }

    private void WriteTransform(CodeWriter code, string source, int pitch)
    {
        for (int index = 0; index < _tiling.Reach; index++)
        {
            code.Line($"m{CodeWriter.Number(index)} = {dialect.Load(new Address(source, index * pitch))};");
        }

        foreach ((string variable, VectorExpr value) in _transforms.Output())
        {
            code.Line($"{variable} = {value};");
        }
    }

    private static VectorExpr Result(int index) => new($"y{CodeWriter.Number(index)}");
}
