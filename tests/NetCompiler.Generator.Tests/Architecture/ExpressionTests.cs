using NetCompiler.Generator.Architecture;

namespace NetCompiler.Generator.Tests.Architecture;

/// <summary>Arithmetic and conditions, and the spellings of numbers.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2·3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("2 - 3 - 4", -5)]
    [InlineData("12/4/3", 1)]
    [InlineData("-t·in", -96)]
    [InlineData("2 × in − t", 26)]
    [InlineData("max(1, t, 3) - min(2, t)", 4)]
    [InlineData("floor(7/2) + round(7/2)", 7)]
    [InlineData("round(-2.5)", -2)]
    [InlineData("1,024 + 1 024", 2048)]
    [InlineData("max(1,024)", 24)]
    [InlineData("1e-3·1e+3", 1)]
    [InlineData("if(Form = Keras, 1, 2)", 1)]
    [InlineData("if(t > 1 and not Shallow, 3, 4)", 3)]
    [InlineData("ceil(7/2) + ceil(-1/2)", 4)]
    [InlineData("mod(7, 3) + mod(-1, 4)", 4)]
    [InlineData("divisible(30, 8)", 32)]
    [InlineData("divisible(11, 8)", 16)]
    [InlineData("divisible(12, 8)", 16)]
    [InlineData("divisible(1, 4)", 4)]
    [InlineData("divisible(in / 3, 1)", 5)]
    [InlineData("count(3.5.7) + largest(3.9.7)", 12)]
    [InlineData("count(t)", 1)]
    public void Numbers(string text, double expected) =>
        Assert.Equal(Value.Of(expected), Evaluate(text, false).Value);

    [Theory]
    [InlineData("s = 1, c = in", false)]
    [InlineData("s = 2, c = in", true)]
    [InlineData("s = 1 or c = in and t > 1", true)]
    [InlineData("s != 1 and s ≠ 3", true)]
    [InlineData("t >= 6 and t ≤ 6", true)]
    [InlineData("not s = 1", true)]
    [InlineData("Form = keras", true)]
    [InlineData("Shallow", false)]
    [InlineData("Shallow = no", true)]
    [InlineData("t > 1 or 1/0 > 1", true)]
    [InlineData("3.5.7 = 3.5.7", true)]
    [InlineData("3.5.7 != 3.5.9", true)]
    [InlineData("3.5.7 = 3", false)]
    public void Conditions(string text, bool expected) =>
        Assert.Equal(Value.Of(expected), Evaluate(text, true).Value);

    [Fact]
    public void Depth_is_bounded()
    {
        string open = new('(', LanguageLimits.ExpressionDepth + 1);
        string nots = string.Concat(Enumerable.Repeat("not ", LanguageLimits.ExpressionDepth + 1));

        Assert.Equal("NETC1013", ExpressionParser.Parse(open + "1" + open.Replace('(', ')')).Rule);
        Assert.Equal("NETC1013", ExpressionParser.Parse(nots + "yes").Rule);
        Assert.Null(ExpressionParser.Parse(string.Concat(Enumerable.Repeat("1+", 250)) + "1").Rule);
    }

    [Theory]
    [InlineData("224²×3", new[] { 224, 224, 3 })]
    [InlineData("224x224x3", new[] { 224, 224, 3 })]
    [InlineData("1² × 1,280", new[] { 1, 1, 1280 })]
    [InlineData("7 × 7 × 1 024", new[] { 7, 7, 1024 })]
    [InlineData("3×1", new[] { 3, 1 })]
    public void Sizes(string text, int[] expected) => Assert.Equal(expected, SizeText.Read(text));

    [Theory]
    [InlineData("(0,1)", 0, 0, 1, 1)]
    [InlineData("(0, 1), (2, 3)", 0, 2, 1, 3)]
    public void Explicit_padding(string text, int top, int left, int bottom, int right) =>
        Assert.Equal(new PaddingRule(PaddingKind.Explicit, top, left, bottom, right), PaddingText.Read(text));

    private static EvaluationResult Evaluate(string text, bool isCondition)
    {
        Scope scope = new(new Dictionary<string, IReadOnlyList<string>> { ["Form"] = ["Torchvision", "Keras"] }, ["keras"]);
        scope.Set("Form", Value.Of("Keras"));
        scope.Set("Shallow", Value.Of(false));
        foreach ((string name, double value) in new[] { ("t", 6.0), ("in", 16.0), ("c", 16.0), ("s", 2.0) })
        {
            scope.Set(name, Value.Of(value));
        }

        ExpressionResult parsed = isCondition ? ExpressionParser.ParseCondition(text) : ExpressionParser.Parse(text);
        Assert.Null(parsed.Rule);
        EvaluationResult result = ExpressionEvaluator.Evaluate(parsed.Expression!, scope);
        Assert.Null(result.Rule);
        return result;
    }
}
