using System.Text;
using NetCompiler.Samples.Classify;

namespace NetCompiler.Samples.Embedded;

/// <summary>The command line. Exit codes: 0 all is well; 1 weights or frames could not be read; 2 the command line is wrong.</summary>
internal static class EmbeddedCommand
{
    private const int Failed = 1;
    private const int WrongCommandLine = 2;

    /// <param name="start">When <c>Main</c> began.</param>
    public static int Run(string[] arguments, long start)
    {
        try
        {
            Options options = Options.Parse(arguments);
            using Stream output = Console.OpenStandardOutput();
            if (options.Help)
            {
                output.Write(Encoding.UTF8.GetBytes(Options.Usage));
            }
            else if (options.BenchmarkRuns > 0)
            {
                Benchmark.Run(options, start, output);
            }
            else
            {
                Label(options, output);
            }

            return 0;
        }
        catch (UsageException mistake)
        {
            Tell($"{mistake.Message}\nembedded --help lists the options");
            return WrongCommandLine;
        }
        catch (Exception failure) when (failure is FailureException or IOException)
        {
            Tell(failure.Message);
            return Failed;
        }
    }

    private static void Label(Options options, Stream output)
    {
        if (!Console.IsInputRedirected)
        {
            throw new UsageException("frames come from the standard input, which is a terminal");
        }

        CompiledNetwork network = options.Network;
        LabelWriter writer = new(output, ClassLabels.Read(options.Labels, network.Classes), options.Scores);
        using LoadedNetwork loaded = network.Open(options.Weights);
        using Stream input = Console.OpenStandardInput();
        FrameReader reader = new(input, options.Width == 0 ? network.InputBytes : 3 * options.Width * options.Height);
        byte[] pixels = new byte[network.InputBytes];
        float[] scores = new float[network.Classes];
        while (reader.Read())
        {
            if (options.Width == 0)
            {
                loaded.Run(reader.Frame, scores);
            }
            else
            {
                network.Preprocessing.ApplyPixels(reader.Frame, options.Width, options.Height, pixels);
                loaded.Run(pixels, scores);
            }

            writer.Write(scores);
        }
    }

    /// <summary>Says what is wrong. Written as bytes: the console's writers would be a tenth of the program.</summary>
    private static void Tell(string message)
    {
        using Stream error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes($"embedded: {message}\n"));
    }
}
