namespace NetCompiler.Storage;

/// <summary>
/// Floats at an address that does not move, aligned to 64 bytes but in a <see cref="ResourceBlock"/>, until the block is disposed. Who owns the memory is the
/// subclass's affair; each of them also lets go of it when it is forgotten.
/// </summary>
internal abstract unsafe class MemoryBlock : IDisposable
{
    /// <summary>Alignment of all blocks that can choose: a cache line, and the widest vector.</summary>
    public const int AlignmentBytes = 64;

    protected MemoryBlock(float* address, int floats)
    {
        Address = address;
        Floats = floats;
    }

    public float* Address { get; private set; }

    public int Floats { get; }

    public Span<float> Span => new(Address, Floats);

    /// <summary>Lets go of the memory; the second call does nothing.</summary>
    public void Dispose()
    {
        if (Address is null)
        {
            return;
        }

        Address = null;
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back; called once.</summary>
    protected abstract void Release();
}
