using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Header fields that carry credentials.</summary>
internal static class SecretHeaders
{
    // Sources: RFC 9110 section 11 (Authorization, Proxy-Authorization), RFC 6265 (Cookie); API Management, Functions and Cognitive Services documentation for theirs.
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authorization"] = SecretKinds.AuthorizationHeader,
        ["Proxy-Authorization"] = SecretKinds.AuthorizationHeader,
        ["X-Authorization"] = SecretKinds.AuthorizationHeader,
        ["Cookie"] = SecretKinds.Credential,
        ["X-Api-Key"] = SecretKinds.Key,
        ["Api-Key"] = SecretKinds.Key,
        ["X-Functions-Key"] = SecretKinds.Key,
        ["Ocp-Apim-Subscription-Key"] = SecretKinds.Key,
        ["X-Auth-Token"] = SecretKinds.Token,
        ["X-Access-Token"] = SecretKinds.Token,
    };

    /// <summary>Kind of the credential that the header carries; null where it carries none, or what it carries is still to be filled in.</summary>
    public static string? KindOf(string header, Value value)
    {
        if (!Kinds.TryGetValue(header, out string? kind) || value.IsMissingOrEmpty()) return null;
        return value switch
        {
            LiteralValue literal => Credentials.CanBeSecret(literal.Text, SecretKinds.Password) ? kind : null,
            RedactedValue => kind,
            _ => null,
        };
    }
}
