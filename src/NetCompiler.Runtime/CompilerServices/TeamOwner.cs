namespace NetCompiler.CompilerServices;

/// <summary>
/// What a session holds of its team. The team's threads know the team and not its owner, so a session that is forgotten takes them along: they end when
/// the owner is collected.
/// </summary>
internal sealed class TeamOwner(WorkerTeam team) : IDisposable
{
    ~TeamOwner() => Team.Close();

    public WorkerTeam Team { get; } = team;

    /// <summary>Ends the threads and waits until they are gone.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Team.Close();
        Team.Join();
    }
}
