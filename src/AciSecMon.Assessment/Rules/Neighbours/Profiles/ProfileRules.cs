using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Profiles;

/// <summary>The group was made from an older revision of its profile than there is now.</summary>
internal sealed class RevisionDriftRule() : NeighbourRule("ACI-GOV-009")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("containerGroupProfile").Of("revision");
        GroupLink link = subject.Groups[0].Links.FirstOrDefault(static l => l.Reference.Facet == Facet.Profiles);
        if (link.Reference is null)
        {
            judgement.NotApplicable(place, "The group is not made from a profile.");
            return;
        }

        Value latest = estate.Find(link.Reference)?["properties"]["revision"] ?? MissingValue.Instance;
        bool isUsed = long.TryParse(link.Detail, NumberStyles.None, CultureInfo.InvariantCulture, out long used);
        if (latest.AsWhole() is not { } newest || !isUsed)
        {
            if (estate.IsLive) judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"the revisions of profile {link.Reference.Name}"), $"Whether the group is made from the newest revision of {link.Reference.Name} is not known.");
        }
        else if (used < newest)
        {
            judgement.Fail(place, latest, string.Create(CultureInfo.InvariantCulture, $"The group is made from revision {used} of profile {link.Reference.Name}, which is at revision {newest}."), "The newest revision");
        }
        else
        {
            judgement.Pass(place, "The group is made from the newest revision of its profile.");
        }
    }
}

/// <summary>Groups are made from a profile that breaks rules itself, so that every group to come breaks them too.</summary>
internal sealed class WeakProfileRule() : NeighbourRule("ACI-GOV-010")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        JudgedResult[] said = [.. estate.JudgeProfile?.Invoke(subject.Resource!) ?? []];
        JudgedResult[] broken = [.. said.Where(static r => r.Result.Status == AciFindingStatus.Fail)];
        JudgedResult[] open = [.. said.Where(static r => r.Result is { Status: AciFindingStatus.Unknown or AciFindingStatus.Error, AwaitedRegistry: null })];
        if (broken.Length > 0)
        {
            judgement.Fail(
                Place.Root, MissingValue.Instance, $"{NeighbourWords.NameOf(subject)}, which groups are made from, breaks {IdsOf(broken)}.", "A profile that keeps the rules",
                broken.Max(static r => r.Severity));
        }
        else if (open.Length > 0)
        {
            judgement.Unknown(
                Place.Root, new UnresolvedCause(CauseKind.NotCarried, $"values of profile {subject.Name} that {IdsOf(open)} need"),
                $"{NeighbourWords.NameOf(subject)}, which groups are made from, could not be judged by {IdsOf(open)}.");
        }
        else
        {
            judgement.Pass(Place.Root, $"{NeighbourWords.NameOf(subject)} breaks no rule of the settings' profile that needs nothing but it.");
        }
    }

    private static string IdsOf(JudgedResult[] results) => string.Join(", ", results.Select(static r => r.Entry.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
