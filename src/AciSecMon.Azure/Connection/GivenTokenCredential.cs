using System.Net;
using System.Security;
using System.Text.Json;
using AciSecMon.Azure.Calls;
using Azure.Core;

namespace AciSecMon.Azure.Connection;

/// <summary>
/// Tokens that the caller brought along, by audience; one without a name is for Resource Manager and sent nowhere else. They are never renewed: what is over is told
/// before a call is made.
/// </summary>
internal sealed class GivenTokenCredential(IReadOnlyDictionary<string, SecureString> tokens, string? tenantId, string resourceManager, TimeProvider clock) : TokenCredential
{
    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => TokenFor(requestContext);

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(TokenFor(requestContext));

    private AccessToken TokenFor(TokenRequestContext context)
    {
        string audience = CredentialFactory.AudienceOf(context);
        SecureString secure = tokens.FirstOrDefault(t => string.Equals(t.Key.TrimEnd('/'), audience, StringComparison.OrdinalIgnoreCase)).Value
            ?? (string.Equals(audience, resourceManager, StringComparison.OrdinalIgnoreCase) ? tokens.GetValueOrDefault(string.Empty) : null)
            ?? throw Refused($"No token was given for {audience}.", "Give one in the hashtable of -AccessToken, under that audience.");
        string token = new NetworkCredential(string.Empty, secure).Password;
        if (token.Length == 0) throw Refused("The given token is empty.", "Give the token itself.");
        using JsonDocument? claims = ClaimsOf(token);
        DateTimeOffset? end = claims is not null && claims.RootElement.TryGetProperty("exp", out JsonElement exp) && exp.TryGetInt64(out long seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        if (end <= clock.GetUtcNow()) throw Refused($"The given token for {audience} ended at {end:u}.", "Get a new token and connect again; check the clock of this machine if the token is new.");
        if (ClaimOf(claims, "aud") is { } meant && !IsFor(meant, audience)) throw Refused($"The given token is for {ServiceErrors.Clean(meant)}, not for {audience}.", $"Get a token for {audience}.");
        if (ClaimOf(claims, "tid") is { } home && Guid.TryParse(home, out Guid its) && Guid.TryParse(tenantId, out Guid wanted) && its != wanted)
        {
            throw Refused($"The given token is of tenant {its}, not of {wanted}.", "Get a token of that tenant, or name the tenant of the token.");
        }

        return new AccessToken(token, end ?? clock.GetUtcNow().AddHours(1));
    }

    // Resource Manager of the public cloud goes by two names.
    private static bool IsFor(string meant, string audience)
    {
        string name = meant.TrimEnd('/');
        return string.Equals(name, audience.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
            || (name.Equals("https://management.core.windows.net", StringComparison.OrdinalIgnoreCase) && audience.TrimEnd('/').Equals("https://management.azure.com", StringComparison.OrdinalIgnoreCase))
            || Guid.TryParse(name, out _);
    }

    private static string? ClaimOf(JsonDocument? claims, string name) =>
        claims is not null && claims.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A token that is no JWT tells nothing; the service will judge it.
    private static JsonDocument? ClaimsOf(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3) return null;
        string text = parts[1].Replace('-', '+').Replace('_', '/');
        byte[] bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.PadRight(text.Length + ((4 - (text.Length % 4)) % 4), '='), bytes, out int length)) return null;
        try
        {
            var claims = JsonDocument.Parse(bytes.AsMemory(0, length));
            if (claims.RootElement.ValueKind == JsonValueKind.Object) return claims;
            claims.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AciProblemException Refused(string message, string advice) => new(new AciProblem
    {
        Id = "AciTokenInvalid",
        Kind = AciProblemKind.Authentication,
        Message = message,
        Target = "AccessToken",
        Recommendation = advice,
    });
}
