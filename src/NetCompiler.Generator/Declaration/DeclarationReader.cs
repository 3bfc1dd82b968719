using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// Reads a class with the compiler's attributes: what it asks for, with only the properties that are set, what is wrong with it, and
/// where everything stands. It keeps nothing of the compilation and knows no table. (Roslyn)
/// </summary>
internal static class DeclarationReader
{
    /// <summary>Reads the class of an attribute that asks for a network, or one that belongs to such an attribute.</summary>
    /// <param name="found">The class with the attributes of one name.</param>
    /// <param name="zoo">Names of the networks that have attributes of their own.</param>
    /// <returns>Null where another of the class's attributes is the one to answer for it, or where the compiler refuses the attribute itself or the class.</returns>
    public static DeclarationReading? Read(GeneratorAttributeSyntaxContext found, EquatableArray<string> zoo, CancellationToken cancellation)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)found.TargetSymbol;
        AttributeData[] networks = [.. type.GetAttributes().Where(attribute => AsksForNetwork(attribute, zoo))];
        AttributeData first = found.Attributes[0];
        if (first.ApplicationSyntaxReference is not { } place || !found.TargetNode.Span.Contains(place.Span))
        {
            // Several parts of a class in one file are found with the attributes of all of them: the part that has the first one answers.
            return null;
        }

        if (IsNameless(type))
        {
            return null;
        }

        if (networks.Length == 0)
        {
            return ReadStray(type, found.Attributes, cancellation);
        }

        bool answers = networks[0].ApplicationSyntaxReference?.Span == first.ApplicationSyntaxReference?.Span
            && networks[0].ApplicationSyntaxReference?.SyntaxTree == first.ApplicationSyntaxReference?.SyntaxTree;
        return answers && first.AttributeConstructor is not null ? ReadNetwork(found, type, networks, cancellation) : null;
    }

    /// <summary>Whether a name is missing where the class stands, which the compiler says; there may be several such.</summary>
    private static bool IsNameless(INamedTypeSymbol type) => type.Name.Length == 0 || (type.ContainingType is { } outer && IsNameless(outer));

    private static bool AsksForNetwork(AttributeData attribute, EquatableArray<string> zoo)
    {
        string? name = NameOf(attribute);
        return name == "Network" || zoo.Contains(name);
    }

    /// <summary>The attribute's name without its ending, or null where it is not one of the compiler's.</summary>
    private static string? NameOf(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "NetCompiler", ContainingNamespace.IsGlobalNamespace: true } } type
        && type.Name.EndsWith("Attribute", System.StringComparison.Ordinal)
            ? type.Name.Substring(0, type.Name.Length - "Attribute".Length)
            : null;

    private static DeclarationReading ReadStray(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, CancellationToken cancellation)
    {
        Problem problem = new(RuleIds.AttributeWithoutNetwork, null, null, EquatableArray.Of(NameOf(attributes[0])!, type.Name));
        DeclarationPositions positions = new(PositionReader.Read(attributes[0], cancellation), default, default);
        return new DeclarationReading(null, EquatableArray.Of(problem), positions);
    }

    private static DeclarationReading ReadNetwork(
        GeneratorAttributeSyntaxContext found,
        INamedTypeSymbol type,
        AttributeData[] networks,
        CancellationToken cancellation)
    {
        AttributeData network = networks[0];
        DeclarationParts parts = new(cancellation);
        parts.Place(DeclarationPositions.Class, PositionReader.ReadName(found.TargetNode));
        parts.Problems.AddRange(TypeReader.Check(type, cancellation));

        foreach (AttributeData other in networks.Skip(1))
        {
            string key = parts.PlaceOther(other);
            parts.Report(RuleIds.SeveralNetworks, key, type.Name, NameOf(network)!, NameOf(other)!);
        }

        string? table = NameOf(network) == "Network" ? ReadTable(network, parts, cancellation) : ZooTable.Prefix + NameOf(network);
        parts.ReadOptions(network);

        List<AttributeData> rows = [];
        List<AttributeData> taps = [];
        foreach (AttributeData attribute in type.GetAttributes())
        {
            switch (NameOf(attribute))
            {
                case "Parameter":
                    parts.ReadParameter(attribute);
                    break;
                case "Preprocessing":
                    parts.ReadPreprocessing(attribute);
                    break;
                case "Row":
                    rows.Add(attribute);
                    break;
                case "Tap":
                    taps.Add(attribute);
                    parts.ReadTap(attribute);
                    break;
            }
        }

        ReadRows(type, table, rows, parts);
        CheckPlaces(type, "Row", rows, parts, cancellation);
        CheckPlaces(type, "Tap", taps, parts, cancellation);
        EquatableArray<string> taken = ReadCollisions(type, parts.Taps.Select(tap => tap.Name).ToEquatableArray(), parts);
        DeclarationPositions positions = new(
            PositionReader.Read(network, cancellation),
            parts.Positions.ToEquatableArray(),
            parts.RowPositions.ToEquatableArray());
        if (!TypeReader.CanHavePart(type))
        {
            return new DeclarationReading(null, parts.Problems.ToEquatableArray(), positions);
        }

        NetworkDeclaration declaration = new(
            TypeReader.Read(type),
            table,
            parts.Blocks,
            parts.Rows.ToEquatableArray(),
            parts.Parameters.ToEquatableArray(),
            parts.Softmax,
            parts.Preprocessing)
        {
            Taps = parts.Taps.ToEquatableArray(),
            Workers = parts.Workers,
        };
        return new DeclarationReading(new DeclaredNetwork(declaration, parts.Problems.ToEquatableArray(), taken), default, positions);
    }

    private static string? ReadTable(AttributeData network, DeclarationParts parts, CancellationToken cancellation)
    {
        if (network.ConstructorArguments.Length == 0)
        {
            return null;
        }

        parts.Place(DeclarationPositions.Table, PositionReader.ReadArgument(network, 0, cancellation));
        return network.ConstructorArguments[0].Value as string ?? "";
    }

    private static void ReadRows(INamedTypeSymbol type, string? table, List<AttributeData> rows, DeclarationParts parts)
    {
        foreach (AttributeData row in rows)
        {
            parts.ReadRow(row);
        }

        if (table is null && rows.Count == 0)
        {
            parts.Report(RuleIds.NoRows, null, type.Name);
        }
        else if (table is not null && rows.Count > 0)
        {
            parts.Report(RuleIds.RowsBesideTable, parts.PlaceOther(rows[0]), type.Name, ZooTable.Show(table));
        }

    }

    /// <summary>Attributes whose order counts stand on one part of the class.</summary>
    private static void CheckPlaces(INamedTypeSymbol type, string name, List<AttributeData> attributes, DeclarationParts parts, CancellationToken cancellation)
    {
        int places = attributes.Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent).Distinct().Count();
        if (places > 1)
        {
            parts.Report(RuleIds.RowsScattered, parts.PlaceOther(attributes[attributes.Count - 1]), type.Name, name);
        }
    }

    private static EquatableArray<string> ReadCollisions(INamedTypeSymbol type, EquatableArray<string> taps, DeclarationParts parts)
    {
        EquatableArray<ApiMember> surface = ApiSurface.Of(taps);

        // A member called like the class is the class's own problem; one of the class's own that the surface can do without stays.
        List<string> taken =
        [
            .. surface.Concat(ApiSurface.Optional).Where(member => member.Name == type.Name).Select(member => member.Key),
            .. TypeReader.FindCollisions(type, ApiSurface.Optional).Select(collision => collision.Key),
        ];
        HashSet<ISymbol> reported = new(SymbolEqualityComparer.Default);
        foreach ((ISymbol member, string key) in TypeReader.FindCollisions(type, surface))
        {
            taken.Add(key);
            if (reported.Add(member))
            {
                parts.Report(RuleIds.MemberCollides, PlaceMember(member), type.Name, member.Name, member.ContainingType.Name);
            }
        }

        if (TypeReader.FindConstructor(type) is { } constructor)
        {
            parts.Report(RuleIds.DeclaresConstructor, PlaceMember(constructor), type.Name);
            taken.Add(ApiSurface.Constructor);
        }

        return taken.ToEquatableArray();

        // A member of a base class is shown at the class: the base may be out of the user's reach.
        string PlaceMember(ISymbol member)
        {
            Location? location = member.Locations.FirstOrDefault(place => place.IsInSource);
            if (location is null || !SymbolEqualityComparer.Default.Equals(member.ContainingType, type))
            {
                return DeclarationPositions.Class;
            }

            string key = DeclarationPositions.Member(member.ToDisplayString());
            parts.Place(key, PositionReader.Read(location.SourceTree!, location.SourceSpan));
            return key;
        }
    }
}
