using System.Collections;
using System.Globalization;

namespace AciSecMon.Connections;

/// <summary>Api-versions as a hashtable gives them. Whether they are any, the engine knows.</summary>
internal static class ApiVersionTexts
{
    /// <summary>The versions by service.</summary>
    public static IReadOnlyDictionary<string, string> From(Hashtable? table)
    {
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table ?? [])
        {
            versions[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty;
        }

        return versions;
    }
}
