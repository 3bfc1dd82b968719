global using NetCompiler.Testing.Programs;
global using Xunit;
