using System.IO.MemoryMappedFiles;

namespace NetCompiler.Fuzz.Engine;

/// <summary>
/// The input that is being looked at, in a mapped file: it is there after a crash of the whole process too, such as an overflow of the stack.
/// </summary>
internal sealed class InputRecord : IDisposable
{
    private const int LargestBytes = 1 << 22;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public InputRecord(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, sizeof(int) + LargestBytes);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>The input of a process that crashed.</summary>
    public static byte[] Recover(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return file.AsSpan(sizeof(int), BitConverter.ToInt32(file)).ToArray();
    }

    /// <summary>Remembers an input.</summary>
    public void Keep(byte[] input)
    {
        int length = Math.Min(input.Length, LargestBytes);
        _view.Write(0, length);
        _view.WriteArray(sizeof(int), input, 0, length);
    }

    /// <summary>All went well: the file goes.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
