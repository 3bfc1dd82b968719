namespace NetCompiler;

/// <summary>What every attribute that completes a class with a network may set, besides the parameters of its table.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public abstract class NetworkOptionsAttribute : Attribute
{
    private protected NetworkOptionsAttribute()
    {
    }

    /// <summary>
    /// Threads that share one run, the caller's among them; 1 where it is not set, which makes no thread. With more, each object of the class has threads of
    /// its own, less the caller's: they start with its first run, sleep between runs and end when it is disposed. The results are the same bits, whatever their
    /// number. Range: 1 to 64; at most as many as there are cores.
    /// </summary>
    public int Workers { get; set; } = 1;
}
