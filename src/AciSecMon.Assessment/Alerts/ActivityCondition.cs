using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Alerts;

/// <summary>How far a rule sees an operation.</summary>
internal enum Sight
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Only of some callers, resources or outcomes, or it is not known.</summary>
    Part,

    /// <summary>Wherever it succeeds.</summary>
    Whole,
}

/// <summary>
/// Reads the condition of an activity log alert: whether an event of an operation that succeeded satisfies it. The condition is a list of leaves and of alternatives
/// (<c>anyOf</c>), all of which must hold; a leaf has <c>equals</c> or <c>containsAny</c>. Source: azure-facts, H (activityLogAlerts 2020-10-01).
/// </summary>
internal static class ActivityCondition
{
    private const string Administrative = "Administrative";

    /// <summary>How far a condition takes in the events of an operation.</summary>
    public static Sight Sees(Value condition, string operationName)
    {
        Value all = condition["allOf"];
        if (all.IsUnresolved || all.Rest is not null || all.Items.Count == 0) return all.IsMissing ? Sight.None : Sight.Part;
        return all.Items.Select(item => item["anyOf"].IsMissing ? Leaf(item, operationName) : Any(item["anyOf"], operationName)).Min();
    }

    /// <summary>What a condition names: operations, categories and types of resources, as they are written.</summary>
    public static IEnumerable<string> Names(Value condition) =>
        condition["allOf"].Items.SelectMany(static item => item["anyOf"].IsMissing ? [item] : item["anyOf"].Items)
            .Where(static leaf => leaf["field"].AsText() is { } field && field.ToUpperInvariant() is "OPERATIONNAME" or "CATEGORY" or "RESOURCETYPE" or "RESOURCEPROVIDER")
            .SelectMany(Values);

    private static Sight Any(Value any, string operationName) =>
        any.Items.Count == 0 || any.Rest is not null ? Sight.Part : any.Items.Select(leaf => Leaf(leaf, operationName)).Max();

    private static Sight Leaf(Value leaf, string operationName)
    {
        string[] values = [.. Values(leaf)];
        if (leaf["field"].AsText() is not { } field || values.Length == 0) return Sight.Part;
        return field.ToUpperInvariant() switch
        {
            "CATEGORY" => Has(values, Administrative),
            "OPERATIONNAME" => Has(values, operationName),

            // Types and providers are the beginnings of operation names.
            "RESOURCETYPE" or "RESOURCEPROVIDER" => values.Any(value => operationName.StartsWith(value + "/", StringComparison.OrdinalIgnoreCase)) ? Sight.Whole : Sight.None,
            "STATUS" => values.Any(static value => value.ToUpperInvariant() is "SUCCEEDED" or "STARTED" or "ACCEPTED") ? Sight.Whole : Sight.None,
            _ => Sight.Part,
        };
    }

    private static Sight Has(string[] values, string wanted) => values.Contains(wanted, StringComparer.OrdinalIgnoreCase) ? Sight.Whole : Sight.None;

    private static IEnumerable<string> Values(Value leaf) =>
        leaf["equals"].AsText() is { } one ? [one] : leaf["containsAny"].Items.Select(static item => item.AsText()).OfType<string>();
}
