using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Threats;

/// <summary>
/// A rule of Defender that dismisses alerts by themselves. Shape: azure-facts, C.6 (Microsoft.Security/alertsSuppressionRules 2019-01-01-preview). What
/// narrows it down (<c>suppressionAlertsScope.allOf</c>) is a list of conditions on entities, all of which must hold.
/// </summary>
internal sealed class SuppressionRule
{
    public const string Type = "Microsoft.Security/alertsSuppressionRules";

    private const string Every = "*";

    private readonly Value properties;

    private SuppressionRule(string id, string name, Value properties) => (Id, Name, this.properties) = (id, name, properties);

    /// <summary>Resource id.</summary>
    public string Id { get; }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Type of the alerts; an asterisk for all.</summary>
    public string AlertType => properties["alertType"].AsText() ?? string.Empty;

    /// <summary>Why somebody made it; null where nobody said.</summary>
    public string? Reason => properties["reason"].AsText() is { Length: > 0 } said ? said : null;

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Ends => SecurityAlert.TimeOf(properties["expirationDateUtc"]);

    /// <summary>The subscription.</summary>
    public string? SubscriptionId => ResourceIds.SegmentAfter(Id, "subscriptions");

    /// <summary>True where it holds for some entities only.</summary>
    public bool IsNarrowed => properties["suppressionAlertsScope"]["allOf"].Items.Count > 0;

    /// <summary>True where it works now.</summary>
    public bool IsOn(DateTimeOffset now) => properties["state"].Is("Enabled") && !(Ends <= now);

    /// <summary>True where it hides alerts of a type.</summary>
    public bool Covers(string alertType) => AlertType == Every || string.Equals(AlertType, alertType, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where it would dismiss an alert: of its type, in its subscription, and with what its conditions ask for.</summary>
    public bool Covers(SecurityAlert alert) =>
        Covers(alert.AlertType) && string.Equals(SubscriptionId, ResourceIds.SegmentAfter(alert.Id, "subscriptions"), StringComparison.OrdinalIgnoreCase)
        && properties["suppressionAlertsScope"]["allOf"].Items.All(condition => Holds(condition, alert));

    /// <summary>True where it hides alerts that can concern container groups: those on operations, vaults and storage, or all. Source: azure-facts, C.2.</summary>
    public bool HidesGroups => AlertType == Every || AlertType.StartsWith("ARM_", StringComparison.OrdinalIgnoreCase) || AlertType.StartsWith("KV_", StringComparison.OrdinalIgnoreCase)
        || AlertType.StartsWith("Storage.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a resource; null where it is no such rule.</summary>
    public static SuppressionRule? Of(Value resource) =>
        resource["id"].AsText() is { Length: > 0 } id && id.Contains("/alertsSuppressionRules/", StringComparison.OrdinalIgnoreCase)
            ? new SuppressionRule(id, resource["name"].AsText() ?? ResourceIds.LastSegment(id), resource["properties"])
            : null;

    // A field is written as entities.{type}.{property}: what entities of that type have in that property is compared. Types are written there without hyphens. A field of another form
    // is not known, and what is not known covers nothing.
    private static bool Holds(Value condition, SecurityAlert alert)
    {
        string[] field = (condition["field"].AsText() ?? string.Empty).Split('.');
        if (field.Length < 3 || !field[0].Equals("entities", StringComparison.OrdinalIgnoreCase)) return false;
        string[] said =
        [
            .. AlertEntity.All(alert.Properties["entities"]).Where(one => one.Type.Replace("-", string.Empty, StringComparison.Ordinal).Equals(field[1], StringComparison.OrdinalIgnoreCase))
                .Select(one => field[2..].Aggregate((Value)one.Entity, static (value, name) => value[name]).AsText()).OfType<string>(),
        ];
        if (condition["contains"].AsText() is { Length: > 0 } part) return said.Any(text => text.Contains(part, StringComparison.OrdinalIgnoreCase));
        return condition["in"].Items.Any(one => said.Any(text => one.Is(text)));
    }
}
