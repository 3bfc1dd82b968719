using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace NetCompiler.Testing.Snapshots;

/// <summary>
/// Compares text with <c>CLASS.NAME.verified.EXTENSION</c> beside the test, in the manner of Verify: on a mismatch the text is written to
/// <c>CLASS.NAME.received.EXTENSION</c>. With the environment variable <c>ACCEPT_SNAPSHOTS=1</c> it becomes the verified text.
/// </summary>
public static class Snapshot
{
    /// <summary>Fails where the text is not the verified one.</summary>
    public static void Match(
        string text, string extension = "txt", string? name = null,
        [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string stem = Path.Combine(
            Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{name ?? member}");
        string verified = $"{stem}.verified.{extension}";
        string received = $"{stem}.received.{extension}";
        string actual = text.Replace("\r\n", "\n");
        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            Write(verified, actual);
            File.Delete(received);
            return;
        }

        string expected = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n") : "";
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        Write(received, actual);
        Assert.Fail($"{Path.GetFileName(verified)} differs from what was received; see the file beside it.\n{FirstDifference(expected, actual)}");
    }

    private static void Write(string path, string text) => File.WriteAllText(path, text, new UTF8Encoding(false));

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        int line = Enumerable.Range(0, Math.Max(left.Length, right.Length))
            .First(i => i >= left.Length || i >= right.Length || left[i] != right[i]);
        return $"line {line + 1}\nverified: {left.ElementAtOrDefault(line)}\nreceived: {right.ElementAtOrDefault(line)}";
    }
}
