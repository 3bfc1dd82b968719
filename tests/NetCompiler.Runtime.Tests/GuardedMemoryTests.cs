using NetCompiler.Testing;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>The canary of every guard-page test: that the pages around the memory really cannot be touched.</summary>
public class GuardedMemoryTests
{
    [GuardedFact]
    public void PagePastTheEndIsOutOfReach()
    {
        foreach (int length in new[] { 1, 16, 1023, 1024, 1025, 5000 })
        {
            using GuardedMemory<float> memory = new(length, GuardSide.After);
            memory.GetSpan().Fill(1);
            Assert.True(memory.CanRead(0));
            Assert.True(memory.CanRead((4 * length) - 1));
            Assert.True(memory.CanWrite((4 * length) - 1));
            Assert.False(memory.CanRead(4 * length));
            Assert.False(memory.CanWrite(4 * length));
        }
    }

    [GuardedFact]
    public void PageBeforeTheBeginningIsOutOfReach()
    {
        foreach (int length in new[] { 1, 16, 1023, 1024, 1025, 5000 })
        {
            using GuardedMemory<float> memory = new(length, GuardSide.Before);
            memory.GetSpan().Fill(1);
            Assert.True(memory.CanRead(0));
            Assert.True(memory.CanWrite(0));
            Assert.True(memory.CanRead((4 * length) - 1));
            Assert.False(memory.CanRead(-1));
            Assert.False(memory.CanWrite(-1));
        }
    }

    [GuardedFact]
    public void ReadOnlyMemoryCannotBeWritten()
    {
        using GuardedMemory<byte> memory = new(100, GuardSide.After);
        memory.GetSpan().Fill(7);
        memory.MakeReadOnly();
        Assert.True(memory.CanRead(99));
        Assert.False(memory.CanWrite(99));
        Assert.Equal(7, memory.GetSpan()[99]);
    }
}
