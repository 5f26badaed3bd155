using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>
/// Logs of the group go nowhere, since what they are sent to is gone, or to a subscription that the settings file does not allow. A workspace may lie in any subscription of
/// the tenant, and by Azure Lighthouse beyond it (Microsoft Learn, Azure Monitor, Diagnostic settings, destinations).
/// </summary>
internal sealed class LostDestinationRule() : NeighbourRule("ACI-LOG-004")
{
    private const string Expected = "A workspace, storage account or event hub that exists, in the group's subscription or one of logSubscriptions";

    private static readonly Place At = Place.Root.Of("diagnosticSettings");

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        GroupNode group = subject.Groups[0];
        GroupLink[] links = [.. group.Links.Where(static l => l.Reference.Facet == Facet.LogDestinations)];
        foreach (GroupLink link in links) Judge(link, group, estate, judgement);
        if (!group.AreSettingsKnown) judgement.Unknown(At, new UnresolvedCause(CauseKind.NotCarried, "the diagnostic settings of the group"), "Where the diagnostic settings of the group send to could not be read.");
        else if (links.Length == 0) judgement.NotApplicable(At, "The group sends its logs nowhere, which ACI-LOG-001 says.");
        else judgement.PassUnlessObjected(At, "What the group sends its logs to is there.");
    }

    private static void Judge(GroupLink link, GroupNode group, NeighbourEstate estate, Judgement judgement)
    {
        NeighbourReference reference = link.Reference;
        Place place = link.Detail is { } setting ? Place.Root.Of("diagnosticSettings", setting) : reference.Id is null ? Place.Root.Of("diagnostics").Of("logAnalytics") : At;
        string what = $"{LogDestination.WordOf(reference)} '{DisplayName.Of(reference.Name)}'";
        ObjectValue? found = estate.Find(reference);
        string? id = reference.Id ?? found?["id"].AsText();
        UnreadPart? unread = found is null ? estate.UnreadFor(Facet.LogDestinations, id) : null;
        if (IsForeign(id, group, judgement))
        {
            judgement.Fail(
                place, MissingValue.Instance, $"The group sends its logs to the {what} of subscription {ResourceIds.SegmentAfter(id, "subscriptions")}, which is neither its own nor one that logs may go to.", Expected);
        }
        else if (unread is { Reason: UnreadReason.Gone } && string.Equals(unread.Target, reference.Id, StringComparison.OrdinalIgnoreCase))
        {
            judgement.Fail(place, MissingValue.Instance, $"The group sends its logs to the {what}, which is not there: they are lost.", Expected);
        }
        else if (found is null)
        {
            // The index of resources leaves out what the account may not read: that something is not in it proves nothing.
            string why = unread is null or { Reason: UnreadReason.Gone } ? "it is not among what this connection can read" : NeighbourWords.WhyUnread(unread);
            judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"the {what}"), $"Whether the {what}, which the group sends its logs to, is there is not known: {why}.");
        }
    }

    private static bool IsForeign(string? id, GroupNode group, Judgement judgement) =>
        judgement.Settings.LogSubscriptions.Count > 0 && ResourceIds.SegmentAfter(id, "subscriptions") is { } subscription
        && !string.Equals(subscription, group.SubscriptionId, StringComparison.OrdinalIgnoreCase) && !judgement.Settings.LogSubscriptions.Contains(subscription, StringComparer.OrdinalIgnoreCase);
}
