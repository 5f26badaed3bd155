using System.Net;
using System.Net.Http.Headers;

namespace AciSecMon.Sandbox.Http;

/// <summary>Gives tokens that last an hour, and knows its own again.</summary>
/// <param name="now">The time by the service's clock.</param>
internal sealed class TokenIssuer(Func<DateTimeOffset> now)
{
    private static readonly string[] ForDirectory = ["https://graph.sandbox.local", "https://graph.microsoft.com"];
    private static readonly string[] ForLogAnalytics = ["https://api.loganalytics.sandbox.local", "https://api.loganalytics.io"];
    private static readonly string[] ForResourceManager = ["https://management.sandbox.local", "https://management.azure.com", "https://management.core.windows.net"];

    private static readonly string[] ForRegistries = ["https://containerregistry.azure.net", .. ForResourceManager];

    private readonly object gate = new();
    private readonly Dictionary<string, (string Audience, DateTimeOffset ExpiresOn)> given = new(StringComparer.Ordinal);

    /// <summary>Gives a token for an audience, with or without <c>/.default</c>.</summary>
    public AccessGrant Give(string audience)
    {
        string token = "sandbox." + Guid.NewGuid().ToString("N");
        DateTimeOffset end = now().AddHours(1);
        lock (gate) given[token] = (Plain(audience), end);
        return new AccessGrant(token, end);
    }

    /// <summary>The refusal of a request that has not the right token; null where it has.</summary>
    public RefusedException? Check(AuthenticationHeaderValue? header, string host)
    {
        string[] audiences = AudiencesOf(host);
        if (header?.Parameter is not { Length: > 0 } token || !string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
            return new RefusedException(HttpStatusCode.Unauthorized, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");

        lock (gate)
        {
            if (!given.TryGetValue(token, out (string Audience, DateTimeOffset ExpiresOn) grant))
                return new RefusedException(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken", "The access token is invalid.");
            if (!audiences.Contains(grant.Audience, StringComparer.OrdinalIgnoreCase))
                return new RefusedException(HttpStatusCode.Unauthorized, "InvalidAuthenticationTokenAudience", "The access token has been obtained for the wrong audience.");
            return now() >= grant.ExpiresOn
                ? new RefusedException(HttpStatusCode.Unauthorized, "ExpiredAuthenticationToken", "The access token expiry time has passed.")
                : null;
        }
    }

    /// <summary>True for a token that registries take in exchange for one of their own: of their audience, or of Resource Manager's (azure-facts-2, C.7.1).</summary>
    public bool IsGoodForRegistries(string token)
    {
        lock (gate)
        {
            return given.TryGetValue(token, out (string Audience, DateTimeOffset ExpiresOn) grant) && now() < grant.ExpiresOn && ForRegistries.Contains(grant.Audience, StringComparer.OrdinalIgnoreCase);
        }
    }

    private static string[] AudiencesOf(string host) =>
        Is(host, SandboxServer.Directory) ? ForDirectory : Is(host, SandboxServer.LogAnalytics) ? ForLogAnalytics : ForResourceManager;

    private static bool Is(string host, Uri address) => string.Equals(host, address.Host, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string audience)
    {
        const string Suffix = "/.default";
        string plain = audience.EndsWith(Suffix, StringComparison.Ordinal) ? audience[..^Suffix.Length] : audience;
        return plain.Length == 0 ? ForResourceManager[0] : plain.TrimEnd('/');
    }
}
