using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>How a picture becomes the input: the declaration's word, else the table's first row that fits, else nothing is changed.</summary>
internal static class PreprocessingReader
{
    private static readonly string[] Interpolations = ["Bilinear", "Bicubic", "Box"];
    private static readonly string[] Orders = ["Rgb", "Bgr"];

    public static PreprocessingSettings Read(
        EquatableArray<TableRow> rows, PreprocessingSettings declared, int channels, Scope scope, CellReader reader)
    {
        PreprocessingSettings table = PreprocessingSettings.Unset;
        foreach (TableRow row in rows)
        {
            if (reader.Holds(row.Find("when"), scope) == true)
            {
                table = Read(row, channels, scope, reader);
                break;
            }
        }

        return new PreprocessingSettings(
            declared.CropFraction ?? table.CropFraction ?? 1,
            declared.Interpolation ?? table.Interpolation ?? Interpolations[0],
            Either(declared.Mean, table.Mean, 0),
            Either(declared.StandardDeviation, table.StandardDeviation, 1),
            declared.ChannelOrder ?? table.ChannelOrder ?? Orders[0]);
    }

    private static EquatableArray<double> Either(EquatableArray<double> declared, EquatableArray<double> table, double otherwise) =>
        declared.Count > 0 ? declared : table.Count > 0 ? table : EquatableArray.Of(otherwise);

    private static PreprocessingSettings Read(TableRow row, int channels, Scope scope, CellReader reader)
    {
        double? crop = null;
        if (row.Find("crop") is TableCell cell)
        {
            crop = reader.Number(cell, scope);
            if (crop is <= 0 or > 1)
            {
                reader.Report(RuleIds.NotInRange, cell, "crop", Value.Format(crop.Value), "a number above 0, at most 1");
            }
        }

        EquatableArray<double> deviation = Numbers(row.Find("std"), channels, reader);
        if (deviation.Any(number => number == 0))
        {
            TableCell std = row.Find("std")!;
            reader.Report(RuleIds.NotInRange, std, "std", "0", "a number above 0");
        }

        return new PreprocessingSettings(
            crop, Word(row.Find("interpolation"), Interpolations, reader), Numbers(row.Find("mean"), channels, reader), deviation,
            Word(row.Find("order"), Orders, reader));
    }

    private static string? Word(TableCell? cell, string[] words, CellReader reader)
    {
        string? word = words.FirstOrDefault(candidate => cell is not null && OperatorSchema.Equal(candidate, cell.Text));
        if (cell is not null && word is null)
        {
            reader.Report(RuleIds.NotAChoice, cell, cell.Text, cell.Column, NearestChoice.Hint(cell.Text, words));
        }

        return word;
    }

    /// <summary>One number for all channels, or one for each, parted by spaces or commas.</summary>
    private static EquatableArray<double> Numbers(TableCell? cell, int channels, CellReader reader)
    {
        if (cell is null)
        {
            return default;
        }

        List<double> numbers = [];
        foreach (string part in cell.Text.Split(' ', ',').Where(part => part.Length > 0))
        {
            if (ExpressionToken.ParseNumber(part) is not double number)
            {
                reader.Report(RuleIds.BadNumbers, cell, cell.Text, $"'{part}'");
                return default;
            }

            numbers.Add(number);
        }

        if (numbers.Count != 1 && numbers.Count != channels)
        {
            reader.Report(RuleIds.BadNumbers, cell, cell.Text, $"{numbers.Count} numbers for {channels} channels");
            return default;
        }

        return numbers.ToEquatableArray();
    }
}
