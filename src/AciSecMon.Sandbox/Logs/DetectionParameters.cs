using System.Text.Json;
using System.Text.RegularExpressions;

namespace AciSecMon.Sandbox.Logs;

/// <summary>Reads the parameters of a question: the lines <c>let name = value;</c> below its first line.</summary>
internal static partial class DetectionParameters
{
    /// <summary>The values by name, as the query writes them.</summary>
    public static Dictionary<string, string> Of(string query) => query.Split('\n').Skip(1)
        .Select(static line => LineForm().Match(line))
        .TakeWhile(static line => line.Success)
        .ToDictionary(static line => line.Groups["name"].Value, static line => line.Groups["value"].Value, StringComparer.Ordinal);

    /// <summary>The texts of a list; null where the value is none.</summary>
    public static string[]? ListOf(string value)
    {
        if (DynamicForm().Match(value) is not { Success: true } list) return null;
        try
        {
            return JsonSerializer.Deserialize<string[]>(list.Groups["json"].Value);
        }
        catch (JsonException)
        {
            // A list of something else than texts.
            return null;
        }
    }

    [GeneratedRegex(@"^let (?<name>\w+) = (?<value>.*);\r?$", RegexOptions.CultureInvariant)]
    private static partial Regex LineForm();

    [GeneratedRegex(@"^dynamic\((?<json>.*)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex DynamicForm();
}
