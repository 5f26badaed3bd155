using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Alerting;

/// <summary>
/// The activity log of the subscription, which alone tells who ran commands in containers and who changed them, is kept for ninety days and nowhere else (azure-facts, F).
/// </summary>
internal sealed class ActivityExportRule() : NeighbourRule("ACI-LOG-010")
{
    private const string Administrative = "Administrative";

    private static readonly string[] Destinations = ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId"];

    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        Place place = Place.Root.Of("diagnosticSettings");
        ObjectValue[] settings = [.. estate.Monitoring.ExportsOf(id)];
        ObjectValue? good = Array.Find(settings, Exports);
        if (good is not null) judgement.Pass(place, $"The activity log of {NeighbourWords.NameOf(subject)} is exported by {good["name"].AsText()}.");
        else judgement.Fail(
            place, MissingValue.Instance,
            settings.Length == 0 ? $"{NeighbourWords.NameOf(subject)} does not export its activity log: after ninety days nobody can tell who did what."
                : $"{NeighbourWords.NameOf(subject)} exports its activity log without the category {Administrative}, which holds who changed container groups and ran commands in them.",
            $"A diagnostic setting of the subscription with the category {Administrative}");
    }

    /// <summary>True where a diagnostic setting of a subscription sends the operations on its resources somewhere.</summary>
    public static bool Exports(ObjectValue setting) => HasDestination(setting["properties"]) && HasOperations(setting["properties"]["logs"]);

    private static bool HasDestination(Value properties) => Array.Exists(Destinations, name => properties[name].AsText() is { Length: > 0 });

    private static bool HasOperations(Value logs) => logs.Items.Any(static log =>
        log["enabled"].AsBoolean() == true && (log["category"].Is(Administrative) || log["categoryGroup"].Is("allLogs")));
}

/// <summary>
/// Nobody is written to when Defender raises an alert. Source: learn.microsoft.com, azure/templates/microsoft.security/2023-12-01-preview/securitycontacts: emails,
/// notificationsByRole.state, isEnabled, and a notification source of type Alert.
/// </summary>
internal sealed class SecurityContactRule() : NeighbourRule("ACI-ALR-007")
{
    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        Place place = Place.Root.Of("securityContacts");
        ObjectValue[] contacts = [.. estate.Monitoring.ContactsOf(id)];
        if (Array.Exists(contacts, static contact => Hears(contact["properties"]))) judgement.Pass(place, $"Somebody is written to when Defender raises an alert in {NeighbourWords.NameOf(subject)}.");
        else judgement.Fail(
            place, MissingValue.Instance,
            contacts.Length == 0 ? $"{NeighbourWords.NameOf(subject)} has no contact whom Defender would write to." : $"The contact of {NeighbourWords.NameOf(subject)} is not written to when Defender raises an alert.",
            "A security contact with addresses or roles, and with notifications of alerts switched on");
    }

    private static bool Hears(Value contact)
    {
        bool hasPerson = contact["emails"].AsText() is { Length: > 0 } || contact["notificationsByRole"]["state"].Is("On");
        bool isOn = contact["isEnabled"].IsMissing || contact["isEnabled"].AsBoolean() == true;

        // Versions before 2023 have the switch in alertNotifications.
        bool isOfAlerts = contact["notificationsSources"].Items.Any(static source => source["sourceType"].Is("Alert")) || contact["alertNotifications"]["state"].Is("On");
        return hasPerson && isOn && isOfAlerts;
    }
}
