using System.Reflection;
using Microsoft.Win32.SafeHandles;
using NetCompiler.CompilerServices;
using NetCompiler.Storage;

namespace NetCompiler.Checkpoints;

/// <summary>
/// A weight file by path, stream, bytes or resource in, the filled weight block out. Whether it is a checkpoint or a packed file is told
/// by its first bytes.
/// </summary>
internal static class WeightLoader
{
    /// <summary>What messages call bytes that the caller gave.</summary>
    public const string BytesSource = "The weight file in memory";

    /// <summary>Maps a packed file; reads a checkpoint tensor by tensor.</summary>
    public static MemoryBlock FromFile(NetworkDescription network, string path, WeightOptions options)
    {
        string source = $"'{path}'";
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            if (!stream.CanSeek)
            {
                return FromBytes(network, ReadToEnd(stream, source), options, source);
            }

            Span<byte> start = stackalloc byte[8];
            int read = FileTensorBytes.ReadAt(stream.SafeFileHandle, start, 0);
            if (PackedFile.IsPacked(start[..read]))
            {
                RequireLittleEndian();
                return PackedFile.Map(network, stream, source);
            }

            return FromCheckpoint(network, stream.SafeFileHandle, start[..read], options, source);
        }
        finally
        {
            // A mapping stays without it.
            stream.Dispose();
        }
    }

    /// <summary>Reads the stream from its position to its end.</summary>
    public static MemoryBlock FromStream(NetworkDescription network, Stream stream, WeightOptions options)
    {
        const string Source = "The weight stream";
        return FromBytes(network, ReadToEnd(stream, Source), options, Source);
    }

    /// <summary>Uses a packed resource in place, and reads a checkpoint there, where the runtime holds the resource in memory.</summary>
    public static unsafe MemoryBlock FromResource(NetworkDescription network, Assembly assembly, string resourceName, WeightOptions options)
    {
        string source = $"Resource '{resourceName}' of {assembly.GetName().Name}";
        Stream? stream = assembly.GetManifestResourceStream(resourceName);
        if (stream is null)
        {
            string[] names = assembly.GetManifestResourceNames();
            string present = names.Length == 0 ? "no resources" : "the resources " + string.Join(", ", names);
            throw new FileNotFoundException($"{assembly.GetName().Name} has no resource '{resourceName}'; it has {present}.", resourceName);
        }

        MemoryBlock? inPlace = null;
        try
        {
            if (stream is not UnmanagedMemoryStream { Length: <= int.MaxValue } memory)
            {
                return FromBytes(network, ReadToEnd(stream, source), options, source);
            }

            ReadOnlySpan<byte> file = new(memory.PositionPointer, (int)memory.Length);
            if (!PackedFile.IsPacked(file))
            {
                return FromBytes(network, file, options, source);
            }

            RequireLittleEndian();
            return inPlace = PackedFile.Use(network, memory, file, source);
        }
        finally
        {
            if (inPlace is null)
            {
                stream.Dispose();
            }
        }
    }

    /// <summary>Reads the bytes of a whole file.</summary>
    public static MemoryBlock FromBytes(NetworkDescription network, ReadOnlySpan<byte> file, WeightOptions options, string source)
    {
        NativeBlock block = NativeBlock.Allocate(network.WeightFloats);
        try
        {
            Fill(network, file, block.Span, options, source);
            return block;
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    /// <summary>Fills a weight block from the bytes of a whole file; nothing is written unless everything fits.</summary>
    public static unsafe void Fill(NetworkDescription network, ReadOnlySpan<byte> file, Span<float> block, WeightOptions options, string source)
    {
        RequireLittleEndian();
        if (PackedFile.IsPacked(file))
        {
            PackedFile.Unpack(network, file, block, source);
            return;
        }

        Dictionary<string, TensorEntry> tensors = SafetensorsReader.Read(file, file.Length, source);
        fixed (byte* start = file)
        {
            CheckpointPacker.Pack(network, tensors, new MemoryTensorBytes(start), block, options, source);
        }
    }

    private static NativeBlock FromCheckpoint(NetworkDescription network, SafeFileHandle file, ReadOnlySpan<byte> start, WeightOptions options, string source)
    {
        RequireLittleEndian();
        long length = RandomAccess.GetLength(file);
        byte[] beginning = new byte[Math.Min(length, SafetensorsReader.BeginningBytes(start))];
        if (FileTensorBytes.ReadAt(file, beginning, 0) < beginning.Length)
        {
            throw new WeightFormatException($"{source}: the file was cut short while it was read.");
        }

        Dictionary<string, TensorEntry> tensors = SafetensorsReader.Read(beginning, length, source);
        using FileTensorBytes bytes = new(file, source);
        NativeBlock block = NativeBlock.Allocate(network.WeightFloats);
        try
        {
            CheckpointPacker.Pack(network, tensors, bytes, block.Span, options, source);
            return block;
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Weight files are little-endian, and so must be the machine that reads them.");
        }
    }

    private static ReadOnlySpan<byte> ReadToEnd(Stream stream, string source)
    {
        // A stream that knows its length is read into exactly that much; others double what they have.
        long remaining = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 1 << 16;
        if (remaining > Array.MaxLength)
        {
            throw TooLong(source);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Math.Max(1, remaining));
        int count = 0;
        int last;
        while ((last = stream.Read(bytes, count, bytes.Length - count)) > 0)
        {
            count += last;
            if (count < bytes.Length)
            {
                continue;
            }

            int next = stream.ReadByte();
            if (next < 0)
            {
                break;
            }

            if (bytes.Length == Array.MaxLength)
            {
                throw TooLong(source);
            }

            Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, 2L * bytes.Length));
            bytes[count++] = (byte)next;
        }

        return bytes.AsSpan(0, count);
    }

    private static WeightFormatException TooLong(string source) => new($"{source}: it has more than {Array.MaxLength} bytes, the most that is read.");
}
