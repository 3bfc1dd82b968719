using System.Text;
using NetCompiler.Fuzz.Engine;
using NetCompiler.Fuzz.Mutation;
using Xunit;

namespace NetCompiler.Fuzz.Tests;

/// <summary>The fuzzer finds what is planted, and makes it small.</summary>
public class FuzzerTests
{
    [Fact]
    public void An_exception_is_found_and_its_input_made_small()
    {
        Planted target = new(text => text.Contains('x', StringComparison.Ordinal) && text.Contains("98", StringComparison.Ordinal) ? throw new FormatException() : "read");
        Failure failure = Assert.Single(Run(target, 100_000));
        Assert.Contains("FormatException", failure.Problem, StringComparison.Ordinal);
        string small = Encoding.UTF8.GetString(failure.Input);
        Assert.Equal(3, small.Length);
    }

    [Fact]
    public void Allocating_more_than_the_bound_is_a_failure()
    {
        Planted target = new(text => text.Contains('7', StringComparison.Ordinal) ? $"{new byte[1 << 21].Length}" : "read");
        Assert.StartsWith("Allocates more than its bound", Assert.Single(Run(target, 100_000)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hang_is_a_failure()
    {
        Planted target = new(text =>
        {
            Thread.Sleep(text.Contains('7', StringComparison.Ordinal) ? 60_000 : 0);
            return "read";
        })
        {
            LongestTime = TimeSpan.FromSeconds(3),
        };
        Failure failure = Assert.Single(Run(target, 100_000));
        Assert.StartsWith("Hang", failure.Problem, StringComparison.Ordinal);
        Assert.Contains((byte)'7', failure.Input);
    }

    /// <summary>An input behind three others that only new answers lead to, each rarer than one in a hundred changes.</summary>
    [Fact]
    public void New_answers_lead_further()
    {
        Planted target = new(text => text switch
        {
            _ when text.Contains("1111", StringComparison.Ordinal) => throw new FormatException(),
            _ when text.Contains("111", StringComparison.Ordinal) => "three",
            _ when text.Contains("11", StringComparison.Ordinal) => "two",
            _ => "none",
        });
        Assert.Single(Run(target, 50_000));
    }

    [Fact]
    public void The_same_seed_runs_the_same_inputs()
    {
        List<string> first = [];
        List<string> second = [];
        foreach (List<string> seen in new[] { first, second })
        {
            Run(new Planted(text =>
            {
                seen.Add(text);
                return $"{text.Length % 7}";
            }), 500);
        }

        Assert.Equal(first, second);
        Assert.True(first.Distinct().Count() > 100);
    }

    private static IReadOnlyList<Failure> Run(FuzzTarget target, int inputs)
    {
        Fuzzer fuzzer = new(target, seed: 1);
        fuzzer.Run(inputs);
        return fuzzer.Failures;
    }

    /// <summary>A target with a mistake.</summary>
    private sealed class Planted(Func<string, string> answer) : FuzzTarget
    {
        public override string Name => "planted";

        public override string Extension => ".txt";

        public override long MostAllocated(int inputBytes) => 1 << 20;

        public override IEnumerable<byte[]> Seeds() => ["| a | 1 |\n| b | x |"u8.ToArray()];

        public override byte[] Mutate(byte[] input, byte[] other, Random random) => ByteMutator.Mutate(input, other, random, 8);

        public override string Answer(byte[] input, bool thorough) => answer(Encoding.UTF8.GetString(input));

        public override IEnumerable<byte[]> Simpler(byte[] input) => Shrinker.Without(input);
    }
}
