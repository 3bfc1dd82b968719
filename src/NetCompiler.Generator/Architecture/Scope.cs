using System;
using System.Collections.Generic;
using System.Linq;

namespace NetCompiler.Generator.Architecture;

/// <summary>What names stand for at one place: the names of the place itself, then those around it.</summary>
internal sealed class Scope
{
    private readonly Scope? _around;
    private readonly Dictionary<string, Value> _values = [];
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _enumerations;
    private readonly HashSet<string> _words;

    /// <summary>The outermost scope.</summary>
    /// <param name="enumerations">The words that each parameter of words may be.</param>
    /// <param name="words">Words that are values of their own, such as the activations' names; papers write some of them in capitals.</param>
    public Scope(IReadOnlyDictionary<string, IReadOnlyList<string>> enumerations, IEnumerable<string> words)
    {
        _enumerations = enumerations;
        _words = new HashSet<string>(words.Concat(enumerations.Values.SelectMany(choices => choices)), StringComparer.OrdinalIgnoreCase);
    }

    public Scope(Scope around)
    {
        _around = around;
        _enumerations = around._enumerations;
        _words = around._words;
    }

    public void Set(string name, Value value) => _values[name] = value;

    public bool Has(string name) => Find(name) is not null;

    public Value? Find(string name) => _values.TryGetValue(name, out Value value) ? value : _around?.Find(name);

    public bool IsWord(string name) => _words.Contains(name);

    public IEnumerable<string> Words => _words;

    /// <summary>The words that a parameter may be; null for other names.</summary>
    public IReadOnlyList<string>? ChoicesOf(string name) =>
        _enumerations.TryGetValue(name, out IReadOnlyList<string> choices) ? choices : null;

    /// <summary>Every name that may be used here, nearest first.</summary>
    public IEnumerable<string> Names() => _around is null ? _values.Keys : _values.Keys.Concat(_around.Names());
}
