using System.Diagnostics;
using NetCompiler.Benchmarks;

// The measured processes do nothing before what they measure.
long start = Stopwatch.GetTimestamp();
return args is [EngineProcess.Command, ..] ? EngineProcess.RunChild(args, start) : BenchmarkCommand.Run(args);
