using System.Globalization;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Changes;

/// <summary>Compares a resource with what is asked of it, and completes it. What is asked is a part: everything else of the resource stays as it is.</summary>
internal static class JsonMerge
{
    /// <summary>True where a resource has everything that is asked of it.</summary>
    /// <param name="there">The resource.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="open">Names of lists that may hold more than what is asked; all other lists must have the items asked for and no more.</param>
    public static bool Has(Value there, JsonNode? asked, IReadOnlySet<string> open) => Has(there, asked, open, isOpen: false);

    /// <summary>The resource with what is asked of it. Lists that may hold more get what they lack; other values are replaced.</summary>
    public static JsonObject Complete(JsonObject there, JsonObject asked, IReadOnlySet<string> open)
    {
        JsonObject made = there.DeepClone().AsObject();
        foreach ((string name, JsonNode? value) in asked)
        {
            JsonNode? before = JsonText.Property(made, name);
            JsonNode? after = (before, value) switch
            {
                (JsonObject old, JsonObject part) => Complete(old, part, open),
                (JsonArray old, JsonArray part) when open.Contains(name) => Union(old, part),
                _ => value?.DeepClone(),
            };
            JsonText.Set(made, name, after);
        }

        return made;
    }

    private static bool Has(Value there, JsonNode? asked, IReadOnlySet<string> open, bool isOpen) => asked switch
    {
        null => there.IsMissing || there.AsText() is null,
        JsonObject members => there is ObjectValue && members.All(member => Has(there[member.Key], member.Value, open, open.Contains(member.Key))),
        JsonArray items => !there.IsUnresolved && there.Rest is null && (isOpen || there.Items.Count == items.Count)
            && items.All(item => there.Items.Any(own => Has(own, item, open, isOpen: false))),
        _ => Same(there, asked.AsValue()),
    };

    // Ids and names of the service ignore case; a text of several lines is a query, in which every letter counts.
    private static bool Same(Value there, JsonValue asked)
    {
        if (asked.TryGetValue(out bool truth)) return there.AsBoolean() == truth;
        if (!asked.TryGetValue(out string? text)) return there.AsReal() is { } number && number.Equals(double.Parse(asked.ToJsonString(), CultureInfo.InvariantCulture));
        return string.Equals(there.AsText(), text, text.Contains('\n', StringComparison.Ordinal) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    private static JsonArray Union(JsonArray old, JsonArray part)
    {
        JsonArray made = old.DeepClone().AsArray();
        foreach (JsonNode? item in part)
        {
            string text = item?.ToJsonString() ?? "null";
            if (!made.Any(own => string.Equals(own?.ToJsonString(), text, StringComparison.OrdinalIgnoreCase))) made.Add(item?.DeepClone());
        }

        return made;
    }
}
