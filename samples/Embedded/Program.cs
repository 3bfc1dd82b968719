using System.Diagnostics;
using NetCompiler.Samples.Embedded;

// The benchmark tells how long the first result took from here.
long start = Stopwatch.GetTimestamp();
return EmbeddedCommand.Run(args, start);
