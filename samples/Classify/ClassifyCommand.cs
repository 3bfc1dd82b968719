using System.CommandLine;
using static NetCompiler.Samples.Classify.FileFailure;

namespace NetCompiler.Samples.Classify;

/// <summary>
/// The command line. Exit codes: 0 all is well; 1 a file could not be read or a bundled picture was read wrong; 2 the command line is wrong.
/// </summary>
internal static class ClassifyCommand
{
    private const int Failed = 1;
    private const int WrongCommandLine = 2;

    private static readonly Argument<string[]> Pictures = new("pictures")
    {
        Description = "Pictures to classify: PNG, BMP, PPM, PGM, and JPEG where the machine has TurboJPEG. Without any, the bundled digits.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Argument<string> Packed = new("out.ncw") { Description = "The packed file to write." };

    private static readonly Option<string> Network = Named(new Option<string>("--network")
    {
        Description = "The network, one of those compiled into this program.",
        DefaultValueFactory = _ => CompiledNetwork.All[0].Name,
        Recursive = true,
    });

    private static readonly Option<string?> Weights = new("--weights")
    {
        Description = "Its weights: .safetensors with the names of torchvision, timm or Keras, or .ncw from pack. The digits bring their own.",
        HelpName = "file",
        Recursive = true,
    };

    private static readonly Option<double?> Epsilon = new("--epsilon")
    {
        Description = "Epsilon of the batch norms, where it is not the usual one of the weights' origin.",
        HelpName = "number",
        Recursive = true,
    };

    private static readonly Option<bool> AcceptForm = new("--accept-form")
    {
        Description = "Load weights that are usually trained for another form of padding than the compiled one.",
        Recursive = true,
    };

    private static readonly Option<string?> Labels = new("--labels")
    {
        Description = "A text file with the name of one class a line; without it classes are numbers.",
        HelpName = "file",
    };

    private static readonly Option<int> Top = new("--top")
    {
        Description = "How many answers to show.",
        DefaultValueFactory = _ => 3,
    };

    public static int Run(string[] arguments)
    {
        Command pack = new("pack", "Folds and packs weights into a file that later loads by mapping it.") { Packed };
        pack.SetAction(parse => Pack(parse));
        RootCommand root = new("Classifies pictures with networks that were compiled into this program.") { Pictures, Network, Weights, Labels, Top, Epsilon, AcceptForm, pack };
        root.SetAction(parse => Classify(parse));
        Top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--top is 1 or more.");
            }
        });

        Pictures.Validators.Add(result =>
        {
            foreach (string word in result.Tokens.Select(token => token.Value).Where(word => word.StartsWith('-')))
            {
                result.AddError($"There is no option {word}.");
            }
        });
        ParseResult parse = root.Parse(arguments);
        if (parse.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parse.Errors)
            {
                Console.Error.WriteLine($"classify: {error.Message.ReplaceLineEndings(" ")}");
            }

            Console.Error.WriteLine("classify --help lists the options.");
            return WrongCommandLine;
        }

        try
        {
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (FailureException failure)
        {
            Console.Error.WriteLine($"classify: {failure.Message}");
            return Failed;
        }
    }

    private static Option<string> Named(Option<string> option)
    {
        option.AcceptOnlyFromAmong([.. CompiledNetwork.All.Select(network => network.Name)]);
        return option;
    }

    private static int Classify(ParseResult parse)
    {
        CompiledNetwork network = Chosen(parse);
        string[] files = parse.GetValue(Pictures)!;
        bool bundled = files.Length == 0;
        if (bundled)
        {
            if (network.BundledWeights is null)
            {
                throw new FailureException($"give the pictures that {network.Name} is to classify; the bundled ones show digits");
            }

            files = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Digits", "Pictures")).Order(StringComparer.Ordinal)];
        }

        string[]? labels = ClassLabels.Read(parse.GetValue(Labels), network.Classes);
        string weights = WeightFile(parse, network);
        using LoadedNetwork loaded = Attempt(weights, () => network.Load(weights, Options(parse)));
        Report report = new(TerminalStyle.OfConsole(), Console.Out);
        report.Introduce(network, Path.GetFileName(weights));
        int right = 0;
        int unreadable = 0;
        foreach (string file in files)
        {
            string name = bundled ? Path.GetFileName(file) : file;
            try
            {
                Classification classification = Attempt(file, () => Classifier.Classify(network, loaded, Imaging.PictureReader.Read(file)));
                Answer[] answers = Ranking.Top(classification.Scores, parse.GetValue(Top));

                // The names of the bundled pictures begin with the digit that they show.
                int? expected = bundled ? name[0] - '0' : null;
                right += answers[0].Class == expected ? 1 : 0;
                report.Show(name, classification, answers, labels, expected);
            }
            catch (FailureException failure)
            {
                unreadable++;
                Console.Out.Flush();
                Console.Error.WriteLine($"classify: {failure.Message}");
            }
        }

        if (bundled)
        {
            report.Conclude(right, files.Length);
        }

        return unreadable > 0 || (bundled && right < files.Length) ? Failed : 0;
    }

    private static int Pack(ParseResult parse)
    {
        CompiledNetwork network = Chosen(parse);
        string weights = WeightFile(parse, network);
        string packed = parse.GetValue(Packed)!;
        Attempt(weights, () =>
        {
            network.Pack(weights, packed, Options(parse));
            return packed;
        });
        Console.WriteLine($"{packed}: {new FileInfo(packed).Length / 1e6:F1} MB, the weights of {network.Title}, {network.Classes} classes");
        return 0;
    }

    private static CompiledNetwork Chosen(ParseResult parse) => CompiledNetwork.All.Single(network => network.Name == parse.GetValue(Network));

    private static WeightOptions Options(ParseResult parse) => new() { Epsilon = parse.GetValue(Epsilon), AcceptForm = parse.GetValue(AcceptForm) };

    private static string WeightFile(ParseResult parse, CompiledNetwork network) =>
        parse.GetValue(Weights)
        ?? (network.BundledWeights is string bundled ? Path.Combine(AppContext.BaseDirectory, bundled) : null)
        ?? throw new FailureException($"the weights of {network.Name} are not part of the sample: give --weights. The README tells where to get them");
}
