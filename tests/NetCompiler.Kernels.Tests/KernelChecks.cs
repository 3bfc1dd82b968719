using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Isa;
using NetCompiler.Generator.Plan;
using NetCompiler.Generator.Support;
using NetCompiler.Testing;
using NetCompiler.Testing.Kernels;
using NetCompiler.Testing.Models;
using NetCompiler.Testing.Reference;
using Xunit;

namespace NetCompiler.Kernels.Tests;

/// <summary>One network to be compiled and compared, with a name that tells what is special about it.</summary>
internal sealed record KernelCase(string Name, UnrolledNetwork Network)
{
    public TensorSource Tensors { get; init; } = new FormulaTensors();

    /// <summary>What passes and plans may use.</summary>
    public Optimizations Enabled { get; init; } = Optimizations.All;

    /// <summary>Makes the input; by default between −4 and 4, so that ReLU6 meets both its ends.</summary>
    public Func<Shape, float[]> Input { get; init; } = shape =>
        Array.ConvertAll(FormulaTensors.Input(shape.Height, shape.Width, shape.Channels), value => 4 * value);

    /// <summary>What the plans are made for.</summary>
    public PlanOptions Options { get; init; } = PlanOptions.Default;

    /// <summary>How every convolution that can be tiled is computed; left to the passes where there is none.</summary>
    public ConvolutionAlgorithm? Algorithm { get; init; }

    /// <summary>Whether the float64 reference is comparable: not where infinities and NaN are about.</summary>
    public bool IsFinite { get; init; } = true;
}

/// <summary>Compiles a batch of networks and holds every instruction set against the references.</summary>
internal static class KernelChecks
{
    private const double Epsilon = 1e-5;

    /// <summary>Fails with the names of all networks whose kernels are wrong.</summary>
    /// <param name="workers">Threads that share a run.</param>
    public static void Check(IEnumerable<KernelCase> cases, int workers = 1)
    {
        KernelCase[] all = [.. cases];
        KernelBatch batch = new();
        foreach (KernelCase each in all)
        {
            batch.Add(each.Network, each.Options with { Enabled = each.Enabled, Workers = workers }, each.Algorithm);
        }

        IReadOnlyList<KernelNetwork> networks = batch.Compile();
        List<string> faults = [];
        for (int i = 0; i < all.Length; i++)
        {
            faults.AddRange(networks[i].Kernels
                .SelectMany(kernels => PlanVerifier.Verify(kernels.Plan).Select(violation => $"{all[i].Name}: {kernels.Plan.Isa.Name}: {violation}")));
            faults.AddRange(Faults(all[i], networks[i]).Select(fault => $"{all[i].Name}: {fault}"));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults in {all.Length} networks:\n{string.Join("\n", faults.Take(30))}");
    }

    private static IEnumerable<string> Faults(KernelCase each, KernelNetwork network)
    {
        float[] input = each.Input(network.Graph.Values[0].Shape);
        FusedReference fused = new(each.Tensors, 0, Epsilon);
        float[][] expected = fused.Outputs(network.Passed, input);
        float[][] unfused = new FusedReference(each.Tensors, 0, Epsilon, fused: false).Outputs(network.Passed, input);
        double[][] exact = each.IsFinite ? new ExactInterpreter(each.Tensors, 0, Epsilon).Outputs(network.Graph, input) : [];
        for (int output = 0; output < exact.Length; output++)
        {
            double largest = Math.Max(1, exact[output].Max(Math.Abs));
            double error = expected[output].Zip(exact[output], (x, y) => Math.Abs(x - y)).Max();
            if (!(error <= 1e-5 * largest))
            {
                yield return $"the float32 reference is {error:G3} from float64, whose largest value is {largest:G3}";
            }
        }

        foreach (CompiledKernels kernels in network.Kernels)
        {
            float[] weights = CompiledKernels.Pack(kernels.Plan, network.Passed, fused);
            float[][] reference = kernels.Plan.Isa == KnownIsas.Vector128 ? unfused : expected;
            foreach (GuardSide side in new[] { GuardSide.Before, GuardSide.After })
            {
                float[][] actual = kernels.Run(input, weights, Array.ConvertAll(expected, output => output.Length), side);
                string[] differences =
                [
                    .. actual.Select((output, i) => (Output: i, Element: FloatBits.FirstDifference(reference[i], output)))
                        .Where(difference => difference.Element >= 0)
                        .Select(difference =>
                            $"{kernels.Plan.Isa.Name} gives {actual[difference.Output][difference.Element]:R} and not "
                            + $"{reference[difference.Output][difference.Element]:R} at element {difference.Element} of "
                            + $"{network.Passed.Values[network.Passed.Outputs[difference.Output].Value].Shape}"),
                ];
                if (differences.Length > 0)
                {
                    yield return differences[0];
                    break;
                }
            }
        }
    }
}
