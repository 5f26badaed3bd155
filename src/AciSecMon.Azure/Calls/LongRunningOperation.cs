using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// Waits for the end of an operation that an answer 201 or 202 began: by <c>Azure-AsyncOperation</c> where there is one, else by <c>Location</c>, else by the
/// resource's own provisioning state. Source: azure-facts, I.3.
/// </summary>
internal sealed class LongRunningOperation(ArmClient client, TimeProvider clock)
{
    private const int MostPolls = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Waits, and gives the resource as it is at the end; where nothing is left, an empty answer.</summary>
    public async Task<ArmResponse> WaitAsync(ArmRequest request, RawAnswer first, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string? operation = first.Header("Azure-AsyncOperation");
        string? location = first.Header("Location");
        RawAnswer last = first;
        for (int poll = 0; poll < MostPolls; poll++)
        {
            TimeSpan wait = RetryAfter.Of(last.Headers, clock.GetUtcNow()) ?? Interval;
            ArmRequest ask = new(HttpMethod.Get, operation ?? location ?? request.Path, operation is null && location is null ? request.ApiVersion : null);
            if (operation is null && location is null && StateOf(request, last) is { } already && IsEnd(already)) return await EndAsync(request, already, last, reporter, cancellationToken).ConfigureAwait(false);
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            last = await client.SendRawAsync(ask, reporter, cancellationToken).ConfigureAwait(false);
            if (operation is not null)
            {
                Value status = ArmClient.ToValue(ask, last);
                string state = status["status"].AsText() ?? throw ServiceErrors.Invalid(ask, last, "it names no state");
                if (!IsEnd(state)) continue;
                if (!IsGood(state)) throw ServiceErrors.OfOperation(request, state, status["error"], last);
                return await ReadBackAsync(request, reporter, cancellationToken).ConfigureAwait(false);
            }

            if (location is not null && last.Status != 202) return await ReadBackAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        }

        throw ServiceErrors.Invalid(request, last, "the operation does not end");
    }

    private static string? StateOf(ArmRequest request, RawAnswer answer) => ArmClient.ToValue(request, answer)["properties"]["provisioningState"].AsText();

    private async Task<ArmResponse> EndAsync(ArmRequest request, string state, RawAnswer last, IAciReporter reporter, CancellationToken cancellationToken) => IsGood(state)
        ? await ReadBackAsync(request, reporter, cancellationToken).ConfigureAwait(false)
        : throw ServiceErrors.OfOperation(request, state, MissingValue.Instance, last);

    private async Task<ArmResponse> ReadBackAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Put || request.Method == HttpMethod.Patch
            ? await client.SendAsync(new ArmRequest(HttpMethod.Get, request.Path, request.ApiVersion), reporter, cancellationToken).ConfigureAwait(false)
            : new ArmResponse(200, string.Empty, null);

    private static bool IsEnd(string state) => IsGood(state) || Is(state, "Failed") || Is(state, "Canceled");

    private static bool IsGood(string state) => Is(state, "Succeeded");

    private static bool Is(string state, string other) => string.Equals(state, other, StringComparison.OrdinalIgnoreCase);
}
