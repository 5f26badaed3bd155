using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Activity;

/// <summary>
/// Reads events as Azure Monitor and as a workspace write them. Sources: azure-facts, F (EventData) and B.7 (table AzureActivity, whose words for the status are others);
/// names of claims: MicrosoftDocs/azure-docs, azure-monitor, activity-log-schema.
/// </summary>
internal static class ActivityReading
{
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private const string UserName = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";

    // A personal account is written with this in front, a guest with that in the midst of the name.
    private const string Personal = "live.com#";
    private const string External = "#EXT#";
    private static readonly SourceFile Cell = new(null, "event");

    /// <summary>An event of the REST service; null for what is none.</summary>
    public static ActivityEvent? OfService(Value data, string source = "ActivityLog") => Of(
        data["eventTimestamp"], data["eventDataId"], data["operationName"]["value"], data["correlationId"], data["resourceId"], data["status"]["value"], data["subStatus"]["value"],
        data["caller"], data["httpRequest"]["clientIpAddress"], data["claims"], data["properties"], source);

    /// <summary>A row of the table AzureActivity; null for what is none.</summary>
    public static ActivityEvent? OfRow(Value row, string source) => Of(
        row["TimeGenerated"], row["EventDataId"], row["OperationNameValue"], row["CorrelationId"], row["ResourceId"], row["ActivityStatusValue"], row["ActivitySubstatusValue"],
        row["Caller"], row["CallerIpAddress"], Parsed(row["Claims"]), Parsed(row["Properties"]), source);

    private static ActivityEvent? Of(
        Value time, Value id, Value operation, Value correlation, Value resource, Value status, Value subStatus, Value caller, Value address, Value claims, Value properties, string source)
    {
        if (operation.AsText() is not { Length: > 0 } name) return null;
        if (!DateTimeOffset.TryParse(time.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)) return null;
        string who = caller.AsText() ?? string.Empty;
        return new ActivityEvent
        {
            At = at,
            EventId = id.AsText() is { Length: > 0 } known ? known : $"{correlation.AsText()}/{name}/{status.AsText()}/{at.UtcTicks.ToString(CultureInfo.InvariantCulture)}",
            Operation = ActivityOperation.Of(name).Name,
            CorrelationId = correlation.AsText() ?? string.Empty,
            ResourceId = resource.AsText() ?? string.Empty,
            Status = StatusOf(status.AsText()),
            SubStatus = subStatus.AsText() ?? string.Empty,
            Caller = who,
            IpAddress = address.AsText() is { Length: > 0 } ip ? ip : claims["ipaddr"].AsText(),
            Who = CallerOf(who, claims),
            Properties = properties,
            Source = source,
        };
    }

    // The service says Succeeded, a workspace Success; the one Started, the other Start.
    private static ActivityStatus StatusOf(string? status) => status switch
    {
        { } text when text.StartsWith("Succe", StringComparison.OrdinalIgnoreCase) || text.Equals("Resolved", StringComparison.OrdinalIgnoreCase) => ActivityStatus.Succeeded,
        { } text when text.StartsWith("Fail", StringComparison.OrdinalIgnoreCase) => ActivityStatus.Failed,
        { } text when text.StartsWith("Accept", StringComparison.OrdinalIgnoreCase) => ActivityStatus.Accepted,
        _ => ActivityStatus.Started,
    };

    private static ActivityCaller CallerOf(string caller, Value claims)
    {
        string user = claims[UserName].AsText() ?? caller;
        string? id = claims[ObjectId].AsText() ?? claims["oid"].AsText() ?? (Guid.TryParse(caller, out _) ? caller : null);
        AciCallerKind kind = caller switch
        {
            "" => AciCallerKind.Unknown,
            _ when Guid.TryParse(caller, out _) => AciCallerKind.Application,
            _ when user.Contains(External, StringComparison.OrdinalIgnoreCase) || caller.Contains(External, StringComparison.OrdinalIgnoreCase) || user.StartsWith(Personal, StringComparison.OrdinalIgnoreCase)
                || caller.StartsWith(Personal, StringComparison.OrdinalIgnoreCase) => AciCallerKind.Guest,
            _ when caller.Contains('@', StringComparison.Ordinal) => AciCallerKind.User,
            _ => AciCallerKind.Azure,
        };
        return new ActivityCaller(kind, id, claims["name"].AsText() is { Length: > 0 } name ? name : null, claims["appid"].AsText() is { Length: > 0 } app ? app : null);
    }

    /// <summary>A text that holds JSON, as the value that it stands for; missing where it does not.</summary>
    public static Value Parsed(Value value)
    {
        if (value is not StringValue { Text: var text } || text.TrimStart() is not ['{' or '[', ..]) return value;
        try
        {
            return JsonDocumentReader.Read(Cell, text).Root;
        }
        catch (DocumentException)
        {
            // It only looked like JSON: nothing is read of it.
            return MissingValue.Instance;
        }
    }
}
