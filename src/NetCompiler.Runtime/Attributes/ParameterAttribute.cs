namespace NetCompiler;

/// <summary>
/// Sets a parameter of the network's table, on a class with <c>[Network]</c> or with the attribute of a published network: <c>[Parameter("Depth", 4)]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>Sets a parameter.</summary>
    /// <param name="name">The parameter's name as the table spells it.</param>
    /// <param name="value">A number, a flag, an enumeration's member, text, or an array of these.</param>
    public ParameterAttribute(string name, object value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>The value given to it.</summary>
    public object Value { get; }
}
