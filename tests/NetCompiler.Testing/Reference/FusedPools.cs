using NetCompiler.Generator.Graph;

namespace NetCompiler.Testing.Reference;

/// <summary>The pools of <c>docs/numerics.md</c>.</summary>
internal static class FusedPools
{
    public static float[] Average(AveragePool op, float[] input, Shape shape, Shape output) => Each(output, (row, column, channel) =>
    {
        Range rows = Inside(row, op.StrideHeight, op.Padding.Top, op.WindowHeight, shape.Height);
        Range columns = Inside(column, op.StrideWidth, op.Padding.Left, op.WindowWidth, shape.Width);
        int count = op.CountsPadding ? op.WindowHeight * op.WindowWidth : Count(rows) * Count(columns);
        return Sum(input, shape, rows, columns, channel) / count;
    });

    public static float[] Adaptive(float[] input, Shape shape, Shape output) => Each(output, (row, column, channel) =>
    {
        Range rows = Part(row, shape.Height, output.Height);
        Range columns = Part(column, shape.Width, output.Width);
        return Sum(input, shape, rows, columns, channel) / (Count(rows) * Count(columns));
    });

    public static float[] Largest(MaxPool op, float[] input, Shape shape, Shape output) => Each(output, (row, column, channel) =>
    {
        Range rows = Inside(row, op.StrideHeight, op.Padding.Top, op.WindowHeight, shape.Height);
        Range columns = Inside(column, op.StrideWidth, op.Padding.Left, op.WindowWidth, shape.Width);
        float? largest = null;
        for (int y = rows.Start.Value; y < rows.End.Value; y++)
        {
            for (int x = columns.Start.Value; x < columns.End.Value; x++)
            {
                float element = input[(((y * shape.Width) + x) * shape.Channels) + channel];
                largest = largest is { } m ? FusedArithmetic.Max(m, element) : element;
            }
        }

        return largest!.Value;
    });

    private static float[] Each(Shape output, Func<int, int, int, float> compute)
    {
        float[] result = new float[output.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int pixel = i / output.Channels;
            result[i] = compute(pixel / output.Width, pixel % output.Width, i % output.Channels);
        }

        return result;
    }

    private static float Sum(float[] input, Shape shape, Range rows, Range columns, int channel)
    {
        float total = 0;
        for (int y = rows.Start.Value; y < rows.End.Value; y++)
        {
            float partial = 0;
            for (int x = columns.Start.Value; x < columns.End.Value; x++)
            {
                partial += input[(((y * shape.Width) + x) * shape.Channels) + channel];
            }

            total = y == rows.Start.Value ? partial : total + partial;
        }

        return total;
    }

    private static Range Inside(int position, int stride, int padding, int size, int inputs)
    {
        int start = (position * stride) - padding;
        return Math.Max(0, start)..Math.Min(inputs, start + size);
    }

    private static Range Part(int part, int inputs, int parts) => (part * inputs / parts)..((((part + 1) * inputs) + parts - 1) / parts);

    private static int Count(Range range) => range.End.Value - range.Start.Value;
}
