using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// Sends a request again where that is right, and waits as the service asks. Stands in for Azure.Core's own retries, which count a request to wait as a failure and
/// wait by the machine's clock only. An answer 429 pauses every call of the session and never counts against the number of tries; it ends with the time that a
/// call is given.
/// </summary>
internal sealed class ResiliencePolicy(Pacer pacer, CallCounter counter, TimeProvider clock, TimeSpan deadline) : HttpPipelinePolicy
{
    private const int MostTries = 4;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);

    /// <summary>Set on a message whose method does not tell that sending it twice does no harm.</summary>
    public const string IsSafeToRepeat = "AciSecMon.Repeatable";

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Calls are asynchronous.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        CallLimit limit = CallLimit.Of(message);
        int failures = 0;
        int refusals = 0;
        while (true)
        {
            (Allowances.Ticket? ticket, TimeSpan tooLong) = await pacer.EnterAsync(message.Request, limit.End, message.CancellationToken).ConfigureAwait(false);
            if (ticket is null) throw new PauseTooLongException(tooLong, deadline);
            Exception? broken = null;
            Response? answered = null;
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
                answered = message.Response;
                Learn(answered);
            }
            catch (Exception fault) when (IsTransport(fault) && !message.CancellationToken.IsCancellationRequested)
            {
                broken = fault;
            }
            finally
            {
                pacer.Leave(ticket, answered);
            }

            if (broken is null && message.Response.Status == 429)
            {
                counter.Throttled();
                TimeSpan pause = RetryAfter.Of(message.Response.Headers, clock.GetUtcNow()) is { } asked && asked >= RetryAfter.Least ? asked : Later(BackOff(++refusals));
                pacer.Pause(pause);
                if (clock.GetUtcNow() + pause >= limit.End) throw new PauseTooLongException(pause, deadline);
            }
            else
            {
                TimeSpan? wait = WaitAfter(message, broken, ++failures);
                if (wait is null || clock.GetUtcNow() + wait.Value >= limit.End)
                {
                    if (broken is not null) ExceptionDispatchInfo.Throw(broken);
                    return;
                }

                await Task.Delay(wait.Value, clock, message.CancellationToken).ConfigureAwait(false);
            }

            if (message.HasResponse) message.Response.Dispose();
            counter.Retried();
        }
    }

    // Null where the answer, or that none came, is to be taken as it is.
    private TimeSpan? WaitAfter(HttpMessage message, Exception? broken, int failures)
    {
        if (failures >= MostTries) return null;
        if (broken is not null) return Repeats(message) && !IsLasting(broken) ? BackOff(failures) : null;
        bool isWorthwhile = message.Response.Status switch
        {
            408 or >= 500 => Repeats(message),
            409 => IsBusy(message.Response),
            _ => false,
        };
        return isWorthwhile ? RetryAfter.Of(message.Response.Headers, clock.GetUtcNow()) is { } asked && asked >= RetryAfter.Least ? asked : BackOff(failures) : null;
    }

    private static TimeSpan Later(TimeSpan wait) => wait > RetryAfter.Least ? wait : RetryAfter.Least;

    private void Learn(Response response)
    {
        if (RetryAfter.OfExhaustedQuota(response.Headers) is { } pause) pacer.Pause(pause);
        if (response.Status == 503 && RetryAfter.Of(response.Headers, clock.GetUtcNow()) is { } asked) pacer.Pause(asked);
    }

    private static bool Repeats(HttpMessage message) =>
        message.Request.Method != RequestMethod.Post || message.TryGetProperty(IsSafeToRepeat, out _);

    private static bool IsBusy(Response response) =>
        response.ContentStream is { CanSeek: true } && response.Content.ToString().Contains("RetryableErrorDueToAnotherOperation", StringComparison.Ordinal);

    private static bool IsTransport(Exception fault) => fault is RequestFailedException { Status: 0 } or HttpRequestException or IOException or OperationCanceledException;

    // A name that is not known, or a certificate that is not trusted, is no better a second later.
    private static bool IsLasting(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }) return true;
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }) return true;
        }

        return false;
    }

    // Many callers that were sent away at once must not come back at once.
    private static TimeSpan BackOff(int tries) =>
        FirstBackOff * Math.Pow(2, Math.Min(tries, 6) - 1) * (0.8 + (RandomNumberGenerator.GetInt32(0, 400) / 1000.0));
}

/// <summary>The service asks to wait for longer than the call is given.</summary>
/// <param name="pause">What it asks for.</param>
/// <param name="deadline">What the call is given.</param>
internal sealed class PauseTooLongException(TimeSpan pause, TimeSpan deadline) : Exception("The service asks to wait for longer than the call is given.")
{
    /// <summary>What the service asks for.</summary>
    public TimeSpan Pause { get; } = pause;

    /// <summary>What the call is given.</summary>
    public TimeSpan Deadline { get; } = deadline;
}
