using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Machines;
using NetCompiler.Testing.Programs;

namespace NetCompiler.Zoo.Tests;

/// <summary>Networks in machine code that is made and run elsewhere than in the tests' own process: the same bits.</summary>
public class OtherRuntimeTests
{
    /// <summary>Every kind of kernel and activation.</summary>
    private static readonly string[] s_few =
        ["AlexNet", "Autoencoder", "DsCnn", "EfficientNetB0", "GoogLeNet", "MixNetS", "MobileNetV2", "MobileNetV3Small", "ResNet18", "ShuffleNetV1", "ShuffleNetV2", "VisualWakeWords"];

    [EmulatedArmFact]
    public void Machine_code_for_arm_on_an_emulated_processor()
    {
        using NetworkProgram program = new(s_few, "arm64");
        string assembly = Path.Combine(program.Folder, "Networks.dll");
        File.WriteAllBytes(assembly, InMemoryCompiler.Image(program.Files));
        File.Copy(typeof(WeightOptions).Assembly.Location, Path.Combine(program.Folder, "NetCompiler.Runtime.dll"));
        program.Check(ArmEmulator.Run(assembly, program.Folder), "NEON");
    }

    [NativeFact]
    public void A_native_program()
    {
        using NetworkProgram program = new(["DsCnn", "MobileNetV3Small", "ResNet8"], "x64");
        foreach ((string name, string text) in program.Files)
        {
            File.WriteAllText(Path.Combine(program.Folder, name), text);
        }

        // Building the solution has built it for all frameworks, building these tests alone has not.
        string project = Path.Combine(Repository.Root, "src", "NetCompiler.Runtime");
        string library = Path.Combine(project, "bin", Repository.Configuration, "net8.0", "NetCompiler.Runtime.dll");
        if (!File.Exists(library))
        {
            DotnetCommand.Run(project, "build", "-c", Repository.Configuration, "-f", "net8.0");
        }

        File.WriteAllText(Path.Combine(program.Folder, "Networks.csproj"), NativeCompiler.Project($"""<ItemGroup><Reference Include="{library}" /></ItemGroup>"""));
        DotnetCommand.Run(program.Folder, "publish", "-c", "Release", "-o", "out");
        string output = DotnetCommand.RunProgram(Path.Combine(program.Folder, "out", "Networks"), program.Folder, program.Folder);
        program.Check(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), "AVX2 + FMA");
    }
}
