using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;

namespace AciSecMon.Binding;

/// <summary>Values for parameters of detections and policies, as a hashtable gives them, without what PowerShell wraps around them.</summary>
internal static class DetectionValues
{
    private const int Deepest = 32;

    /// <summary>The values by name.</summary>
    /// <param name="table">The values.</param>
    /// <param name="place">Where they go, in which a secret has no place.</param>
    /// <exception cref="AciProblemException">A value is a secret, or nested too deeply.</exception>
    public static IReadOnlyDictionary<string, object?> From(Hashtable table, string place = "a query")
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            string name = NameOf(entry.Key);
            values[name] = Plain(entry.Value, name, place, 0);
        }

        return values;
    }

    private static object? Plain(object? value, string name, string place, int depth)
    {
        if (depth > Deepest) throw Wrong(name, "is nested too deeply");
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case SecureString or PSCredential:
                throw Wrong(name, $"is a secret, which has no place in {place}");
            case IDictionary table:
                return table.Cast<DictionaryEntry>().ToDictionary(static entry => NameOf(entry.Key), entry => Plain(entry.Value, name, place, depth + 1));
            case IList list:
                return list.Cast<object?>().Select(item => Plain(item, name, place, depth + 1)).ToArray();
            case PSCustomObject:
                return ((PSObject)value!).Properties.ToDictionary(static property => property.Name, property => Plain(property.Value, name, place, depth + 1));
            case SwitchParameter present:
                return present.IsPresent;
            case Guid or Uri or Enum or char:
                return Convert.ToString(value, CultureInfo.InvariantCulture);
            case var plain:
                return plain;
        }
    }

    private static string NameOf(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty;

    private static AciProblemException Wrong(string name, string what) => new(new AciProblem
    {
        Id = "AciDetectionParameterInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"The value of the parameter '{name}' {what}.",
        Target = name,
        Recommendation = "Give texts, numbers, lengths of time, or lists of those; Get-AciDetection shows the types.",
    });
}
