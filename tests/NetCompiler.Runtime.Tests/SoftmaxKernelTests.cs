using System.Globalization;
using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>The softmax against its definition, bit for bit as another language computes it, and against the platform's exponential.</summary>
public class SoftmaxKernelTests
{
    [Fact]
    public void BitsAreThoseOfTheDefinition()
    {
        int cases = 0;
        foreach (string line in File.ReadAllLines(PictureGoldens.DataFile("softmax.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            int length = int.Parse(cells[0], CultureInfo.InvariantCulture);
            uint[] bits = [.. cells.Skip(2).Select(cell => uint.Parse(cell, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            float[] values = [.. bits.Take(length).Select(BitConverter.UInt32BitsToSingle)];
            SoftmaxKernel.Apply(values);
            Assert.Equal(bits.Skip(length), values.Select(BitConverter.SingleToUInt32Bits));
            cases++;
        }

        Assert.Equal(7, cases);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(1000, 30)]
    [InlineData(1001, 3)]
    [InlineData(17, 1000)]
    public void ResultsAreTheExactOnesRounded(int length, double scale)
    {
        Random random = new(length);
        float[] values = [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() - 0.5) * scale))];
        double largest = values.Max();
        double[] exponentials = [.. values.Select(value => Math.Exp(value - largest))];
        double total = exponentials.Sum();
        SoftmaxKernel.Apply(values);
        for (int i = 0; i < length; i++)
        {
            // Both sides are good to 1e-13; what remains is half a unit of the last place of a float, or of the least float there is.
            double exact = exponentials[i] / total;
            Assert.InRange(Math.Abs(values[i] - exact), 0, (exact * Math.Pow(2, -24) * (1 + 1e-5)) + 7.1e-46);
        }
    }

    [Fact]
    public void LargeValuesDoNotOverflow()
    {
        float[] values = [float.MaxValue, float.MaxValue, -float.MaxValue, 0];
        SoftmaxKernel.Apply(values);
        Assert.Equal([0.5f, 0.5f, 0, 0], values);
        float[] one = [-1e30f];
        SoftmaxKernel.Apply(one);
        Assert.Equal([1f], one);
        SoftmaxKernel.Apply([]);
    }

    [Fact]
    public void MinusInfinityIsNothingBesideFiniteValues()
    {
        float[] values = [float.NegativeInfinity, 3, 3, float.NegativeInfinity];
        SoftmaxKernel.Apply(values);
        Assert.Equal([0, 0.5f, 0.5f, 0], values);
    }

    [Theory]
    [InlineData(float.NaN, 1f, 2f)]
    [InlineData(1f, 2f, float.NaN)]
    [InlineData(1f, float.PositiveInfinity, 2f)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity)]
    public void WhatIsNoNumberMakesAllResultsNone(float a, float b, float c)
    {
        float[] values = [a, b, c];
        SoftmaxKernel.Apply(values);
        Assert.All(values, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] values = new float[1000];
        SoftmaxKernel.Apply(values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SoftmaxKernel.Apply(values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
