using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>
/// The workspace keeps logs for a shorter time than the settings file asks for. Property: retentionInDays (learn.microsoft.com, rest/api/loganalytics/workspaces/get); a
/// plan of old writes -1 for no end. A table can have a retention of its own, which is not read.
/// </summary>
internal sealed class ShortRetentionRule() : NeighbourRule("ACI-LOG-005")
{
    private const int NoEnd = -1;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("retentionInDays");
        Value days = subject.Properties["retentionInDays"];
        int least = judgement.Settings.MinimumRetentionDays;
        string expected = string.Create(CultureInfo.InvariantCulture, $"{least} days or more");
        if (days.IsMissing) judgement.Unknown(place, days, $"How long {NeighbourWords.NameOf(subject)} keeps logs is not said: its pricing plan decides.", expected);
        else if (days.AsWhole() is not { } kept) Flags.Open(judgement, place, days, expected);
        else if (kept != NoEnd && kept < least) judgement.Fail(place, days, string.Create(CultureInfo.InvariantCulture, $"{NeighbourWords.NameOf(subject)} keeps logs for {kept} days only."), expected);
        else judgement.Pass(place, $"{NeighbourWords.NameOf(subject)} keeps logs long enough.");
    }
}

/// <summary>
/// The workspace takes logs or answers queries from public networks, or takes its keys. Properties: publicNetworkAccessForIngestion, publicNetworkAccessForQuery and
/// features.disableLocalAuth, open where they are not set (learn.microsoft.com, azure/templates/microsoft.operationalinsights/workspaces).
/// </summary>
internal sealed class OpenWorkspaceRule() : NeighbourRule("ACI-LOG-009")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        string name = NeighbourWords.NameOf(subject);
        FailIfPublic(judgement, subject.Properties, "publicNetworkAccessForIngestion", $"{name} takes logs from public networks.");
        FailIfPublic(judgement, subject.Properties, "publicNetworkAccessForQuery", $"{name} answers queries from public networks.");
        Flags.FailIf(
            judgement, Place.Root.Of("features").Of("disableLocalAuth"), subject.Properties["features"]["disableLocalAuth"], bad: false, whenMissing: false,
            $"{name} takes its keys: whoever has one can write logs into it.", "true");
        judgement.PassUnlessObjected(Place.Root, $"{name} is closed to public networks and takes no keys.");
    }

    private static void FailIfPublic(Judgement judgement, Value properties, string name, string message)
    {
        Value access = properties[name];
        Place place = Place.Root.Of(name);
        if (access.Is("Disabled") || access.Is("SecuredByPerimeter")) return;
        if (access is LiteralValue or MissingValue) judgement.Fail(place, access, message, "Disabled, with a private link scope for those who read and write");
        else Flags.Open(judgement, place, access, "Disabled");
    }
}
