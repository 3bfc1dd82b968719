using NetCompiler.Testing.Onnx;

namespace NetCompiler.Benchmarks;

/// <summary>One network with weights by formula in both engines' files, in a folder that is deleted in the end.</summary>
internal sealed class EngineFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engines-").FullName;

    private EngineFiles()
    {
    }

    /// <summary>Our packed weights.</summary>
    public string Packed => Path.Combine(_folder, "weights.ncw");

    /// <summary>ONNX Runtime's model; null where it is left out.</summary>
    public string? Model { get; private set; }

    public long ModelBytes => Model is null ? 0 : new FileInfo(Model).Length;

    /// <summary>The sides of the model's input, separated by commas.</summary>
    public string InputShape { get; private set; } = "";

    /// <summary>The same of its output.</summary>
    public string OutputShape { get; private set; } = "";

    /// <param name="library">ONNX Runtime's shared library; null to leave it out.</param>
    public static EngineFiles Write(BenchmarkedNetwork network, string? library)
    {
        EngineFiles files = new();
        try
        {
            string checkpoint = Path.Combine(files._folder, "checkpoint.safetensors");
            File.WriteAllBytes(checkpoint, FormulaWeights.Checkpoint(network));
            network.Pack(checkpoint, files.Packed);
            File.Delete(checkpoint);
            if (library is not null)
            {
                files.Model = Path.Combine(files._folder, "model.onnx");
                OnnxModel model = new PeerNetwork(network.Selection).Export();
                using FileStream file = File.Create(files.Model);
                OnnxFile.Write(model, file);
                files.InputShape = string.Join(',', model.Inputs[0].Shape);
                files.OutputShape = string.Join(',', model.Outputs[0].Shape);
            }
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
