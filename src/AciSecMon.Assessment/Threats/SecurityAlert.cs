using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Threats;

/// <summary>An alert of Defender as the service gives it. Shape: azure-facts, C.5 (Microsoft.Security/alerts 2022-01-01).</summary>
internal sealed class SecurityAlert
{
    /// <summary>Type of the resource; the service writes the middle part in any case.</summary>
    public const string Type = "Microsoft.Security/locations/alerts";

    private SecurityAlert(string id, string name, Value properties) => (Id, Name, Properties) = (id, name, properties);

    /// <summary>Resource id.</summary>
    public string Id { get; }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Its properties.</summary>
    public Value Properties { get; }

    /// <summary>Type of the alert.</summary>
    public string AlertType => Text("alertType");

    /// <summary>What it is called.</summary>
    public string DisplayName => Text("alertDisplayName") is { Length: > 0 } shown ? shown : AlertType;

    /// <summary>How much it matters.</summary>
    public AciSeverity Severity => SeverityOf(Properties["severity"]) ?? AciSeverity.Medium;

    /// <summary>What has become of it.</summary>
    public AciSecurityAlertStatus Status => StatusOf(Properties);

    /// <summary>True where somebody still has to do something.</summary>
    public bool IsOpen => Status is AciSecurityAlertStatus.Active or AciSecurityAlertStatus.InProgress or AciSecurityAlertStatus.Unknown;

    /// <summary>When it was raised; null where it does not tell.</summary>
    public DateTimeOffset? RaisedAt => Time("timeGeneratedUtc") ?? Time("startTimeUtc");

    /// <summary>Who and what is involved.</summary>
    public IReadOnlyList<AlertEntity> Entities => field ??= AlertEntity.Of(Properties["entities"]);

    /// <summary>The resources that it names, each with where it names them, the surest first.</summary>
    public IEnumerable<(string Where, string Id)> Resources()
    {
        foreach (Value identifier in Properties["resourceIdentifiers"].Items)
        {
            if (identifier["azureResourceId"].AsText() is { Length: > 0 } id) yield return ("resource identifier", id);
        }

        foreach (AlertEntity entity in Entities)
        {
            if (entity.Value.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)) yield return ($"entity {entity.Type}", entity.Value);
        }

        if (Properties["compromisedEntity"].AsText() is { } compromised && compromised.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)) yield return ("compromised entity", compromised);
    }

    /// <summary>Reads a resource; null where it is no alert.</summary>
    public static SecurityAlert? Of(Value resource)
    {
        if (resource["id"].AsText() is not { Length: > 0 } id || resource["properties"] is not ObjectValue properties) return null;
        if (!IsAlert(id)) return null;
        return new SecurityAlert(id, resource["name"].AsText() ?? id[(id.LastIndexOf('/') + 1)..], properties);
    }

    /// <summary>True for the id of an alert.</summary>
    public static bool IsAlert(string id)
    {
        string[] parts = id.Split('/');
        return parts.Length > 5 && Same(parts[^2], "alerts") && Same(parts[^4], "locations") && Same(parts[^5], "Microsoft.Security");
    }

    /// <summary>The status that properties tell.</summary>
    public static AciSecurityAlertStatus StatusOf(Value properties) =>
        Enum.TryParse(properties["status"].AsText(), ignoreCase: true, out AciSecurityAlertStatus status) && Enum.IsDefined(status) ? status : AciSecurityAlertStatus.Unknown;

    /// <summary>A time; null where there is none that can be read.</summary>
    public DateTimeOffset? Time(string name) => TimeOf(Properties[name]);

    /// <summary>A time; null where it cannot be read.</summary>
    public static DateTimeOffset? TimeOf(Value value) =>
        DateTimeOffset.TryParse(value.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>A severity; null where it is none that is known.</summary>
    public static AciSeverity? SeverityOf(Value value) => Enum.TryParse(value.AsText(), ignoreCase: true, out AciSeverity severity) && Enum.IsDefined(severity) ? severity : null;

    private string Text(string name) => Properties[name].AsText() ?? string.Empty;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
