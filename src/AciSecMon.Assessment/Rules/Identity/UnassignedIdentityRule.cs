using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>A registry, key or secret reference names an identity that is not assigned to the group, or identities are announced and none is listed.</summary>
internal sealed class UnassignedIdentityRule() : GroupRule("ACI-IDN-008")
{
    private const string Expected = "An identity of identity.userAssignedIdentities";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = group.Identity.Place.Of("userAssignedIdentities");
        if (group.Kind == AciSubjectType.ContainerGroupProfile)
        {
            judgement.NotApplicable(list, "A profile has no identity; the group or NGroup that uses it has.");
            return;
        }

        AssignedIdentity assigned = AssignedIdentity.Of(group);
        ModelList<Value> identities = assigned.HasUser == false ? ModelList<Value>.Empty : group.Identity.UserAssigned;
        if (assigned.HasUser == true && identities.Items.Count == 0) JudgeEmpty(list, identities, judgement);
        foreach (Reference reference in ReferencesOf(group)) JudgeReference(reference, identities, judgement);
        foreach ((Value? open, string name) in OpenListsOf(group))
        {
            if (open is not null) judgement.Undecided(Place.Root.Of(name), open, $"Whether every identity that is used is assigned could not be decided: {ValueText.WhyOpen(open)}.", $"Write a list as {name}.");
        }

        judgement.PassUnlessObjected(list, "Every identity that is used is assigned to the group.");
    }

    private static void JudgeEmpty(Place list, ModelList<Value> identities, Judgement judgement)
    {
        if (identities.Rest is { } rest) judgement.Undecided(list, rest, $"Whether user-assigned identities are listed could not be decided: {ValueText.WhyOpen(rest)}.", "Write the identities as identity.userAssignedIdentities.");
        else judgement.Fail(list, MissingValue.Instance, "The identity type says UserAssigned, but no user-assigned identity is listed.", "At least one identity");
    }

    private static void JudgeReference(Reference reference, ModelList<Value> identities, Judgement judgement)
    {
        Value? open = reference.Id is LiteralValue ? null : reference.Id;
        foreach (Value identity in identities.Items)
        {
            bool? isSame = ResourceIdMatch.Compare(reference.Id, identity);
            if (isSame == true) return;
            if (isSame is null) open ??= identity.IsUnresolved ? identity : reference.Id;
        }

        open ??= identities.Rest;
        if (open is null)
        {
            judgement.Fail(reference.Place, reference.Id, $"The identity of {reference.What} is not assigned to the group.", Expected);
            return;
        }

        string why = open is LiteralValue ? "only one of the ids names its scope" : ValueText.WhyOpen(open);
        judgement.Undecided(
            reference.Place, open, $"Whether the identity of {reference.What} is assigned to the group could not be decided: {why}.",
            "Write the same resource id in both places, or give the deployment's scope with -Scope.");
    }

    private static IEnumerable<Reference> ReferencesOf(ContainerGroup group)
    {
        foreach (RegistryCredential credential in group.RegistryCredentials.Items)
        {
            if (!credential.Identity.IsMissingOrEmpty()) yield return new(credential.Place.Of("identity"), credential.Identity, $"the registry credential for {ValueText.Of(credential.Server)}");
        }

        Value key = group.Properties["encryptionProperties"]["identity"];
        if (!key.IsMissingOrEmpty()) yield return new(Place.Root.Of("encryptionProperties").Of("identity"), key, "the customer-managed key");
        foreach (SecretReference secret in group.SecretReferences.Items)
        {
            if (!secret.Identity.IsMissingOrEmpty()) yield return new(secret.Place.Of("identity"), secret.Identity, $"the secret reference '{ValueText.Of(secret.Name)}'");
        }
    }

    private static IEnumerable<(Value? Open, string Name)> OpenListsOf(ContainerGroup group) =>
        [(group.RegistryCredentials.Rest, "imageRegistryCredentials"), (group.SecretReferences.Rest, "secretReferences")];

    /// <param name="Place">Where the identity is named.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="What">What uses it.</param>
    private sealed record Reference(Place Place, Value Id, string What);
}
