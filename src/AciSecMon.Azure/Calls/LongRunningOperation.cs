using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// Waits for the end of what a request began: by <c>Azure-AsyncOperation</c> where the answer has it, else by <c>Location</c> of an answer 202, else by the resource's
/// own provisioning state. Source: azure-facts, I.3.
/// </summary>
internal sealed class LongRunningOperation(ArmClient client, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Waits, and gives the resource as it is at the end; for other requests than PUT and PATCH, what the operation gave.</summary>
    public async Task<ArmResponse> WaitAsync(ArmRequest request, RawAnswer first, IAciReporter reporter, CancellationToken cancellationToken)
    {
        DateTimeOffset end = clock.GetUtcNow() + Longest;
        if (first.Header("Azure-AsyncOperation") is { } operation)
        {
            return await ByOperationAsync(request, first, operation, end, reporter, cancellationToken).ConfigureAwait(false);
        }

        if (first.Status == 202 && first.Header("Location") is { } location)
        {
            return await ByLocationAsync(request, first, location, end, reporter, cancellationToken).ConfigureAwait(false);
        }

        return LeavesResource(request) && first.Status is 200 or 201 or 202
            ? await ByStateAsync(request, first, end, reporter, cancellationToken).ConfigureAwait(false)
            : ArmClient.ToResponse(request, first);
    }

    private async Task<ArmResponse> ByOperationAsync(ArmRequest request, RawAnswer first, string address, DateTimeOffset end, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var ask = new ArmRequest(HttpMethod.Get, address, null);
        RawAnswer last = first;
        while (true)
        {
            await PauseAsync(request, last, end, cancellationToken).ConfigureAwait(false);
            last = await client.SendRawAsync(ask, reporter, cancellationToken).ConfigureAwait(false);
            Value status = ArmClient.ToValue(ask, last);
            string state = status["status"].AsText() ?? throw ServiceErrors.Invalid(ask, last, "it names no state");
            if (!IsEnd(state)) continue;
            if (!IsGood(state)) throw ServiceErrors.OfOperation(request, state, status["error"], last);
            if (LeavesResource(request)) return await ReadBackAsync(request, reporter, cancellationToken).ConfigureAwait(false);
            return request.Method == HttpMethod.Post && first.Header("Location") is { } result
                ? await client.SendAsync(new ArmRequest(HttpMethod.Get, result, null), reporter, cancellationToken).ConfigureAwait(false)
                : new ArmResponse(200, string.Empty, last.RequestId);
        }
    }

    private async Task<ArmResponse> ByLocationAsync(ArmRequest request, RawAnswer first, string address, DateTimeOffset end, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RawAnswer last = first;
        while (true)
        {
            await PauseAsync(request, last, end, cancellationToken).ConfigureAwait(false);

            // A service may move its own address on.
            var ask = new ArmRequest(HttpMethod.Get, last.Header("Location") ?? address, null);
            last = await client.SendRawAsync(ask, reporter, cancellationToken).ConfigureAwait(false);
            if (last.Status == 202) continue;
            return LeavesResource(request) ? await ReadBackAsync(request, reporter, cancellationToken).ConfigureAwait(false) : ArmClient.ToResponse(ask, last);
        }
    }

    private async Task<ArmResponse> ByStateAsync(ArmRequest request, RawAnswer first, DateTimeOffset end, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RawAnswer last = first;
        ArmRequest ask = ReadBack(request);
        while (true)
        {
            // Many kinds of resource have no state: they are there once the answer is.
            string? state = ArmClient.ToValue(request, last)["properties"]["provisioningState"].AsText();
            bool isEnd = state is null ? last.Status != 202 : IsEnd(state);
            if (isEnd && state is not null && !IsGood(state)) throw ServiceErrors.OfOperation(request, state, MissingValue.Instance, last);
            if (isEnd) return ArmClient.ToResponse(request, last);
            await PauseAsync(request, last, end, cancellationToken).ConfigureAwait(false);
            last = await client.SendRawAsync(ask, reporter, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(ArmRequest request, RawAnswer last, DateTimeOffset end, CancellationToken cancellationToken)
    {
        TimeSpan asked = RetryAfter.Of(last.Headers, clock.GetUtcNow()) ?? Interval;
        TimeSpan wait = asked < RetryAfter.Least ? RetryAfter.Least : asked;
        if (clock.GetUtcNow() + wait > end) throw ServiceErrors.Unfinished(request, last, Longest);
        await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
    }

    private Task<ArmResponse> ReadBackAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken) => client.SendAsync(ReadBack(request), reporter, cancellationToken);

    private static ArmRequest ReadBack(ArmRequest request) => new(HttpMethod.Get, request.Path, request.ApiVersion) { Query = request.Query };

    private static bool LeavesResource(ArmRequest request) => request.Method == HttpMethod.Put || request.Method == HttpMethod.Patch;

    private static bool IsEnd(string state) => IsGood(state) || Is(state, "Failed") || Is(state, "Canceled") || Is(state, "Cancelled");

    private static bool IsGood(string state) => Is(state, "Succeeded");

    private static bool Is(string state, string other) => string.Equals(state, other, StringComparison.OrdinalIgnoreCase);
}
