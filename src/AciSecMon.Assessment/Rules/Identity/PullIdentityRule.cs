using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>The identity that pulls images can be used by the code in the containers too.</summary>
internal sealed class PullIdentityRule() : GroupRule("ACI-IDN-007")
{
    private const string Expected = "identityAcls that give this identity System access";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("imageRegistryCredentials");
        if (group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(list, "Only a container group has access rules for its identities.");
            return;
        }

        bool hasPullIdentity = false;
        foreach (RegistryCredential credential in group.RegistryCredentials.Items)
        {
            if (credential.Identity.IsMissingOrEmpty()) continue;
            hasPullIdentity = true;
            JudgeCredential(credential, group, judgement);
        }

        if (group.RegistryCredentials.Rest is { } rest) ReportOpen(list, rest, judgement);
        else if (!hasPullIdentity) judgement.NotApplicable(list, "No registry is reached with a managed identity.");
        else judgement.PassUnlessObjected(list, "Code in the containers cannot use the identity that pulls images.");
    }

    private static void JudgeCredential(RegistryCredential credential, ContainerGroup group, Judgement judgement)
    {
        Place place = credential.Place.Of("identity");
        (bool? isOpen, Value deciding) = IdentityAccess.OpenToCode(group, credential.Identity);
        if (isOpen == true) judgement.Fail(place, credential.Identity, $"The identity that pulls images from {ValueText.Of(credential.Server)} can be used by the code in the containers too.", Expected);
        else if (isOpen is null) ReportOpen(place, deciding, judgement);
    }

    private static void ReportOpen(Place place, Value value, Judgement judgement) => judgement.Undecided(
        place, value, $"Whether code in the containers can use the identity that pulls images could not be decided: {ValueText.WhyOpen(value)}.", "Write All, System or User as access.");
}
