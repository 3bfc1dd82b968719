using NetCompiler.Benchmarks;

return BenchmarkCommand.Run(args);
