using NetCompiler.Generator.Plan;
using Xunit;

namespace NetCompiler.Generator.Tests.Plan;

/// <summary>Buffers needed at the same time never share memory, and those that are not do.</summary>
public class BufferPlannerTests
{
    [Fact]
    public void Buffers_of_other_times_share_a_place()
    {
        BufferRequest[] requests = [new(100, 0, 1), new(64, 1, 2), new(100, 2, 3)];
        (int[] offsets, int floats) = BufferPlanner.Place(requests);
        Assert.Equal(offsets[0], offsets[2]);
        Assert.Equal(176, floats);
        Assert.Equal(164, BufferPlanner.LowerBound(requests));
    }

    [Fact]
    public void A_small_buffer_takes_a_gap_between_large_ones()
    {
        // The 48 floats between the two long-lived buffers are free again when the last one is placed.
        BufferRequest[] requests = [new(128, 0, 9), new(48, 0, 1), new(64, 0, 9), new(32, 2, 3)];
        (int[] offsets, int floats) = BufferPlanner.Place(requests);
        Assert.Equal(offsets[1], offsets[3]);
        Assert.Equal(128 + 48 + 64, floats);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_buffers_never_overlap_in_time_and_place(int seed)
    {
        Random random = new(seed);
        BufferRequest[] requests = [.. Enumerable.Range(0, 60).Select(_ =>
        {
            int first = random.Next(40);
            return new BufferRequest(random.Next(1, 3000), first, first + random.Next(8));
        })];
        (int[] offsets, int floats) = BufferPlanner.Place(requests);
        for (int i = 0; i < requests.Length; i++)
        {
            Assert.Equal(0, offsets[i] % 16);
            Assert.InRange(offsets[i] + requests[i].Floats, 1, floats);
            for (int j = 0; j < i; j++)
            {
                bool sameTime = requests[i].FirstStep <= requests[j].LastStep && requests[j].FirstStep <= requests[i].LastStep;
                bool samePlace = offsets[i] < offsets[j] + requests[j].Floats && offsets[j] < offsets[i] + requests[i].Floats;
                Assert.False(sameTime && samePlace, $"buffers {i} and {j}");
            }
        }

        Assert.Equal(
            Enumerable.Range(0, 48).Max(step => requests.Where(request => request.FirstStep <= step && step <= request.LastStep).Sum(request => request.Floats)),
            BufferPlanner.LowerBound(requests));
        Assert.InRange(floats, BufferPlanner.LowerBound(requests), requests.Sum(request => request.Floats + 16));
    }
}
