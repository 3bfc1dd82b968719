using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Guidelines;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Architecture.Malformed;

/// <summary>
/// Tables of the zoo damaged at random, cell by cell rather than character by character, so that most of them get past the text: rows go, double and change
/// places, cells take other cells' contents and numbers that are none. What comes is problems in words, or a network whose graph is sound.
/// </summary>
public sealed class DamageTests
{
    private static readonly string[] _scraps =
    [
        "", "-", "0", "-1", "2", "3", "7", "0.5", "1e9", "65536", "1/0", "in", "in/3", "c", "t·in", "3.5.7", "3..5", "yes", "no", "same", "valid", "ceil", "relu", "hswish",
        "Stem", "in, in", "Left, Right", "add", "concat", "multiply", "slice", "shuffle", "batchnorm", "maxpool 3x3", "avgpool 7x7", "conv2d 1x1 g=3", "dwconv 3x3 d=2", "adaptivepool 2x2", "flatten", "fc",
    ];

    [Theory]
    [InlineData("ShuffleNetV1", 1)]
    [InlineData("ShuffleNetV2", 2)]
    [InlineData("MixNetS", 3)]
    [InlineData("MobileNetV3Small", 4)]
    [InlineData("GoogLeNet", 5)]
    [InlineData("SqueezeNet", 6)]
    [InlineData("AlexNet", 7)]
    [InlineData("ResNeXt50", 8)]
    public void Damaged_cells_give_problems_or_sound_graphs(string name, int seed)
    {
        string[] sound = ZooCatalog.Find(name)!.Text.Replace("\r\n", "\n").Split('\n');
        int[] rows = [.. Enumerable.Range(0, sound.Length).Where(index => sound[index].StartsWith("| ", StringComparison.Ordinal))];
        Random random = new(seed);
        int refused = 0;
        int beyondTheText = 0;
        for (int round = 0; round < 100; round++)
        {
            List<string> lines = [.. sound];
            for (int edit = random.Next(1, 4); edit > 0; edit--)
            {
                Damage(lines, rows[random.Next(rows.Length)], sound[rows[random.Next(rows.Length)]], random);
            }

            ReadResult result = Declarations.Table(string.Join("\n", lines));
            Assert.Equal(result.Network is null, result.Problems.Count > 0);
            IEnumerable<Problem> problems = result.Problems;
            if (result.Network is { } network)
            {
                // The builder verifies what it builds.
                BuildResult built = GraphBuilder.Build(network);
                problems = built.Problems;
                beyondTheText++;
                if (built.Graph is { } graph)
                {
                    problems = problems.Concat(GuidelineCheck.Check(network, graph));
                }
            }

            refused += problems.Any(ProblemText.IsError) ? 1 : 0;
            Assert.All(problems, problem => Assert.False(RuleTexts.Find(problem.Rule).MessageFormat.Contains($"{{{problem.Arguments.Count}}}", StringComparison.Ordinal)));
        }

        // Both ways out were taken.
        Assert.InRange(refused, 20, 99);
        Assert.InRange(beyondTheText, 1, 99);
    }

    private static void Damage(List<string> lines, int line, string other, Random random)
    {
        string[] cells = lines[line].Split('|');
        int cell = random.Next(1, Math.Max(2, cells.Length - 1));
        switch (random.Next(6))
        {
            case 0:
                lines[line] = other;
                break;
            case 1:
                lines[line] = lines[line] + "\n" + lines[line];
                break;
            case 2:
                lines[line] = "";
                break;
            case 3:
                string[] others = other.Split('|');
                cells[Math.Min(cell, cells.Length - 1)] = others[random.Next(others.Length)];
                lines[line] = string.Join("|", cells);
                break;
            default:
                cells[Math.Min(cell, cells.Length - 1)] = $" {_scraps[random.Next(_scraps.Length)]} ";
                lines[line] = string.Join("|", cells);
                break;
        }
    }
}
