using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Testing.Kernels;

/// <summary>
/// How large a compiled method is, by the measures beyond which the JIT no longer optimises. Counted in the C# compiler's output; the JIT counts the same things after importing it.
/// </summary>
/// <param name="Blocks">Straight pieces of code: those that begin at a branch's target or behind a branch.</param>
/// <param name="LocalReferences">Instructions that read, write or refer to a local or an argument.</param>
internal sealed record MethodSize(string Name, int IlBytes, int Instructions, int Blocks, int Locals, int LocalReferences)
{
    private static readonly Dictionary<int, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>Beyond any of these the JIT compiles without optimising.</summary>
    public static MethodSize JitLimits { get; } = new("limits", 60_000, 20_000, 2_000, 2_000, 8_000);

    /// <summary>The largest share of a limit that the method takes.</summary>
    public double ShareOfLimits => new[]
    {
        (double)IlBytes / JitLimits.IlBytes, (double)Instructions / JitLimits.Instructions, (double)Blocks / JitLimits.Blocks,
        (double)Locals / JitLimits.Locals, (double)LocalReferences / JitLimits.LocalReferences,
    }.Max();

    /// <summary>Every method with a body in a file of kernels, as a build in Release compiles it.</summary>
    /// <param name="text">The generated file.</param>
    public static IReadOnlyList<MethodSize> OfFile(string text)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Measured",
            [CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12))],
            InMemoryCompiler.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        using PEReader file = new(image.ToArray().ToImmutableArray());
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
                .Where(method => method.RelativeVirtualAddress != 0)
                .Select(method => Of(metadata, metadata.GetString(method.Name), file.GetMethodBody(method.RelativeVirtualAddress))),
        ];
    }

    private static MethodSize Of(MetadataReader metadata, string name, MethodBodyBlock body)
    {
        byte[] il = body.GetILBytes()!;
        int instructions = 0;
        int references = 0;
        HashSet<int> beginnings = [0];
        for (int at = 0; at < il.Length;)
        {
            int value = il[at] == 0xFE ? 0xFE00 | il[at + 1] : il[at];
            OpCode code = s_opCodes[value];
            int operand = at + code.Size;
            at = operand + OperandBytes(code, il, operand);
            instructions++;
            references += code.Name!.StartsWith("ldloc", StringComparison.Ordinal) || code.Name.StartsWith("stloc", StringComparison.Ordinal)
                || code.Name.StartsWith("ldarg", StringComparison.Ordinal) || code.Name.StartsWith("starg", StringComparison.Ordinal) ? 1 : 0;
            if (code.OperandType is OperandType.ShortInlineBrTarget or OperandType.InlineBrTarget)
            {
                beginnings.Add(at);
                beginnings.Add(at + (code.OperandType == OperandType.InlineBrTarget ? BitConverter.ToInt32(il, operand) : (sbyte)il[operand]));
            }
        }

        return new MethodSize(name, il.Length, instructions, beginnings.Count, LocalsOf(metadata, body), references);
    }

    private static int LocalsOf(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }

    private static int OperandBytes(OpCode code, byte[] il, int operand) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, operand)),
        _ => 4,
    };
}
