using Azure.Core;

namespace AciSecMon.Azure.Calls;

/// <summary>The time that one call may take. While a person signs in, it stands still: the time is for the service, and a person takes longer.</summary>
internal sealed class CallLimit : IDisposable
{
    private const string Property = "AciSecMon.CallLimit";

    private readonly TimeSpan time;
    private readonly TimeProvider clock;
    private readonly TimeProvider watch;
    private readonly CancellationTokenSource source;
    private readonly long started;
    private TimeSpan held;

    /// <param name="time">How long the call may take.</param>
    /// <param name="clock">The clock that waits run by.</param>
    /// <param name="watch">The clock that time-outs run by.</param>
    public CallLimit(TimeSpan time, TimeProvider clock, TimeProvider watch)
    {
        this.time = time;
        this.clock = clock;
        this.watch = watch;
        started = watch.GetTimestamp();
        End = clock.GetUtcNow() + time;
        source = new CancellationTokenSource(time, watch);
    }

    /// <summary>When the call has to be over.</summary>
    public DateTimeOffset End { get; private set; }

    /// <summary>Ends the call once its time is over.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The limit of a message.</summary>
    public static CallLimit Of(HttpMessage message) =>
        message.TryGetProperty(Property, out object? limit) && limit is CallLimit known ? known : throw new InvalidOperationException("The message has no limit.");

    /// <summary>Makes it the limit of a message.</summary>
    public void Bound(HttpMessage message) => message.SetProperty(Property, this);

    /// <summary>Does something that does not count.</summary>
    public async ValueTask<T> HoldAsync<T>(Func<ValueTask<T>> work)
    {
        DateTimeOffset began = clock.GetUtcNow();
        long holding = watch.GetTimestamp();
        source.CancelAfter(Timeout.InfiniteTimeSpan);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            End += clock.GetUtcNow() - began;
            held += watch.GetElapsedTime(holding);
            TimeSpan left = time - (watch.GetElapsedTime(started) - held);
            source.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
