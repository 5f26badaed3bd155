using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Registries;

/// <summary>One registry: exchanges the token of the sign-in for one of its own, and reads manifests and tags. Source: azure-facts-2, C.7. Safe for parallel use.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and a call that is under way may still pass it.")]
internal sealed class RegistryHost(string host, string? tenantId, TokenSource tokens, TransportOptions options, CallCounter counter)
{
    // All of them, else a registry converts a list or denies that it is there.
    private const string Manifests = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, "
        + "application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.v1+prettyjws";

    // Of the registry's own interface, beside that of the OCI distribution specification (azure-facts-2, C.7.2).
    private const string TagsVersion = "2021-07-01";

    private static readonly TimeSpan LeastBetweenRenewals = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentDictionary<string, string> accessTokens = new(StringComparer.Ordinal);
    private readonly RegistryTransport transport = new(host, options, counter);
    private volatile string? refreshToken;
    private long renewedAt;

    /// <summary>What a tag or digest names; null where it is not there.</summary>
    /// <exception cref="AciServiceException">The registry answered with an error, or not at all.</exception>
    public async Task<Manifest?> ManifestAsync(string repository, string reference, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RegistryRequest request = RegistryRequest.Get($"/v2/{repository}/manifests/{reference}") with { Accept = Manifests };
        if (await AuthorizedAsync(repository, request, reporter, cancellationToken).ConfigureAwait(false) is not { } answer) return null;
        var manifest = Manifest.Of(answer);
        return manifest.Digest is null ? throw RegistryErrors.Invalid(host, request, answer) : manifest;
    }

    /// <summary>When a tag was last set; null where it is not there.</summary>
    /// <exception cref="AciServiceException">The registry answered with an error, or not at all.</exception>
    public async Task<DateTimeOffset?> TagTimeAsync(string repository, string tag, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RegistryRequest request = RegistryRequest.Get($"/acr/v1/{repository}/_tags/{Uri.EscapeDataString(tag)}?api-version={TagsVersion}");
        if (await AuthorizedAsync(repository, request, reporter, cancellationToken).ConfigureAwait(false) is not { } answer) return null;
        return Assessment.Threats.SecurityAlert.TimeOf(Json(answer)["tag"]["lastUpdateTime"]) ?? throw RegistryErrors.Invalid(host, request, answer);
    }

    // A token that has become too old is replaced once.
    private async Task<RawAnswer?> AuthorizedAsync(string repository, RegistryRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string token = await AccessTokenAsync(repository, null, reporter, cancellationToken).ConfigureAwait(false);
        RawAnswer answer = await transport.SendAsync(request with { Token = token }, reporter, cancellationToken).ConfigureAwait(false);
        if (answer.Status == 401)
        {
            token = await AccessTokenAsync(repository, token, reporter, cancellationToken).ConfigureAwait(false);
            answer = await transport.SendAsync(request with { Token = token }, reporter, cancellationToken).ConfigureAwait(false);
        }

        return answer.Status switch
        {
            200 => answer,
            404 when RegistryErrors.ProvesAbsence(answer) => null,
            _ => throw RegistryErrors.Of(host, request, answer),
        };
    }

    private async Task<string> AccessTokenAsync(string repository, string? refused, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (accessTokens.TryGetValue(repository, out string? known) && known != refused) return known;
        string granted = await RefreshTokenAsync(refused is null ? null : refreshToken, reporter, cancellationToken).ConfigureAwait(false);
        try
        {
            return accessTokens[repository] = await GrantAsync(repository, granted, reporter, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault) when (fault.Status == 401 && MayRenew())
        {
            granted = await RefreshTokenAsync(granted, reporter, cancellationToken).ConfigureAwait(false);
            return accessTokens[repository] = await GrantAsync(repository, granted, reporter, cancellationToken).ConfigureAwait(false);
        }
    }

    // A refresh token lives some hours (azure-facts-2, C.7.1), and its end looks like a refusal. An account that is refused is so with a new one too: that is not tried for each repository.
    private bool MayRenew()
    {
        long now = options.Clock.GetUtcNow().UtcTicks;
        long before = Interlocked.Read(ref renewedAt);
        return now - before >= LeastBetweenRenewals.Ticks && Interlocked.CompareExchange(ref renewedAt, now, before) == before;
    }

    private Task<string> GrantAsync(string repository, string granted, IAciReporter reporter, CancellationToken cancellationToken) => TokenOfAsync(
        RegistryRequest.Post("/oauth2/token",
            ("grant_type", "refresh_token"), ("service", host), ("scope", $"repository:{repository}:pull"), ("scope", $"repository:{repository}:metadata_read"), ("refresh_token", granted)),
        "access_token", reporter, cancellationToken);

    private async Task<string> RefreshTokenAsync(string? old, IAciReporter reporter, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Somebody else may have got it while this call waited.
            if (refreshToken is { } known && known != old) return known;
            return refreshToken = await ExchangeAsync(reporter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<string> ExchangeAsync(IAciReporter reporter, CancellationToken cancellationToken)
    {
        // The credential may have to ask the pipeline, as with every other call.
        using IDisposable call = CallScope.Enter(reporter);
        string token = await transport.TokenAsync(tokens, cancellationToken).ConfigureAwait(false);
        try
        {
            return await TokenOfAsync(ExchangeOf(token), "refresh_token", reporter, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault) when (fault.Status == 401)
        {
            // The token of the sign-in may have become too old; where there is no other, the refusal stands.
            if (await transport.ReplaceAsync(tokens, token, cancellationToken).ConfigureAwait(false) is not { } other) throw;
            return await TokenOfAsync(ExchangeOf(other), "refresh_token", reporter, cancellationToken).ConfigureAwait(false);
        }
    }

    private RegistryRequest ExchangeOf(string token)
    {
        List<(string, string)> form = [("grant_type", "access_token"), ("service", host), ("access_token", token)];
        if (tenantId is not null) form.Add(("tenant", tenantId));
        return RegistryRequest.Post("/oauth2/exchange", [.. form]);
    }

    private async Task<string> TokenOfAsync(RegistryRequest request, string name, IAciReporter reporter, CancellationToken cancellationToken)
    {
        RawAnswer answer = await transport.SendAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        if (answer.Status != 200) throw RegistryErrors.Of(host, request, answer);
        return Json(answer)[name].AsText() is { Length: > 0 } token ? token : throw RegistryErrors.Invalid(host, request, answer);
    }

    private static Value Json(RawAnswer answer)
    {
        try
        {
            return JsonDocumentReader.Read(new SourceFile(null, "answer"), answer.Text).Root;
        }
        catch (DocumentException)
        {
            // What is asked of it is then missing, which callers tell.
            return MissingValue.Instance;
        }
    }
}
