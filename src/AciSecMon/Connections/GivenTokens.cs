using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;

namespace AciSecMon.Connections;

/// <summary>Tokens that a person gives: one for Resource Manager, or a hashtable of audience and token.</summary>
internal static class GivenTokens
{
    /// <summary>The tokens by audience; the one without a name under the empty string.</summary>
    /// <exception cref="AciProblemException">Something else was given.</exception>
    public static IReadOnlyDictionary<string, SecureString> From(object given)
    {
        object bare = Bare(given);
        if (bare is not IDictionary table) return new Dictionary<string, SecureString> { [string.Empty] = One(bare) };

        var tokens = new Dictionary<string, SecureString>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            string audience = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!.TrimEnd('/');
            if (entry.Value is null || !Uri.TryCreate(audience, UriKind.Absolute, out _)) throw Wrong("A key of the hashtable is not an audience, or its token is missing.");
            tokens[audience] = One(Bare(entry.Value));
        }

        return tokens.Count > 0 ? tokens : throw Wrong("The hashtable holds no token.");
    }

    private static SecureString One(object given) => given switch
    {
        SecureString { Length: > 0 } secure => secure,
        string text when !string.IsNullOrWhiteSpace(text) => Secure(text.Trim()),
        _ => throw Wrong("A token is empty, or neither a text nor a secure string."),
    };

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (char letter in text) secure.AppendChar(letter);
        secure.MakeReadOnly();
        return secure;
    }

    private static object Bare(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static AciProblemException Wrong(string message) => new(new AciProblem
    {
        Id = "AciAccessTokenInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = "AccessToken",
        Recommendation = "Give one token for Resource Manager, or a hashtable such as @{ 'https://management.azure.com' = $token; 'https://api.loganalytics.io' = $other }.",
    });
}
