using System.CommandLine;
using System.Globalization;
using NetCompiler.Samples.Classify;
using NetCompiler.Samples.Classify.Imaging;
using static NetCompiler.Samples.Classify.FileFailure;

namespace NetCompiler.Samples.Backbone;

/// <summary>
/// The command line. Exit codes: 0 the pictures are written; 1 a file could not be read or written, and no picture is; 2 the command line is wrong.
/// </summary>
internal static class BackboneCommand
{
    private const int Failed = 1;
    private const int WrongCommandLine = 2;
    private const string BundledPicture = "3-brush.png";

    private static readonly Argument<string?> PictureFile = new("picture")
    {
        Description = "The picture to look at: PNG, BMP, PPM, PGM, and JPEG where the machine has TurboJPEG. Without one, a bundled digit.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Network = new("--network")
    {
        Description = "The backbone, one of those compiled into this program. [default: digits, with --weights mobilenetv2]",
    };

    private static readonly Option<string?> Weights = new("--weights")
    {
        Description = "Its weights: .safetensors with the names of torchvision, timm or Keras, with or without the classifier. The digits bring their own.",
        HelpName = "file",
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "The folder that the pictures are written to; it is made where it is missing.",
        HelpName = "folder",
        DefaultValueFactory = _ => "features",
    };

    private static readonly Option<double?> Epsilon = new("--epsilon")
    {
        Description = "Epsilon of the batch norms, where it is not the usual one of the weights' origin.",
        HelpName = "number",
    };

    private static readonly Option<bool> AcceptForm = new("--accept-form")
    {
        Description = "Load weights that are usually trained for another form of padding than the compiled one.",
    };

    public static int Run(string[] arguments)
    {
        Network.AcceptOnlyFromAmong([.. CompiledBackbone.All.Select(backbone => backbone.Name)]);
        RootCommand root = new("Writes the feature maps that a backbone makes of a picture, as pictures.") { PictureFile, Network, Weights, Output, Epsilon, AcceptForm };
        root.SetAction(parse => Draw(parse));
        PictureFile.Validators.Add(result =>
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
                Console.Error.WriteLine($"backbone: {error.Message.ReplaceLineEndings(" ")}");
            }

            Console.Error.WriteLine("backbone --help lists the options.");
            return WrongCommandLine;
        }

        try
        {
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (FailureException failure)
        {
            Console.Error.WriteLine($"backbone: {failure.Message}");
            return Failed;
        }
    }

    private static int Draw(ParseResult parse)
    {
        CompiledBackbone backbone = Chosen(parse);
        string file = parse.GetValue(PictureFile)
            ?? (backbone.BundledWeights is not null ? Path.Combine(AppContext.BaseDirectory, "Digits", "Pictures", BundledPicture) : null)
            ?? throw new FailureException($"give the picture that {backbone.Name} is to look at; the bundled ones show digits");
        string weights = parse.GetValue(Weights)
            ?? (backbone.BundledWeights is string bundled ? Path.Combine(AppContext.BaseDirectory, bundled) : null)
            ?? throw new FailureException($"the weights of {backbone.Name} are not part of the sample: give --weights. The README tells where to get them");
        WeightOptions options = new() { Epsilon = parse.GetValue(Epsilon), AcceptForm = parse.GetValue(AcceptForm) };
        string folder = parse.GetValue(Output)!;

        byte[] pixels = Attempt(file, () => backbone.Prepare(PictureReader.Read(file)));
        using LoadedBackbone loaded = Attempt(weights, () => backbone.Load(weights, options));
        FeatureMap[] maps = loaded.Run(pixels);
        foreach (FeatureMap map in maps)
        {
            map.CheckFinite(weights);
        }

        string stem = Path.GetFileNameWithoutExtension(file);
        Picture overview = ContactSheet.DrawOverview(pixels, backbone.Height, backbone.Width, maps);
        Picture[] sheets = [.. maps.Select(ContactSheet.Draw)];
        string[] names = [$"{stem}-Overview.png", .. maps.Select(map => $"{stem}-{map.Name}.png")];
        byte[][] encoded = [.. sheets.Prepend(overview).Select(PngWriter.Encode)];
        Attempt(folder, () =>
        {
            OutputFolder.Write(folder, [.. names.Zip(encoded)]);
            return folder;
        });

        TerminalStyle style = TerminalStyle.OfConsole();
        Console.WriteLine(style.Bold($"{backbone.Title}: {Size(style, backbone.Height, backbone.Width, backbone.Channels)}, {Path.GetFileName(file)}"));
        Console.WriteLine(style.Faint($"weights {Path.GetFileName(weights)}"));
        int nameWidth = names.Max(name => Path.Combine(folder, name).Length);
        Report(style, Path.Combine(folder, names[0]).PadRight(nameWidth), overview, "the picture as the network sees it, and the activity of each map");
        for (int i = 0; i < maps.Length; i++)
        {
            Report(style, Path.Combine(folder, names[i + 1]).PadRight(nameWidth), sheets[i], Statistics(style, maps[i]));
        }

        return 0;
    }

    private static CompiledBackbone Chosen(ParseResult parse)
    {
        string? name = parse.GetValue(Network);
        return name is not null ? CompiledBackbone.All.Single(backbone => backbone.Name == name)
            : parse.GetValue(Weights) is null ? CompiledBackbone.Digits
            : CompiledBackbone.ImageNet;
    }

    // Pictures are told as picture viewers do, by width and height.
    private static void Report(TerminalStyle style, string path, Picture picture, string text) =>
        Console.WriteLine($"  {style.Cyan(path)}  {Size(style, picture.Width, picture.Height),9}  {text}");

    private static string Statistics(TerminalStyle style, FeatureMap map)
    {
        int flat = map.CountFlatChannels();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"map {Size(style, map.Height, map.Width, map.Channels),-10}  least {map.Values.Min(),6:F2}  mean {map.Values.Average(),6:F2}  largest {map.Values.Max(),6:F2}")
            + (flat > 0 ? $"  {flat} channels flat" : "");
    }

    private static string Size(TerminalStyle style, params int[] sizes) => string.Join(style.Times, sizes);
}
