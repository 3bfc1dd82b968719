namespace NetCompiler.Fuzz.Mutation;

/// <summary>Numbers at which code is apt to err.</summary>
internal static class Numbers
{
    private static readonly string[] s_texts =
    [
        "0", "1", "2", "3", "7", "8", "16", "17", "64", "255", "256", "1000", "1024", "1025", "4000", "32768", "65535", "65536", "65537", "67108864", "2147483647", "2147483648",
        "4294967296", "4611686018427387904", "9223372036854775807", "9223372036854775808", "18446744073709551616", "99999999999999999999999999", "-1", "-2147483648", "0.5", "1e9", "1e-9",
        "1e999", "00", "1,024", "1 024", "٣", "½", "0x10", "NaN", "",
    ];

    private static readonly ulong[] s_values =
    [
        0, 1, 2, 7, 8, 9, 127, 128, 255, 256, 4095, 4096, 4097, 1 << 20, (1 << 20) + 1, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, long.MaxValue, 1UL << 63, ulong.MaxValue - 7, ulong.MaxValue,
    ];

    /// <summary>A number as text, or what looks like one.</summary>
    public static string Text(Random random) => random.Next(3) == 0 ? random.Next(100).ToString() : s_texts[random.Next(s_texts.Length)];

    /// <summary>A number that is a text's neighbour, its double, or any other one.</summary>
    public static string Text(string number, Random random) => long.TryParse(number, out long value) && random.Next(2) == 0
        ? random.Next(4) switch { 0 => $"{value + 1}", 1 => $"{value - 1}", 2 => $"{value / 2}", _ => $"{unchecked(value * 2)}" }
        : Text(random);

    /// <summary>A number of 64 bits.</summary>
    public static ulong Value(Random random) => random.Next(3) == 0 ? (ulong)random.Next(100_000) : s_values[random.Next(s_values.Length)];
}
