using NetCompiler.Testing.Models;

namespace NetCompiler.Zoo.Tests;

/// <summary>The formula against the check values of its page.</summary>
public class FormulaTensorsTests
{
    [Fact]
    public void The_first_values_are_those_of_the_page()
    {
        ulong hash = FormulaTensors.Hash("input");
        Assert.Equal(
            [0.09781831502914429, 0.6523603796958923, 0.20362424850463867],
            Enumerable.Range(0, 3).Select(i => FormulaTensors.Uniform(hash, i)));
        Assert.Equal((float)0.34915730357170105, new FormulaTensors().Read("features.0.0.weight", 32, 3, 3, 3)[0]);
    }

    [Fact]
    public void The_input_has_its_channels_apart_in_the_formula_and_together_in_the_map()
    {
        ulong hash = FormulaTensors.Hash("input");
        float[] map = FormulaTensors.Input(4, 5, 3);
        Assert.Equal((float)((2 * FormulaTensors.Uniform(hash, (2 * 20) + 7)) - 1), map[(7 * 3) + 2]);
    }
}
