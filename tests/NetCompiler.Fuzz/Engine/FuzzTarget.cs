namespace NetCompiler.Fuzz.Engine;

/// <summary>
/// One thing that strangers' input reaches: how inputs of its kind are made, which answers it may give, and what an answer may cost. Inputs are bytes,
/// so that every one of them can be kept in a file.
/// </summary>
internal abstract class FuzzTarget : IDisposable
{
    /// <summary>The name on the command line and of the folder of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>The ending of its files.</summary>
    public abstract string Extension { get; }

    /// <summary>
    /// No answer takes longer; a hang does. Inputs at the language's limits take a second or two of a processor; the first one of all also compiles the compiler, on a machine that others use.
    /// </summary>
    public TimeSpan LongestTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Every how many inputs the costly checks are made too.</summary>
    public virtual int ThoroughInterval => 1;

    /// <summary>Larger inputs say nothing that smaller ones do not, and take long: they are not changed further.</summary>
    public virtual int LargestKept => 64 * 1024;

    /// <summary>The bytes that the answer to an input may allocate, dead ones included.</summary>
    public abstract long MostAllocated(int inputBytes);

    /// <summary>Sound inputs, made by code.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>A changed input.</summary>
    /// <param name="other">Another input, from which parts may be taken.</param>
    public abstract byte[] Mutate(byte[] input, byte[] other, Random random);

    /// <summary>
    /// What comes of the input, in a few words without its names and numbers: inputs with a new answer are worth changing further. Throws where the answer is none
    /// that the target may give.
    /// </summary>
    /// <param name="thorough">Whether to make the costly checks too.</param>
    public abstract string Answer(byte[] input, bool thorough);

    /// <summary>Inputs that are simpler than this one, those that leave out most first.</summary>
    public abstract IEnumerable<byte[]> Simpler(byte[] input);

    /// <summary>Takes away what it wrote.</summary>
    public virtual void Dispose()
    {
    }
}
