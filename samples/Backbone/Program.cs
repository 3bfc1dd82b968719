using NetCompiler.Samples.Backbone;

return BackboneCommand.Run(args);
