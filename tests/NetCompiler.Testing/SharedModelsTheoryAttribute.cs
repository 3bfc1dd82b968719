using Xunit;

namespace NetCompiler.Testing;

/// <summary>A theory over the models that <see cref="SharedModelsFactAttribute"/> needs too.</summary>
internal sealed class SharedModelsTheoryAttribute : TheoryAttribute
{
    public SharedModelsTheoryAttribute() => Skip = new SharedModelsFactAttribute().Skip;
}
