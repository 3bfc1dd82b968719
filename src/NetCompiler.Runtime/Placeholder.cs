namespace NetCompiler;
