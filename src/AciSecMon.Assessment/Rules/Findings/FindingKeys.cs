using System.Security.Cryptography;
using System.Text;

namespace AciSecMon.Assessment.Rules.Findings;

/// <summary>
/// The keys of findings: the first 16 hex digits of SHA-256 over rule id, scope, subject and place. Independent of line numbers, of order, and of the shape
/// that a group was read from.
/// </summary>
internal static class FindingKeys
{
    private const int KeyLength = 16;

    /// <summary>Tells findings of one estate apart.</summary>
    public static string FindingId(string ruleId, string scope, string subject, string place) => Hash(ruleId, scope, subject, place);

    /// <summary>The same without the scope: equal for a template and the group that it made.</summary>
    public static string MatchKey(string ruleId, string subject, string place) => Hash(ruleId, string.Empty, subject, place);

    // Resource ids and names compare without case in Azure; places keep theirs, since names of variables do.
    private static string Hash(string ruleId, string scope, string subject, string place)
    {
        string text = $"{ruleId}\n{scope.ToLowerInvariant()}\n{subject.ToLowerInvariant()}\n{place}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexString(hash[..(KeyLength / 2)]).ToLowerInvariant();
    }
}
