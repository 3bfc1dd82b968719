using NetCompiler.Fuzz;

return FuzzCommand.Create().Parse(args).Invoke();
