using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>
/// A name refers to no secret reference of the group, or a secret reference lacks what it needs to be read. Whether its identity is assigned to the group is
/// ACI-IDN-008, for every kind of reference.
/// </summary>
internal sealed class BrokenReferenceRule() : GroupRule("ACI-SEC-014")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("secretReferences");
        if (group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(list, "Only a container group has references to Key Vault; those of a profile are looked up in the group that uses it.");
            return;
        }

        bool any = group.SecretReferences.Items.Count > 0;
        foreach (SecretReferenceUse use in SecretReferenceUse.Of(group))
        {
            if (use.Name.IsMissingOrEmpty()) continue;
            any = true;
            JudgeUse(use, group, judgement);
        }

        foreach (SecretReference reference in group.SecretReferences.Items) JudgeReference(reference, group, judgement);
        ReportOpen(group, judgement);
        if (any) judgement.PassUnlessObjected(list, "Every reference to a secret leads to one.");
        else if (!judgement.HasObjection) judgement.NotApplicable(list, "The group uses no references to secrets.");
    }

    private static void JudgeUse(SecretReferenceUse use, ContainerGroup group, Judgement judgement)
    {
        if (use.Name.AsText() is not { } name)
        {
            if (!IsSameExpressionDefined(use.Name, group))
            {
                judgement.Unknown(use.Place, use.Name, $"Whether {use.What} refers to a secret reference of the group could not be decided: {ValueText.WhyOpen(use.Name)}.");
            }

            return;
        }

        Value? open = group.SecretReferences.Rest;
        foreach (SecretReference reference in group.SecretReferences.Items)
        {
            if (reference.Name.Is(name)) return;
            if (reference.Name.IsUnresolved) open ??= reference.Name;
        }

        if (open is not null) judgement.Unknown(use.Place, open, $"Whether {use.What} refers to a secret reference of the group could not be decided: {ValueText.WhyOpen(open)}.");
        else judgement.Fail(use.Place, use.Name, $"In place of a value, {use.What} names a secret reference that the group does not have.", "A name of secretReferences");
    }

    private static bool IsSameExpressionDefined(Value name, ContainerGroup group) => name is UnresolvedValue use && !use.Expression.Contains("...", StringComparison.Ordinal)
        && group.SecretReferences.Items.Any(r => r.Name is UnresolvedValue defined && defined.Expression == use.Expression);

    private static void JudgeReference(SecretReference reference, ContainerGroup group, Judgement judgement)
    {
        string what = $"The secret reference '{DisplayName.Of(reference.Key)}'";
        if (reference.Uri.IsMissingOrEmpty())
        {
            judgement.Fail(reference.Place.Of("secretReferenceUri"), reference.Uri, $"{what} names no secret of a Key Vault.", "The address of a secret");
        }
        else if (reference.Uri.AsText() is { } address && !IsSecretAddress(address))
        {
            judgement.Fail(reference.Place.Of("secretReferenceUri"), reference.Uri, $"{what} leads to an address that is no secret of a Key Vault.", "https://<vault>.vault.azure.net/secrets/<name>");
        }

        if (group.IsAuthored && reference.Identity.IsMissingOrEmpty())
        {
            judgement.Fail(reference.Place.Of("identity"), reference.Identity, $"{what} names no identity to read the Key Vault with.", "A user-assigned identity of the group");
        }
    }

    /// <summary>True for <c>https://host/secrets/name</c>, with or without a version; hosts differ between clouds.</summary>
    private static bool IsSecretAddress(string address) =>
        Documents.Secrets.Placeholders.IsSlot(address)
        || (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps
            && uri.AbsolutePath.StartsWith("/secrets/", StringComparison.OrdinalIgnoreCase) && uri.AbsolutePath.Length > "/secrets/".Length);

    private static void ReportOpen(ContainerGroup group, Judgement judgement)
    {
        (Value? Open, Place Place)[] lists =
        [
            (group.Containers.Rest, Place.Root.Of("containers")), (group.RegistryCredentials.Rest, Place.Root.Of("imageRegistryCredentials")),
            (group.Volumes.Rest, Place.Root.Of("volumes")),
        ];
        foreach ((Value? open, Place place) in lists)
        {
            if (open is not null) judgement.Unknown(place, open, $"Not everything that may refer to a secret is known: {ValueText.WhyOpen(open)}.");
        }
    }
}
