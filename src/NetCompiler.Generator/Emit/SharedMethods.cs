using System.Collections.Generic;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// Parts of kernels as methods of their own, which kernels of several steps call: parts with the same parameters and text are one method.
/// </summary>
internal sealed class SharedMethods
{
    private readonly List<(string Name, string Summary, string Parameters, string Body)> _methods = [];
    private readonly Dictionary<(string Parameters, string Body), string> _names = [];
    private readonly Dictionary<string, int> _methodsOfName = [];

    /// <summary>The name of the method with this text, which is added if there is none.</summary>
    /// <param name="name">What it is called unless another text has the name; then a number follows.</param>
    public string Add(string name, string summary, string parameters, CodeWriter body)
    {
        string text = body.ToString().TrimEnd('\n');
        if (!_names.TryGetValue((parameters, text), out string known))
        {
            int same = _methodsOfName.TryGetValue(name, out int count) ? count : 0;
            _methodsOfName[name] = same + 1;
            known = same == 0 ? name : $"{name}_{CodeWriter.Number(same + 1)}";
            _names.Add((parameters, text), known);
            _methods.Add((known, summary, parameters, text));
        }

        return known;
    }

    /// <summary>Writes all of them, in the order in which they were first asked for.</summary>
    public void Write(CodeWriter code, bool readyToRun)
    {
        foreach ((string name, string summary, string parameters, string body) in _methods)
        {
            code.Line();
            code.Doc("summary", summary);
            if (!readyToRun)
            {
                code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            }

            using (code.Block($"private static void {name}({parameters})"))
            {
                foreach (string line in body.Split('\n'))
                {
                    code.Line(line);
                }
            }
        }
    }
}
