using System.Net;
using System.Security;
using System.Text;
using System.Text.Json;
using Azure.Core;

namespace AciSecMon.Azure.Connection;

/// <summary>Tokens that the caller brought along, by audience. They are never renewed: what is over is told before a call is made.</summary>
internal sealed class GivenTokenCredential(IReadOnlyDictionary<string, SecureString> tokens, TimeProvider clock) : TokenCredential
{
    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => TokenFor(requestContext);

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(TokenFor(requestContext));

    private AccessToken TokenFor(TokenRequestContext context)
    {
        string audience = CredentialFactory.AudienceOf(context);
        SecureString secure = tokens.FirstOrDefault(t => string.Equals(t.Key.TrimEnd('/'), audience, StringComparison.OrdinalIgnoreCase)).Value
            ?? tokens.GetValueOrDefault(string.Empty)
            ?? throw Refused($"No token was given for {audience}.", "Give one in the hashtable of -AccessToken, under that audience.");
        string token = new NetworkCredential(string.Empty, secure).Password;
        if (token.Length == 0) throw Refused("The given token is empty.", "Give the token itself.");
        DateTimeOffset? end = EndOf(token);
        if (end <= clock.GetUtcNow()) throw Refused($"The given token for {audience} ended at {end:u}.", "Get a new token and connect again; check the clock of this machine if the token is new.");
        return new AccessToken(token, end ?? clock.GetUtcNow().AddHours(1));
    }

    // A token that is no JWT tells nothing; the service will judge it.
    private static DateTimeOffset? EndOf(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3) return null;
        string text = parts[1].Replace('-', '+').Replace('_', '/');
        byte[] bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.PadRight(text.Length + ((4 - (text.Length % 4)) % 4), '='), bytes, out int length)) return null;
        try
        {
            using var claims = JsonDocument.Parse(Encoding.UTF8.GetString(bytes, 0, length));
            return claims.RootElement.TryGetProperty("exp", out JsonElement end) && end.TryGetInt64(out long seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
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
