using System.Globalization;
using Azure.Core;
using Azure.Identity;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// Keeps the token of a session and renews it in time, by the session's clock: Azure.Core's own policy judges the age of tokens by that of the machine. Safe for
/// parallel use.
/// </summary>
/// <param name="options">Whose tokens, for what, and by which clock.</param>
internal sealed class TokenSource(TransportOptions options) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    // Where the clock is ahead, a new token looks old. It is used all the same, and not asked for with every call.
    private static readonly TimeSpan LeastUse = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1);
    private volatile Kept? current;

    /// <summary>True where getting a token may mean that a person has to sign in.</summary>
    public bool AsksPerson => options.PersonTime is not null;

    /// <summary>A token that is good for now.</summary>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        current is { } kept && options.Clock.GetUtcNow() < kept.RenewAt ? new(kept.Token) : RenewAsync(current?.Token, claims: null, cancellationToken);

    /// <summary>Another token than the one that the service refused; null where the credential has no other.</summary>
    /// <param name="refused">The token that was refused.</param>
    /// <param name="claims">What the service wants the next one to say; null for nothing.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async ValueTask<string?> ReplaceAsync(string refused, string? claims, CancellationToken cancellationToken)
    {
        string token = await RenewAsync(refused, claims, cancellationToken).ConfigureAwait(false);
        return string.Equals(token, refused, StringComparison.Ordinal) ? null : token;
    }

    /// <summary>Forgets the token. The gate stays: a call that is under way may still pass it.</summary>
    public void Dispose() => current = null;

    private async ValueTask<string> RenewAsync(string? old, string? claims, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Somebody else may have renewed it while this call waited.
            if (current is { } kept && !string.Equals(kept.Token, old, StringComparison.Ordinal)) return kept.Token;
            AccessToken granted = await AskAsync(new TokenRequestContext([options.Scope], claims: claims, isCaeEnabled: true), cancellationToken).ConfigureAwait(false);
            DateTimeOffset least = options.Clock.GetUtcNow() + LeastUse;
            DateTimeOffset renewAt = granted.ExpiresOn - Margin;
            current = new Kept(granted.Token, renewAt > least ? renewAt : least);
            return granted.Token;
        }
        finally
        {
            gate.Release();
        }
    }

    private async ValueTask<AccessToken> AskAsync(TokenRequestContext context, CancellationToken cancellationToken)
    {
        if (options.PersonTime is not { } time) return await options.Credential.GetTokenAsync(context, cancellationToken).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(time, options.Watch);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await options.Credential.GetTokenAsync(context, stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or AuthenticationFailedException && limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CredentialUnavailableException(string.Create(CultureInfo.InvariantCulture, $"nobody signed in within {time.TotalMinutes} minutes"), fault);
        }
    }

    private sealed class Kept(string token, DateTimeOffset renewAt)
    {
        public string Token { get; } = token;

        public DateTimeOffset RenewAt { get; } = renewAt;
    }
}
