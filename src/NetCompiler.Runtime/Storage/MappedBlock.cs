using System.IO.MemoryMappedFiles;

namespace NetCompiler.Storage;

/// <summary>Floats in a file that is mapped into memory, read-only: pages are read when they are first touched and shared between processes.</summary>
internal sealed unsafe class MappedBlock : MemoryBlock
{
    private readonly MemoryMappedViewAccessor _view;

    private MappedBlock(MemoryMappedViewAccessor view, float* address, int floats)
        : base(address, floats)
    {
        _view = view;
    }

    /// <summary>
    /// Maps <paramref name="floats"/> at <paramref name="offsetBytes"/>, a multiple of the alignment that the caller has checked to lie inside the file.
    /// The stream may be disposed afterwards.
    /// </summary>
    public static MappedBlock Map(FileStream stream, int offsetBytes, int floats)
    {
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);

        // The count goes back at once: while it is held, the handle of a forgotten view would never unmap.
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        return new MappedBlock(view, (float*)(start + view.PointerOffset + offsetBytes), floats);
    }

    protected override void Release() => _view.Dispose();
}
