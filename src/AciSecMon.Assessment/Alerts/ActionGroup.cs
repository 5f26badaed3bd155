using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Alerts;

/// <summary>An action group: who hears of an alert.</summary>
/// <param name="Id">Resource id.</param>
/// <param name="Name">Name.</param>
/// <param name="IsEnabled">True where it is switched on; null where that is not known.</param>
/// <param name="Receivers">Its receivers by kind and name; never an address.</param>
internal sealed record ActionGroup(string Id, string Name, bool? IsEnabled, IReadOnlyList<string> Receivers)
{
    private const string Suffix = "Receivers";

    /// <summary>The action group; null where the resource is none. Every property that ends in Receivers is a list of one kind (azure-facts, H).</summary>
    public static ActionGroup? Of(ObjectValue resource)
    {
        if (!resource["type"].Is(AlertTypes.ActionGroup) || resource["id"].AsText() is not { Length: > 0 } id) return null;
        Value properties = resource["properties"];
        return new ActionGroup(
            id, resource["name"].AsText() ?? Estate.ResourceIds.LastSegment(id), properties["enabled"].IsMissing ? true : properties["enabled"].AsBoolean(),
            [.. (properties as ObjectValue)?.Properties.Where(static p => p.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)).SelectMany(Heard) ?? []]);
    }

    // A person who has unsubscribed stays in the list, as disabled.
    private static IEnumerable<string> Heard(Property list) =>
        list.Value.Items.Where(static receiver => !receiver["status"].Is("Disabled")).Select(receiver => $"{list.Name[..^Suffix.Length]}: {receiver["name"].AsText() ?? "?"}");
}
