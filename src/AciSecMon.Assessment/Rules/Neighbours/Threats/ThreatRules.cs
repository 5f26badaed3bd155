using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours.Threats;

/// <summary>Defender recommends something on the group that is not kept. As severe as Defender says.</summary>
internal sealed class RecommendationRule() : NeighbourRule("ACI-DEF-006")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("assessments");
        if (!estate.IsLive || subject.ResourceId is not { } id) return;
        bool wasJudged = false;
        foreach (Recommendation found in estate.Threats.RecommendationsOn(id))
        {
            wasJudged |= found.Status is AciRecommendationStatus.Healthy or AciRecommendationStatus.Unhealthy;
            if (found.Status == AciRecommendationStatus.Unhealthy)
                judgement.Fail(place.Of("key", found.Key), MissingValue.Instance, $"Defender recommends: {DisplayName.Of(found.DisplayName)}.", "Healthy", found.Severity);
            else if (found.Status == AciRecommendationStatus.Unknown)
                judgement.Unknown(place.Of("key", found.Key), new UnresolvedCause(CauseKind.NotCarried, $"the status of the recommendation {found.Key}"), $"Whether the group keeps '{DisplayName.Of(found.DisplayName)}' is not known.");
        }

        if (wasJudged) judgement.PassUnlessObjected(place, "The group keeps what Defender recommends.");
        else judgement.NotApplicable(place, "Defender says nothing of the group; ACI-DEF-003 tells whether it could.");
    }
}

/// <summary>An alert of Defender that concerns groups is open. As severe as Defender says.</summary>
internal sealed class OpenAlertRule() : NeighbourRule("ACI-DEF-007")
{
    private static readonly string[] Telling = ["account", "ip", "service-principal"];

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("status");
        if (subject.Resource is not { } resource || SecurityAlert.Of(resource) is not { } alert) return;
        if (!alert.IsOpen)
        {
            judgement.Pass(place, $"The alert '{DisplayName.Of(alert.DisplayName)}' is {alert.Status}.");
            return;
        }

        string[] named = [.. alert.Entities.Where(entity => Telling.Contains(entity.Type, StringComparer.OrdinalIgnoreCase) && entity.Value.Length > 0).Select(static entity => DisplayName.Of(entity.Value)).Distinct(StringComparer.OrdinalIgnoreCase)];
        string who = named.Length == 0 ? string.Empty : $" It names {string.Join(", ", named)}.";
        string when = alert.RaisedAt is { } raised ? string.Create(CultureInfo.InvariantCulture, $" at {raised.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : string.Empty;
        judgement.Fail(place, alert.Properties["status"], $"Defender has raised '{DisplayName.Of(alert.DisplayName)}'{when}, and it is open ({alert.AlertType}).{who}", "Resolved or Dismissed", alert.Severity);
    }
}

/// <summary>A rule suppresses alerts that can concern container groups.</summary>
internal sealed class SuppressedAlertsRule() : NeighbourRule("ACI-DEF-008")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        Place place = Place.Root.Of("alertsSuppressionRules");
        foreach (SuppressionRule rule in estate.Threats.SuppressionsOf(id).Where(rule => rule.IsOn(estate.Now) && rule.HidesGroups))
        {
            string what = rule.AlertType == "*" ? "every alert" : $"alerts of the type {DisplayName.Of(rule.AlertType)}";
            string until = rule.Ends is { } ends ? string.Create(CultureInfo.InvariantCulture, $" until {ends.UtcDateTime:yyyy-MM-dd}") : " without an end";
            string narrowed = rule.IsNarrowed ? ", for some entities only" : string.Empty;
            judgement.Fail(
                place.Of("rule", rule.Name), MissingValue.Instance, $"The rule '{DisplayName.Of(rule.Name)}' of {NeighbourWords.NameOf(subject)} dismisses {what}{narrowed}{until}.", "No rule, or one for single entities that ends",
                rule.IsNarrowed ? AciSeverity.Low : null);
        }

        judgement.PassUnlessObjected(place, $"No rule of {NeighbourWords.NameOf(subject)} dismisses alerts that can concern container groups.");
    }
}
