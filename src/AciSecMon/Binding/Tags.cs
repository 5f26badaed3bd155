using System.Collections;
using System.Globalization;

namespace AciSecMon.Binding;

/// <summary>Tags that a person asks for.</summary>
internal static class Tags
{
    private const string Any = "*";

    /// <summary>The tags by name; null stands for any value, which a person writes as $null or *.</summary>
    public static IReadOnlyDictionary<string, string?> From(Hashtable? table)
    {
        var tags = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table ?? [])
        {
            string? value = entry.Value is null ? null : Convert.ToString(entry.Value, CultureInfo.InvariantCulture);
            tags[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = value == Any ? null : value;
        }

        return tags;
    }
}
