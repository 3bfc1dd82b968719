using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>
/// Reads the class to complete: where it stands, whether another part can be added to it, and which of its members stand in the way. (Roslyn)
/// </summary>
internal static class TypeReader
{
    private static readonly SymbolDisplayFormat _namespaces = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Namespace, enclosing types, accessibility and name, spelled so that C# reads them (<c>@event</c>).</summary>
    public static TypeHierarchy Read(INamedTypeSymbol type)
    {
        List<string> enclosing = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            string parameters = outer.TypeParameters.Length == 0
                ? ""
                : "<" + string.Join(", ", outer.TypeParameters.Select(parameter => Identifier(parameter.Name))) + ">";
            enclosing.Insert(0, "partial " + Keyword(outer) + " " + Identifier(outer.Name) + parameters);
        }

        return new TypeHierarchy(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(_namespaces),
            enclosing.ToEquatableArray(),
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            Identifier(type.Name));
    }

    /// <summary>What is wrong with the class itself.</summary>
    public static IEnumerable<Problem> Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (string kind in UnfitKinds(type))
        {
            yield return Problem(RuleIds.UnfitClass, DeclarationPositions.Class, type.Name, kind);
        }

        if (!IsPartial(type, cancellation))
        {
            yield return Problem(RuleIds.ClassNotPartial, DeclarationPositions.Class, type.Name);
        }

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer, cancellation))
            {
                yield return Problem(RuleIds.EnclosingTypeNotPartial, DeclarationPositions.Class, outer.Name, type.Name);
            }
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent
            && !parent.InstanceConstructors.Any(constructor =>
                constructor.Parameters.All(parameter => parameter.IsOptional) && constructor.DeclaredAccessibility != Accessibility.Private))
        {
            yield return Problem(RuleIds.BaseWithoutConstructor, DeclarationPositions.Class, type.Name, parent.Name);
        }
    }

    /// <summary>Whether C# takes another part of the class with instance members at all.</summary>
    public static bool CanHavePart(INamedTypeSymbol type) => !type.IsRecord && !type.IsStatic && !type.IsFileLocal && type.Arity == 0;

    /// <summary>Members of the class, or of its bases, that these of the surface cannot stand beside, with the surface's key.</summary>
    public static IEnumerable<(ISymbol Member, string Key)> FindCollisions(INamedTypeSymbol type, EquatableArray<ApiMember> surface)
    {
        foreach (ApiMember member in surface)
        {
            for (INamedTypeSymbol? owner = type; owner is { SpecialType: not SpecialType.System_Object }; owner = owner.BaseType)
            {
                ISymbol? found = owner.GetMembers(member.Name).FirstOrDefault(symbol => Collides(symbol, member, inherited: !ReferenceEquals(owner, type)));
                if (found is not null)
                {
                    yield return (found, member.Key);
                    break;
                }
            }
        }
    }

    /// <summary>A constructor that the class declares itself: an object made by it would have no network behind it.</summary>
    public static IMethodSymbol? FindConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(constructor => !constructor.IsImplicitlyDeclared);

    private static bool Collides(ISymbol symbol, ApiMember member, bool inherited)
    {
        if (inherited && symbol.DeclaredAccessibility == Accessibility.Private)
        {
            return false;
        }

        return symbol is not IMethodSymbol method
            || member.Parameters is not { } parameters
            || (method.Arity == 0 && method.Parameters.Select(parameter => parameter.Type.ToDisplayString(_namespaces)).SequenceEqual(parameters));
    }

    // The first kinds cannot even have the part with the surface, for which see CanHavePart.
    private static IEnumerable<string> UnfitKinds(INamedTypeSymbol type)
    {
        if (type.IsRecord)
        {
            yield return "a record, whose copies would share one workspace";
        }

        if (type.IsStatic)
        {
            yield return "static";
        }

        if (type.Arity > 0)
        {
            yield return "generic";
        }

        if (type.IsFileLocal)
        {
            yield return "local to its file, where generated code cannot reach it";
        }

        if (type.IsAbstract && !type.IsStatic)
        {
            yield return "abstract";
        }

        if (ApiSurface.Members.Any(member => member.Name == type.Name))
        {
            yield return "called like a member that it is given";
        }
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    private static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static Problem Problem(string rule, string property, params string[] arguments) =>
        new(rule, null, property, EquatableArray.Of(arguments));
}
