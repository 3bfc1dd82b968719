using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Kernels;

namespace NetCompiler.Generator.Emit;

/// <summary>The methods of a kernel class under construction: one for all calls of one key or one text.</summary>
internal sealed class KernelMethods
{
    private readonly List<KernelMethod> _methods = [];
    private readonly Dictionary<object, KernelMethod> _methodOfKey = [];
    private readonly Dictionary<(string Parameters, string Body), KernelMethod> _methodOfText = [];
    private readonly Dictionary<string, int> _methodsOfName = [];

    /// <summary>The name of the method that serves a call, which is added if there is none.</summary>
    /// <param name="step">The step that calls, for the method's documentation.</param>
    public string NameOf(KernelCall call, string step)
    {
        if (!_methodOfKey.TryGetValue(call.Key, out KernelMethod? method))
        {
            CodeWriter code = new();
            call.WriteBody(code);
            string body = code.ToString();
            if (!_methodOfText.TryGetValue((call.Parameters, body), out method))
            {
                int same = _methodsOfName.TryGetValue(call.Name, out int known) ? known : 0;
                _methodsOfName[call.Name] = same + 1;
                method = new KernelMethod(same == 0 ? call.Name : $"{call.Name}_{CodeWriter.Number(same + 1)}", call, body);
                _methods.Add(method);
                _methodOfText.Add((call.Parameters, body), method);
            }

            _methodOfKey.Add(call.Key, method);
        }

        method.Steps.Add(step);
        return method.Name;
    }

    /// <summary>Writes all of them, in the order in which they were first asked for.</summary>
    public void Write(CodeWriter code, bool readyToRun)
    {
        foreach (KernelMethod method in _methods)
        {
            code.Line();
            code.Doc("summary", $"{string.Join(", ", method.Steps.Distinct())}: {method.Call.Summary}");
            WriteAttribute(code, readyToRun);
            using (code.Block($"private static void {method.Name}({method.Call.Parameters})"))
            {
                code.Lines(method.Body);
            }
        }
    }

    /// <summary>What makes the JIT optimise a method at once, where it is not compiled ahead of time: marked methods would be left out of that.</summary>
    public static void WriteAttribute(CodeWriter code, bool readyToRun)
    {
        if (!readyToRun)
        {
            code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        }
    }

    /// <summary>One method: its name, the first call that needs it, its text, and all steps that call it.</summary>
    private sealed class KernelMethod(string name, KernelCall call, string body)
    {
        public string Name { get; } = name;

        public KernelCall Call { get; } = call;

        public string Body { get; } = body;

        public List<string> Steps { get; } = [];
    }
}
