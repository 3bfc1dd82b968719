using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetCompiler.Checkpoints;
using NetCompiler.Storage;

namespace NetCompiler.CompilerServices;

/// <summary>
/// The memory of one caller of a network: weights, which sessions share and nobody writes, and a workspace of its own. Checks every call before
/// anything is written. One run at a time: a second thread is refused, not made to wait. Generated classes hold one.
/// </summary>
/// <remarks>
/// The weights are released when the last session over them is disposed and its run, if one is under way, has ended. A session that is forgotten
/// is released by the garbage collector.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class NetworkSession : IDisposable
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Leaving = 2;
    private const int Disposed = 3;

    private readonly NetworkDescription _network;
    private readonly SharedWeights _shared;
    private readonly MemoryBlock _workspaceBlock;

    /// <summary>Null where the network has no workers but its caller.</summary>
    private readonly TeamOwner? _team;
    private float* _weights;
    private float* _workspace;

    // Idle → Running → Idle …; Dispose turns Idle into Disposed and Running into Leaving, which End turns into Disposed.
    private int _state;

    private NetworkSession(NetworkDescription network, SharedWeights shared, MemoryBlock workspace)
    {
        _network = network;
        _shared = shared;
        _workspaceBlock = workspace;
        _weights = shared.Block.Address;
        _workspace = workspace.Address;
        _team = network.Assist is { } entry ? new TeamOwner(new WorkerTeam(network.Name, network.Workers, entry)) : null;
    }

    /// <summary>The first float of the weight block. Valid between <see cref="Begin()"/> and <see cref="End"/>.</summary>
    public ref float Weights => ref Unsafe.AsRef<float>(_weights);

    /// <summary>The first float of the workspace. Valid between <see cref="Begin()"/> and <see cref="End"/>.</summary>
    public ref float Workspace => ref Unsafe.AsRef<float>(_workspace);

    /// <summary>The workers that share this session's runs, for networks that are declared with several.</summary>
    /// <exception cref="InvalidOperationException">The network has no workers but its caller.</exception>
    public WorkerTeam Team => _team?.Team ?? throw new InvalidOperationException($"{_network.Name} is declared without workers.");

    /// <summary>Loads weights from a file: a safetensors checkpoint, which is folded and packed, or a packed file, which is mapped.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file; its first bytes tell its kind.</param>
    /// <param name="options">How a checkpoint is read, or null for the defaults.</param>
    /// <returns>The first session over these weights.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException">The path is empty, or the network does not know the dialect asked for.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="WeightFormatException">The file is malformed.</exception>
    /// <exception cref="WeightMismatchException">The file belongs to another network.</exception>
    public static NetworkSession Load(NetworkDescription network, string path, WeightOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Start(network, WeightLoader.FromFile(network, path, options ?? WeightOptions.Default));
    }

    /// <summary>Loads weights from a stream, read from its position to its end and left open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">A safetensors checkpoint or a packed file.</param>
    /// <param name="options">How a checkpoint is read, or null for the defaults.</param>
    /// <returns>The first session over these weights.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The network does not know the dialect asked for.</exception>
    /// <exception cref="WeightFormatException">The file is malformed.</exception>
    /// <exception cref="WeightMismatchException">The file belongs to another network.</exception>
    public static NetworkSession Load(NetworkDescription network, Stream stream, WeightOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        return Start(network, WeightLoader.FromStream(network, stream, options ?? WeightOptions.Default));
    }

    /// <summary>Loads weights from the bytes of a file, which are not needed afterwards.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">A safetensors checkpoint or a packed file; at any alignment.</param>
    /// <param name="options">How a checkpoint is read, or null for the defaults.</param>
    /// <returns>The first session over these weights.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException">The network does not know the dialect asked for.</exception>
    /// <exception cref="WeightFormatException">The file is malformed.</exception>
    /// <exception cref="WeightMismatchException">The file belongs to another network.</exception>
    public static NetworkSession Load(NetworkDescription network, ReadOnlySpan<byte> file, WeightOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Start(network, WeightLoader.FromBytes(network, file, options ?? WeightOptions.Default, WeightLoader.BytesSource));
    }

    /// <summary>Loads weights from an embedded resource.</summary>
    /// <param name="network">The network.</param>
    /// <param name="assembly">The assembly that holds the resource.</param>
    /// <param name="resourceName">The resource's name; its bytes are a safetensors checkpoint or a packed file.</param>
    /// <param name="options">How a checkpoint is read, or null for the defaults.</param>
    /// <returns>The first session over these weights.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/>, <paramref name="assembly"/> or <paramref name="resourceName"/> is null.</exception>
    /// <exception cref="ArgumentException">The name is empty, or the network does not know the dialect asked for.</exception>
    /// <exception cref="FileNotFoundException">The assembly has no such resource; the message lists those it has.</exception>
    /// <exception cref="WeightFormatException">The file is malformed.</exception>
    /// <exception cref="WeightMismatchException">The file belongs to another network.</exception>
    public static NetworkSession LoadResource(NetworkDescription network, Assembly assembly, string resourceName, WeightOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return Start(network, WeightLoader.FromResource(network, assembly, resourceName, options ?? WeightOptions.Default));
    }

    /// <summary>
    /// Runs over memory of the caller: a weight block that <see cref="PackInto"/> has filled, and a workspace. Both stay pinned until the session
    /// (the weights: the last session over them) is disposed, and nobody may write to either meanwhile.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">At least as many floats as the weight block has, aligned to 64 bytes.</param>
    /// <param name="workspace">At least as many floats as a workspace has, aligned to 64 bytes, apart from the weights. Its content does not matter.</param>
    /// <returns>The first session over these weights.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException">A block is too small or misaligned, or the two overlap.</exception>
    public static NetworkSession Over(NetworkDescription network, ReadOnlyMemory<float> weights, Memory<float> workspace)
    {
        ArgumentNullException.ThrowIfNull(network);
        RequireApart(weights.Span, workspace.Span, nameof(workspace));
        PinnedBlock weightBlock = PinnedBlock.Pin(weights, network.WeightFloats, nameof(weights));
        try
        {
            return new NetworkSession(network, new SharedWeights(weightBlock), PinnedBlock.Pin(workspace, network.WorkspaceFloats, nameof(workspace)));
        }
        catch
        {
            weightBlock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Folds and packs a checkpoint into a packed file (<c>.ncw</c>), which loads by being mapped. The file appears whole or not at all.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="weightsPath">A safetensors checkpoint.</param>
    /// <param name="packedPath">The file to write; one that exists is replaced.</param>
    /// <param name="options">How the checkpoint is read, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or a path is null.</exception>
    /// <exception cref="ArgumentException">A path is empty, or the network does not know the dialect asked for.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="WeightFormatException">The checkpoint is malformed.</exception>
    /// <exception cref="WeightMismatchException">The checkpoint belongs to another network.</exception>
    public static void Pack(NetworkDescription network, string weightsPath, string packedPath, WeightOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(weightsPath);
        ArgumentException.ThrowIfNullOrEmpty(packedPath);
        using MemoryBlock block = WeightLoader.FromFile(network, weightsPath, options ?? WeightOptions.Default);
        PackedFile.Write(network, block.Span, packedPath);
    }

    /// <summary>Folds and packs the bytes of a checkpoint (or unpacks a packed file) into a weight block of the caller, for <see cref="Over"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">A safetensors checkpoint or a packed file; at any alignment.</param>
    /// <param name="weights">At least as many floats as the weight block has; what lies past them is left alone. Any alignment.</param>
    /// <param name="options">How a checkpoint is read, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="weights"/> is too small or overlaps the file, or the network does not know the dialect asked for.</exception>
    /// <exception cref="WeightFormatException">The file is malformed.</exception>
    /// <exception cref="WeightMismatchException">The file belongs to another network.</exception>
    public static void PackInto(NetworkDescription network, ReadOnlySpan<byte> file, Span<float> weights, WeightOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (weights.Length < network.WeightFloats)
        {
            throw new ArgumentException($"{network.Name} has {network.WeightFloats} floats of weights, but the block given holds {weights.Length}.", nameof(weights));
        }

        if (file.Overlaps(MemoryMarshal.AsBytes(weights)))
        {
            throw new ArgumentException("The weight block overlaps the file that fills it.", nameof(weights));
        }

        WeightLoader.Fill(network, file, weights[..network.WeightFloats], options ?? WeightOptions.Default, WeightLoader.BytesSource);
    }

    /// <summary>Another session over the same weights, with a workspace of its own: one for each thread. May be called while this one runs.</summary>
    /// <returns>The new session.</returns>
    /// <exception cref="ObjectDisposedException">This session is disposed.</exception>
    public NetworkSession NewSession()
    {
        SharedWeights shared = Share();
        return new NetworkSession(_network, shared, AllocateWorkspace(_network, shared));
    }

    /// <summary>Another session over the same weights, with a workspace of the caller, pinned until the session is disposed.</summary>
    /// <param name="workspace">
    /// At least as many floats as a workspace has, aligned to 64 bytes, apart from the weights and from every other session's workspace.
    /// </param>
    /// <returns>The new session.</returns>
    /// <exception cref="ArgumentException">The workspace is too small or misaligned, or overlaps the weights or this session's workspace.</exception>
    /// <exception cref="ObjectDisposedException">This session is disposed.</exception>
    public NetworkSession NewSession(Memory<float> workspace)
    {
        SharedWeights shared = Share();
        try
        {
            RequireApart(shared.Block.Span, workspace.Span, nameof(workspace));
            RequireApart(_workspaceBlock.Span, workspace.Span, nameof(workspace));
            return new NetworkSession(_network, shared, PinnedBlock.Pin(workspace, _network.WorkspaceFloats, nameof(workspace)));
        }
        catch
        {
            shared.Leave();
            throw;
        }
    }

    /// <summary>
    /// Disposes the session. A run that is under way ends undisturbed, and the memory is released then. The second call does nothing.
    /// </summary>
    public void Dispose()
    {
        int state = Volatile.Read(ref _state);
        while (state is Idle or Running)
        {
            int seen = Interlocked.CompareExchange(ref _state, state == Idle ? Disposed : Leaving, state);
            if (seen == state)
            {
                if (state == Idle)
                {
                    Release();
                }

                return;
            }

            state = seen;
        }
    }

    private static NetworkSession Start(NetworkDescription network, MemoryBlock weights)
    {
        SharedWeights shared = new(weights);
        return new NetworkSession(network, shared, AllocateWorkspace(network, shared));
    }

    private static NativeBlock AllocateWorkspace(NetworkDescription network, SharedWeights shared)
    {
        try
        {
            NativeBlock workspace = NativeBlock.Allocate(network.WorkspaceFloats);

            // Not for the kernels, which write before they read, but so that its pages are there before the first run.
            workspace.Span.Clear();
            return workspace;
        }
        catch
        {
            shared.Leave();
            throw;
        }
    }

    private static void RequireApart(ReadOnlySpan<float> first, ReadOnlySpan<float> second, string parameter)
    {
        if (first.Overlaps(second))
        {
            throw new ArgumentException("The workspace overlaps other memory of the network: the weights or another workspace.", parameter);
        }
    }

    private SharedWeights Share()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _state) >= Leaving || !_shared.TryShare(), this);
        return _shared;
    }

    private void Release()
    {
        _team?.Dispose();
        _weights = null;
        _workspace = null;
        _workspaceBlock.Dispose();
        _shared.Leave();
    }
}
