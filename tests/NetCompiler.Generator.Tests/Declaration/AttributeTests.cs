using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using NetCompiler.Generator.Architecture;
using NetCompiler.Generator.Declaration;
using NetCompiler.Generator.Support;
using Xunit;

namespace NetCompiler.Generator.Tests.Declaration;

/// <summary>The attribute of every published network says what its table says: parameters, defaults, ranges.</summary>
public sealed class AttributeTests
{
    private static readonly XDocument _documentation = XDocument.Load(Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".xml"));

    public static TheoryData<string> Networks => [.. ZooCatalog.Names];

    [Fact]
    public void Every_network_of_the_zoo_has_an_attribute_and_the_other_way_round()
    {
        string[] other = ["Network", "Row", "Parameter", "Preprocessing", "Tap"];
        IEnumerable<string> attributes = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract)
            .Select(type => type.Name[..^"Attribute".Length])
            .Except(other)
            .OrderBy(name => name, StringComparer.Ordinal);
        Assert.Equal(ZooCatalog.Names, attributes);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Properties_are_the_parameters(string network)
    {
        IEnumerable<string> properties = Properties(network).Select(property => property.Name).Where(name => name != "Softmax");
        IEnumerable<string> parameters = ZooCatalog.ParametersOf(network).Select(parameter => parameter.Name);
        Assert.Equal(parameters.OrderBy(name => name, StringComparer.Ordinal), properties.OrderBy(name => name, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Defaults_are_the_table_s(string network)
    {
        object attribute = Activator.CreateInstance(AttributeOf(network))!;
        TypeHierarchy type = new("", default, "public", "Net");
        NetworkDeclaration declaration = new(type, ZooTable.Prefix + network, null, default, default, false, PreprocessingSettings.Unset);
        UnrolledNetwork unrolled = NetworkReader.Read(declaration, default).Network!;

        // A table that uses another has that one's parameters too; the attribute offers its own alone.
        string[] own = [.. ZooCatalog.ParametersOf(network).Select(parameter => parameter.Name)];
        foreach (ParameterSetting parameter in unrolled.Parameters.Where(parameter => own.Contains(parameter.Name)))
        {
            object value = AttributeOf(network).GetProperty(parameter.Name)!.GetValue(attribute)!;
            string text = value is bool flag ? flag ? "yes" : "no"
                : value is int[] list ? string.Join('.', list)
                : Convert.ToString(value, CultureInfo.InvariantCulture)!;
            Assert.Equal(parameter.Value, text, ignoreCase: value is Enum);
        }

        Assert.False(unrolled.Softmax || (bool)AttributeOf(network).GetProperty("Softmax")!.GetValue(attribute)!);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Ranges_are_documented_as_the_table_has_them(string network)
    {
        foreach (Parameter parameter in ZooCatalog.ParametersOf(network))
        {
            XElement member = _documentation.Descendants("member")
                .Single(element => (string?)element.Attribute("name") == $"P:NetCompiler.{network}Attribute.{parameter.Name}");
            Assert.Contains($"Range: <c>{new XText(parameter.Range)}</c>", member.Element("summary")!.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Enumerations_have_the_words_of_the_table(string network)
    {
        foreach (Parameter parameter in ZooCatalog.ParametersOf(network).Where(parameter => parameter.Kind == ValueKind.Word))
        {
            Type type = AttributeOf(network).GetProperty(parameter.Name)!.PropertyType;
            string[] names = [.. Enum.GetNames(type).Select(name => name.ToLowerInvariant())];
            Assert.All(parameter.Choices, choice => Assert.Contains(choice.ToLowerInvariant(), names));
        }
    }

    private static Type AttributeOf(string network) => typeof(NetworkAttribute).Assembly.GetType($"NetCompiler.{network}Attribute", throwOnError: true)!;

    private static PropertyInfo[] Properties(string network) =>
        AttributeOf(network).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
}
