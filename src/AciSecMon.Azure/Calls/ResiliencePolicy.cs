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
        DateTimeOffset end = clock.GetUtcNow() + deadline;
        for (int tries = 1; ; tries++)
        {
            await pacer.WaitAsync(message.CancellationToken).ConfigureAwait(false);
            counter.Sent();
            Exception? broken = null;
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
            }
            catch (Exception fault) when (IsTransport(fault) && !message.CancellationToken.IsCancellationRequested)
            {
                broken = fault;
            }

            TimeSpan? wait = broken is null ? WaitOf(message, tries) : Repeats(message) && tries < MostTries ? BackOff(tries) : null;
            if (wait is null || clock.GetUtcNow() + wait.Value > end)
            {
                if (broken is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(broken);
                return;
            }

            bool isThrottled = broken is null && message.Response.Status == 429;
            if (isThrottled)
            {
                counter.Throttled();
                pacer.Pause(wait.Value);
                tries--;
            }
            else
            {
                await Task.Delay(wait.Value, clock, message.CancellationToken).ConfigureAwait(false);
            }

            counter.Retried();
        }
    }

    // Null where the answer is to be taken as it is.
    private TimeSpan? WaitOf(HttpMessage message, int tries)
    {
        Response response = message.Response;
        if (RetryAfter.OfExhaustedQuota(response.Headers) is { } pause) pacer.Pause(pause);
        TimeSpan? asked = RetryAfter.Of(response.Headers, clock.GetUtcNow());
        return response.Status switch
        {
            429 => asked ?? BackOff(tries),
            408 or >= 500 when Repeats(message) && tries < MostTries => asked ?? BackOff(tries),
            409 when tries < MostTries && IsBusy(response) => asked ?? BackOff(tries),
            _ => null,
        };
    }

    private static bool Repeats(HttpMessage message) =>
        message.Request.Method != RequestMethod.Post || message.TryGetProperty(IsSafeToRepeat, out _);

    private static bool IsBusy(Response response) =>
        response.ContentStream is { CanSeek: true } && response.Content.ToString().Contains("RetryableErrorDueToAnotherOperation", StringComparison.Ordinal);

    private static bool IsTransport(Exception fault) => fault is RequestFailedException { Status: 0 } or HttpRequestException or IOException;

    // Many callers that were sent away at once must not come back at once.
    private static TimeSpan BackOff(int tries) =>
        FirstBackOff * Math.Pow(2, Math.Min(tries, 6) - 1) * (0.8 + (RandomNumberGenerator.GetInt32(0, 400) / 1000.0));
}
