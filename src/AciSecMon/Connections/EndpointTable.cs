using System.Collections;
using System.Globalization;

namespace AciSecMon.Connections;

/// <summary>The addresses of a cloud of its own, as a hashtable gives them.</summary>
internal static class EndpointTable
{
    private static readonly string[] Known = ["ResourceManager", "Authority", "LogAnalytics", "Graph"];

    /// <summary>The addresses by name.</summary>
    /// <exception cref="AciProblemException">A name is not known, or an address is none that tokens may be sent to.</exception>
    public static IReadOnlyDictionary<string, string> From(Hashtable? table)
    {
        var endpoints = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table ?? [])
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            string address = Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty;
            string known = Array.Find(Known, key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw Wrong($"There is no endpoint '{name}'.", name);
            if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttps)
            {
                throw Wrong($"The address of the endpoint {known} is not an https address.", known);
            }

            endpoints[known] = address;
        }

        return endpoints;
    }

    private static AciProblemException Wrong(string message, string target) => new(new AciProblem
    {
        Id = "AciEndpointInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = target,
        Recommendation = $"Give a hashtable with one or more of {string.Join(", ", Known)} and their https addresses.",
    });
}
