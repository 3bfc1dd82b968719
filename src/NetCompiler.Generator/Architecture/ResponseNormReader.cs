using System;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>Reads the numbers of a local response normalization; empty cells mean those of AlexNet as frameworks have them.</summary>
internal static class ResponseNormReader
{
    /// <summary>The numbers, or null after a problem.</summary>
    public static ResponseNormRule? Read(Row row, Scope scope, CellReader reader) =>
        Number(row, "size", 5, scope, reader, size => size >= 1 && size < LanguageLimits.Window && size % 2 == 1, "an odd whole number from 1 to 1023") is double size
        && Number(row, "alpha", 1e-4, scope, reader, alpha => alpha >= 0, "0 or more") is double alpha
        && Number(row, "beta", 0.75, scope, reader, beta => beta is 0.5 or 0.75 or 1, "0.5, 0.75 or 1") is double beta
        && Number(row, "offset", 1, scope, reader, offset => offset > 0, "a number above 0") is double offset
            ? new ResponseNormRule((int)size, alpha, beta, offset)
            : null;

    private static double? Number(
        Row row, string column, double whenEmpty, Scope scope, CellReader reader, Func<double, bool> isValid, string expected)
    {
        if (row.Find(column) is not TableCell cell)
        {
            return whenEmpty;
        }

        double? number = reader.Number(cell, scope);
        if (number is double found && !isValid(found))
        {
            reader.Report(RuleIds.NotInRange, cell, column, Value.Format(found), expected);
            return null;
        }

        return number;
    }
}
