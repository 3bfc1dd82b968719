namespace NetCompiler.Storage;

/// <summary>
/// Floats in a resource that the runtime has mapped with its assembly, used where they lie: there is no second copy of them, and pages are read when they are
/// first touched. No compiler aligns resources, so that this is the one block that may begin at any address: the kernels load vectors from everywhere.
/// </summary>
internal sealed unsafe class ResourceBlock(UnmanagedMemoryStream resource, float* address, int floats) : MemoryBlock(address, floats)
{
    // An assembly that can be unloaded stays as long as its stream.
    private UnmanagedMemoryStream? _resource = resource;

    protected override void Release()
    {
        _resource?.Dispose();
        _resource = null;
    }
}
