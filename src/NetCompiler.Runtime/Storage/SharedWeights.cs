namespace NetCompiler.Storage;

/// <summary>A weight block with the number of sessions that read it: the last one to leave disposes it.</summary>
internal sealed class SharedWeights(MemoryBlock block)
{
    private int _sessions = 1;

    public MemoryBlock Block { get; } = block;

    /// <summary>Counts one session more, unless the last one has left already.</summary>
    public bool TryShare()
    {
        int sessions = Volatile.Read(ref _sessions);
        while (sessions > 0)
        {
            int seen = Interlocked.CompareExchange(ref _sessions, sessions + 1, sessions);
            if (seen == sessions)
            {
                return true;
            }

            sessions = seen;
        }

        return false;
    }

    /// <summary>Counts one session less.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _sessions) == 0)
        {
            Block.Dispose();
        }
    }
}
