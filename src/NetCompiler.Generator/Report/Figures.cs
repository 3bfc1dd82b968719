using System.Globalization;

namespace NetCompiler.Generator.Report;

/// <summary>Numbers as a page shows them. Rounded in whole numbers, so that every framework spells them alike.</summary>
internal static class Figures
{
    /// <summary>Bytes of a float32.</summary>
    public const int FloatBytes = sizeof(float);

    private const long Kilo = 1024;

    /// <summary><c>1,234,567</c>.</summary>
    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of a drawing, without separators.</summary>
    public static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Tenths as a decimal number: 125 is <c>12.5</c>.</summary>
    public static string Tenths(long tenths)
    {
        string sign = tenths < 0 ? "-" : "";
        long size = tenths < 0 ? -tenths : tenths;
        return size % 10 == 0 ? sign + Plain(size / 10) : $"{sign}{Plain(size / 10)}.{Plain(size % 10)}";
    }

    /// <summary>Bytes in the unit that reads best: <c>258.6 KB</c>, of 1024 bytes, as in the plan's text.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < Kilo => Plain(bytes) + " B",
        < 10 * Kilo * Kilo => Scaled(bytes, Kilo, "KB"),
        _ => Scaled(bytes, Kilo * Kilo, "MB"),
    };

    /// <summary>A count in the unit that reads best: <c>300.8 M</c>.</summary>
    public static string Count(long count) => count switch
    {
        < 10_000 => Whole(count),
        < 1_000_000 => Scaled(count, 1000, "K"),
        < 10_000_000_000 => Scaled(count, 1_000_000, "M"),
        _ => Scaled(count, 1_000_000_000, "G"),
    };

    /// <summary>Part of a whole in per cent with one decimal; <c>0</c> of nothing.</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "0" : Decimal(((1000 * part) + (whole / 2)) / whole);

    private static string Scaled(long value, long unit, string name)
    {
        long whole = value / unit;
        long tenths = (whole * 10) + ((((value % unit) * 10) + (unit / 2)) / unit);
        return $"{Whole(tenths / 10)}.{Plain(tenths % 10)}\u00A0{name}";
    }

    private static string Decimal(long tenths) => $"{Plain(tenths / 10)}.{Plain(tenths % 10)}";
}
