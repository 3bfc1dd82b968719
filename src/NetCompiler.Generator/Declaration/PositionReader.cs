using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Declaration;

/// <summary>Turns places in syntax into numbers. (Roslyn)</summary>
internal static class PositionReader
{
    /// <summary>The place of a node or token.</summary>
    public static SourcePosition Read(SyntaxTree tree, TextSpan span)
    {
        LinePositionSpan lines = tree.GetLineSpan(span).Span;
        return new SourcePosition(
            tree.FilePath,
            span.Start,
            span.Length,
            lines.Start.Line,
            lines.Start.Character,
            lines.End.Line,
            lines.End.Character);
    }

    /// <summary>The place of an attribute.</summary>
    public static SourcePosition Read(AttributeData attribute, CancellationToken cancellation)
    {
        SyntaxReference reference = attribute.ApplicationSyntaxReference!;
        return Read(reference.SyntaxTree, reference.GetSyntax(cancellation).Span);
    }

    /// <summary>The place of the name of a declared type.</summary>
    public static SourcePosition ReadName(SyntaxNode declaration) =>
        Read(declaration.SyntaxTree, declaration is TypeDeclarationSyntax type ? type.Identifier.Span : declaration.Span);

    /// <summary>The places of an attribute's properties that are set, by name.</summary>
    public static IEnumerable<NamedPosition> ReadProperties(AttributeData attribute, CancellationToken cancellation)
    {
        foreach (AttributeArgumentSyntax argument in Arguments(attribute, cancellation))
        {
            if (argument.NameEquals is { } name)
            {
                yield return new NamedPosition(name.Name.Identifier.ValueText, Read(argument.SyntaxTree, argument.Expression.Span));
            }
        }
    }

    /// <summary>The place of the constructor's argument for a parameter; the attribute's where it is not written.</summary>
    public static SourcePosition ReadArgument(AttributeData attribute, int parameter, CancellationToken cancellation)
    {
        AttributeArgumentSyntax? argument = Argument(attribute, parameter, cancellation);
        return argument is null ? Read(attribute, cancellation) : Read(argument.SyntaxTree, argument.Expression.Span);
    }

    /// <summary>The place of a stretch of a constructor's string argument; the whole argument where escapes hide which it is.</summary>
    public static SourcePosition ReadPart(AttributeData attribute, int parameter, int start, int length, CancellationToken cancellation)
    {
        AttributeArgumentSyntax? argument = Argument(attribute, parameter, cancellation);
        bool plain = argument?.Expression is LiteralExpressionSyntax literal && literal.Token.Text == "\"" + literal.Token.ValueText + "\"";
        return plain
            ? Read(argument!.SyntaxTree, new TextSpan(argument.Expression.SpanStart + 1 + start, length))
            : ReadArgument(attribute, parameter, cancellation);
    }

    private static AttributeArgumentSyntax? Argument(AttributeData attribute, int parameter, CancellationToken cancellation)
    {
        AttributeArgumentSyntax[] arguments =
            [.. Arguments(attribute, cancellation).Where(argument => argument.NameEquals is null)];
        string? name = attribute.AttributeConstructor?.Parameters.ElementAtOrDefault(parameter)?.Name;
        return arguments.FirstOrDefault(argument => argument.NameColon is { } colon && colon.Name.Identifier.ValueText == name)
            ?? (parameter < arguments.Length && arguments[parameter].NameColon is null ? arguments[parameter] : null);
    }

    private static IEnumerable<AttributeArgumentSyntax> Arguments(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList: { } list }
            ? list.Arguments
            : Enumerable.Empty<AttributeArgumentSyntax>();
}
