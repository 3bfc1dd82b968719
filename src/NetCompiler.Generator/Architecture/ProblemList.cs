using System.Collections.Generic;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Architecture;

/// <summary>Collects problems in the order in which they are found; the same problem, met again in a repeat, counts once.</summary>
internal sealed class ProblemList
{
    /// <summary>After these a further problem would tell the user nothing.</summary>
    private const int Most = 100;

    private readonly List<Problem> _problems = [];
    private readonly HashSet<Problem> _seen = [];

    public int Count => _problems.Count;

    public void Add(string rule, CellReference? cell, params string[] arguments) =>
        Add(new Problem(rule, cell, null, arguments.ToEquatableArray()));

    public void Add(Problem problem)
    {
        if (_problems.Count < Most && _seen.Add(problem))
        {
            _problems.Add(problem);
        }
    }

    public bool Has(string rule) => _problems.Exists(problem => problem.Rule == rule);

    public EquatableArray<Problem> ToArray() => _problems.ToEquatableArray();
}
