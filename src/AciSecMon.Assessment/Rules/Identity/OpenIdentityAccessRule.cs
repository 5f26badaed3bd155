using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>Every container may use every identity of the group, because the default access is All or not set.</summary>
internal sealed class OpenIdentityAccessRule() : GroupRule("ACI-IDN-006")
{
    private const string Expected = "System or User, with an entry for each identity that needs more";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = IdentityAccess.Place;
        AssignedIdentity identity = AssignedIdentity.Of(group);
        Value access = IdentityAccess.DefaultOf(group);
        if (group.Kind != AciSubjectType.ContainerGroup) judgement.NotApplicable(place, "Only a container group has access rules for its identities.");
        else if (identity.HasAny == false) judgement.NotApplicable(place, "The group has no managed identity.");
        else if (IdentityApiVersion.IsTooOld(group) && group.Properties["identityAcls"].IsMissing) JudgeOldVersion(place, group, judgement);
        else if (access.Is("System") || access.Is("User")) judgement.Pass(place, "The group's identities are not open to all by default.");
        else if (!access.IsMissingOrEmpty() && !access.Is("All")) ReportOpen(place, access, "Write All, System or User as identityAcls.defaultAccess.", judgement);
        else if (identity.HasAny is null) ReportOpen(place, identity.Deciding, AssignedIdentity.Expected, judgement);
        else if (access.IsMissingOrEmpty()) judgement.Fail(place, access, "The group's identities are open to all of its containers: no default access is set.", Expected);
        else judgement.Fail(place, access, "The group's identities are open to all of its containers by default.", Expected);
    }

    // What is written for such a version cannot have access rules; what was read with it can, and does not show them.
    private static void JudgeOldVersion(Place place, ContainerGroup group, Judgement judgement)
    {
        string version = ValueText.Of(group.ApiVersion);
        if (group.IsAuthored) judgement.NotApplicable(place, $"API version {version} knows no access rules for identities; 2025-09-01 does.");
        else judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"identityAcls in API version {version}", group.Location), $"Whether the group's identities are open to all of its containers could not be decided: API version {version} does not show their access rules.");
    }

    private static void ReportOpen(Place place, Value value, string expected, Judgement judgement) => judgement.Undecided(
        place, value, $"Whether the group's identities are open to all of its containers could not be decided: {ValueText.WhyOpen(value)}.", expected);
}
