using NetCompiler.Samples.Classify;

return ClassifyCommand.Run(args);
