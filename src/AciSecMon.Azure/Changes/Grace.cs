namespace AciSecMon.Azure.Changes;

/// <summary>
/// How long a change that was sent may still take once its caller has stopped. It is short, since a person who stops a command waits for it, and long enough for the
/// usual answer, so that in most cases the end of the change is known and need not be guessed.
/// </summary>
/// <param name="Length">The time.</param>
/// <param name="Watch">The clock that it runs by.</param>
internal sealed record Grace(TimeSpan Length, TimeProvider Watch)
{
    private static readonly TimeSpan UsualLength = TimeSpan.FromSeconds(5);

    /// <summary>The usual time by a clock.</summary>
    public static Grace By(TimeProvider watch) => new(UsualLength, watch);

    /// <summary>Begins something that is given that time.</summary>
    /// <param name="stop">Is cancelled when the caller stops.</param>
    public GraceToken Begin(CancellationToken stop) => new(this, stop);
}

/// <summary>A token that is cancelled some time after the caller has stopped.</summary>
internal sealed class GraceToken : IDisposable
{
    private readonly CancellationTokenSource end;
    private readonly CancellationTokenRegistration stopped;

    /// <summary>Waits for the caller to stop.</summary>
    public GraceToken(Grace grace, CancellationToken stop)
    {
        end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, grace.Watch);
        stopped = stop.Register(() => end.CancelAfter(grace.Length));
    }

    /// <summary>The token.</summary>
    public CancellationToken Token => end.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        // First: it waits for the callback that uses the other.
        stopped.Dispose();
        end.Dispose();
    }
}
