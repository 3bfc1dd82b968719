using System.Buffers;
using System.Runtime.InteropServices;

namespace NetCompiler.Testing;

/// <summary>The end of the memory that touches a no-access page.</summary>
internal enum GuardSide
{
    /// <summary>The first element: reading or writing before it ends the process.</summary>
    Before,

    /// <summary>The last element: reading or writing past it ends the process.</summary>
    After,
}

/// <summary>
/// Zeroed memory with a no-access page before and after it, flush against the one at the asked side, so that code that leaves its spans is caught
/// by the processor. With <see cref="GuardSide.Before"/> it is aligned to a page, with <see cref="GuardSide.After"/> as its length is.
/// </summary>
internal sealed unsafe class GuardedMemory<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly int _length;
    private readonly nuint _mappedBytes;
    private readonly nuint _innerBytes;
    private readonly T* _first;
    private byte* _mapping;

    public GuardedMemory(int length, GuardSide side)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        _length = length;
        _innerBytes = (Math.Max(bytes, 1) + page - 1) / page * page;
        _mappedBytes = _innerBytes + (2 * page);
        _mapping = GuardedPages.Map(_mappedBytes);
        byte* inner = _mapping + page;
        GuardedPages.Protect(inner, _innerBytes, GuardedPages.ReadWrite);
        _first = (T*)(side == GuardSide.Before ? inner : inner + _innerBytes - bytes);
    }

    public override Span<T> GetSpan() => new(_first, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_first + elementIndex);

    public override void Unpin()
    {
    }

    /// <summary>From now on a write ends the process too.</summary>
    public void MakeReadOnly() => GuardedPages.Protect(_mapping + Environment.SystemPageSize, _innerBytes, GuardedPages.ReadOnly);

    /// <summary>Whether the byte at that distance from the first may be read. Asks the kernel, which answers instead of ending the process.</summary>
    public bool CanRead(nint byteOffset) => GuardedPages.CanRead((byte*)_first + byteOffset);

    /// <summary>Whether the byte at that distance from the first may be written; if so it is 0 afterwards.</summary>
    public bool CanWrite(nint byteOffset) => GuardedPages.CanWrite((byte*)_first + byteOffset);

    protected override void Dispose(bool disposing)
    {
        if (_mapping is not null)
        {
            GuardedPages.Unmap(_mapping, _mappedBytes);
            _mapping = null;
        }
    }
}

/// <summary>Pages and their protection, by the C library of Linux and macOS.</summary>
internal static unsafe partial class GuardedPages
{
    public const int ReadOnly = 1;
    public const int ReadWrite = 3;
    private const int NoAccess = 0;
    private const int Private = 2;

    /// <summary>Whether this machine has the calls.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    public static byte* Map(nuint bytes)
    {
        int anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
        nint address = MapPages(0, bytes, NoAccess, Private | anonymous, -1, 0);
        return address != -1 ? (byte*)address : throw new InvalidOperationException($"mmap failed: error {Marshal.GetLastPInvokeError()}.");
    }

    public static void Protect(byte* address, nuint bytes, int protection)
    {
        if (ProtectPages((nint)address, bytes, protection) != 0)
        {
            throw new InvalidOperationException($"mprotect failed: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    public static void Unmap(byte* address, nuint bytes) => _ = UnmapPages((nint)address, bytes);

    // A pipe copies from and to the memory itself, and the kernel refuses to where the program may not.
    public static bool CanRead(byte* address) => WithPipe((read, write) => Write(write, (nint)address, 1) == 1);

    public static bool CanWrite(byte* address) => WithPipe((read, write) =>
    {
        byte zero = 0;
        return Write(write, (nint)(&zero), 1) == 1 && Read(read, (nint)address, 1) == 1;
    });

    private static bool WithPipe(Func<int, int, bool> question)
    {
        int* ends = stackalloc int[2];
        if (Pipe((nint)ends) != 0)
        {
            throw new InvalidOperationException($"pipe failed: error {Marshal.GetLastPInvokeError()}.");
        }

        try
        {
            return question(ends[0], ends[1]);
        }
        finally
        {
            _ = Close(ends[0]);
            _ = Close(ends[1]);
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MapPages(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int ProtectPages(nint address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int UnmapPages(nint address, nuint bytes);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe(nint ends);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, nint bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, nint bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
