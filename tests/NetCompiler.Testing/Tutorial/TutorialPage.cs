using System.Text.RegularExpressions;

namespace NetCompiler.Testing.Tutorial;

/// <summary>
/// The files that docs/tutorial.md consists of, and what it says is printed. A bold line names each: the name of a file, the name and "wrong" for one
/// line of a file with a mistake in it, or "Printed".
/// </summary>
public sealed class TutorialPage
{
    private readonly List<(string Name, string Text)> _blocks;

    private TutorialPage(string text)
    {
        _blocks = [.. Regex.Matches(text, @"^\*\*(?<name>[^\n]+)\*\*\n\n```\w*\n(?<text>.*?\n)```$", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(match => (match.Groups["name"].Value, match.Groups["text"].Value))];
        Files = _blocks.Where(block => block.Name.EndsWith('`')).ToDictionary(block => block.Name.Trim('`'), block => block.Text);
        Printed = [.. _blocks.Where((block, index) => block.Name == "Printed" && !IsWrong(index - 1)).Select(block => Lines(block.Text))];
        Mistakes = [.. Enumerable.Range(0, _blocks.Count).Where(IsWrong).Select(Mistake)];
    }

    /// <summary>Text by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>What is printed where nothing is wrong, lines each, in order: by the program, by the build that is asked for guidelines.</summary>
    public IReadOnlyList<string[]> Printed { get; }

    /// <summary>The files with a mistake in them.</summary>
    public IReadOnlyList<TutorialMistake> Mistakes { get; }

    /// <summary>Reads the page of the repository in which the tests are.</summary>
    public static TutorialPage Read()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NetCompiler.sln")))
            {
                return new TutorialPage(File.ReadAllText(Path.Combine(folder.FullName, "docs", "tutorial.md")).ReplaceLineEndings("\n"));
            }
        }

        throw new DirectoryNotFoundException("NetCompiler.sln stands in no folder above the tests.");
    }

    private bool IsWrong(int index) => index >= 0 && _blocks[index].Name.EndsWith(", wrong", StringComparison.Ordinal);

    /// <summary>The wrong line takes the place of the one that the message is about.</summary>
    private TutorialMistake Mistake(int index)
    {
        string name = _blocks[index].Name.Split('`')[1];
        string message = Lines(_blocks[index + 1].Text).Single();
        string[] lines = Files[name].Split('\n');
        lines[int.Parse(Regex.Match(message, "[(]([0-9]+),").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - 1] = Lines(_blocks[index].Text).Single();
        return new TutorialMistake(name, string.Join('\n', lines), message);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A file with a mistake.</summary>
/// <param name="File">Its name.</param>
/// <param name="Text">All of it.</param>
/// <param name="Message">What the page says that the build prints.</param>
public sealed record TutorialMistake(string File, string Text, string Message);
