using System.Runtime.InteropServices;
using NetCompiler.CompilerServices;
using SharpFuzz.Common;

namespace NetCompiler.Fuzz.Engine;

/// <summary>
/// Which branches an input takes, counted by the instrumented assemblies in AFL's map of edges; see <see cref="InstrumentedCopy"/>. Over assemblies as they
/// were built it is off and finds nothing.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int MapBytes = 1 << 16;

    private static readonly Coverage? s_instance = IsInstrumented() ? new Coverage() : null;

    private readonly byte* _map;

    /// <summary>For every edge, the magnitudes of its counts that have been seen, a bit each.</summary>
    private readonly byte[] _seen = new byte[MapBytes];

    private Coverage()
    {
        _map = (byte*)NativeMemory.AllocZeroed(MapBytes);
        Trace.SharedMem = _map;
    }

    /// <summary>Has to be asked for before any instrumented code runs, which counts into no map otherwise.</summary>
    public static Coverage? OfProcess => s_instance;

    /// <summary>Edges that have been seen.</summary>
    public int Edges => _seen.Count(bits => bits != 0);

    /// <summary>Forgets the counts of the last input.</summary>
    public void Begin()
    {
        new Span<byte>(_map, MapBytes).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether this input took an edge that no other has taken, or one about twice as often.</summary>
    public bool EndsWithNews()
    {
        bool isNew = false;
        ulong* words = (ulong*)_map;
        for (int word = 0; word < MapBytes / sizeof(ulong); word++)
        {
            if (words[word] == 0)
            {
                continue;
            }

            for (int index = word * sizeof(ulong); index < (word + 1) * sizeof(ulong); index++)
            {
                if (_map[index] is > 0 and byte count)
                {
                    byte bit = (byte)(1 << System.Numerics.BitOperations.Log2(count));
                    isNew |= (_seen[index] & bit) == 0;
                    _seen[index] |= bit;
                }
            }
        }

        return isNew;
    }

    private static bool IsInstrumented() =>
        typeof(NetworkSession).Assembly.GetReferencedAssemblies().Any(name => name.Name == typeof(Trace).Assembly.GetName().Name);
}
