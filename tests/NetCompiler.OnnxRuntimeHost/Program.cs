using System.Diagnostics;
using System.Globalization;
using NetCompiler.Benchmarks;

// Arguments: the library, the model, the shapes of its input and output. Prints what samples/Embedded prints: when the first result was there, then the memory.
long start = Stopwatch.GetTimestamp();
int[][] shapes = Array.ConvertAll(args[2..4], text => Array.ConvertAll(text.Split(','), side => int.Parse(side, CultureInfo.InvariantCulture)));
float[][] buffers = Array.ConvertAll(shapes, shape => new float[shape.Aggregate(1, (product, side) => product * side)]);
Array.Fill(buffers[0], 0.5f);
using OnnxRuntimeSession session = new(args[0], args[1], buffers[0], shapes[0], buffers[1], shapes[1]);
session.Run();
double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
using StreamWriter output = new(Console.OpenStandardOutput());
output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first result {first:F1} ms after the start of Main"));
output.Flush();
output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at most {PeakMemory.Bytes() / (1024.0 * 1024):F1} MB resident"));
