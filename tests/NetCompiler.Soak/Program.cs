using NetCompiler.Soak;

return SoakCommand.Run(args);
