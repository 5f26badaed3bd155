using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Neighbours.Threats;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Threats;

/// <summary>Makes the object that people see of an alert. What Defender saw can hold secrets, such as command lines and addresses with keys in them: those are withheld.</summary>
internal static class SecurityAlertRow
{
    private const int MostEvidence = 50;

    /// <summary>The object.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="match">The groups that it concerns.</param>
    /// <param name="suppressedBy">Suppression rules that cover it.</param>
    public static AciSecurityAlert Of(SecurityAlert alert, AlertMatch match, IEnumerable<string> suppressedBy)
    {
        Value properties = alert.Properties;
        return new AciSecurityAlert
        {
            Name = alert.Name,
            DisplayName = Clean(alert.DisplayName),
            AlertType = alert.AlertType,
            Severity = alert.Severity,
            Status = alert.Status,
            Relation = match.Relation,
            MatchedBy = match.MatchedBy,
            ContainerGroupName = match.Groups.Count == 1 ? match.Groups[0].DisplayName : null,
            ContainerGroupCount = match.Groups.Count,
            RelatedResourceId = [.. match.Groups.Select(static group => group.ResourceId).OfType<string>()],
            Intent = [.. (properties["intent"].AsText() ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Technique = Texts(properties["techniques"]),
            SubTechnique = Texts(properties["subTechniques"]),
            Entity = [.. alert.Entities.Select(static entity => new AciAlertEntity { Type = entity.Type, Value = Clean(entity.Value), ObjectId = entity.ObjectId, IsKnown = entity.IsKnown })],
            Evidence = [.. EvidenceOf(properties).Take(MostEvidence)],
            Description = Clean(properties["description"].AsText() ?? string.Empty),
            RemediationStep = [.. Texts(properties["remediationSteps"]).Select(Clean)],
            CompromisedEntity = properties["compromisedEntity"].AsText() is { Length: > 0 } compromised ? Clean(compromised) : null,
            SuppressedBy = [.. suppressedBy],
            IsIncident = properties["isIncident"].AsBoolean() == true,
            Product = properties["productName"].AsText(),
            StartTime = alert.Time("startTimeUtc"),
            EndTime = alert.Time("endTimeUtc"),
            RaisedAt = alert.RaisedAt,
            PortalLink = properties["alertUri"].AsText() is { Length: > 0 } link ? link : null,
            SubscriptionId = ResourceIds.SegmentAfter(alert.Id, "subscriptions") ?? string.Empty,
            ResourceGroupName = ResourceIds.SegmentAfter(alert.Id, "resourceGroups"),
            ResourceId = alert.Id,
        };
    }

    private static IEnumerable<AciEvidence> EvidenceOf(Value properties)
    {
        foreach (AciEvidence fact in FactsOf("extendedProperties", properties["extendedProperties"])) yield return fact;
        foreach (AciEvidence fact in FactsOf("supportingEvidence", properties["supportingEvidence"])) yield return fact;
    }

    private static IEnumerable<AciEvidence> FactsOf(string place, Value value)
    {
        if (value is LiteralValue)
        {
            if (value.AsText() is { Length: > 0 } text) yield return new AciEvidence { Path = place, Value = Shown(place[(place.LastIndexOf('.') + 1)..], text) };
            yield break;
        }

        foreach (Property property in (value as ObjectValue)?.Properties ?? [])
        {
            foreach (AciEvidence fact in FactsOf($"{place}.{property.Name}", property.Value)) yield return fact;
        }

        for (int i = 0; i < value.Items.Count; i++)
        {
            foreach (AciEvidence fact in FactsOf(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place}[{i}]"), value.Items[i])) yield return fact;
        }
    }

    private static string Shown(string name, string text) =>
        SecretNames.Classify(name).Strength == SecretNameStrength.Secret ? $"({SecretNames.Classify(name).Kind})" : Clean(text);

    private static string Clean(string text) => SecretScrubber.Clean(text);

    private static string[] Texts(Value list) => [.. list.Items.Select(static item => item.AsText()).OfType<string>()];
}
