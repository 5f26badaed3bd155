using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Secrets are given by value although the API version knows references to Key Vault. Reported once for a group.</summary>
internal sealed class KeyVaultPreferredRule() : GroupRule("ACI-SEC-013")
{
    /// <summary>First stable version with secretReferences (REST API specification of Microsoft.ContainerInstance).</summary>
    private const string FirstVersion = "2025-09-01";

    private const int Named = 3;

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = Place.Root.Of("secretReferences");
        if (WhyNot(group) is { } reason)
        {
            judgement.NotApplicable(place, reason);
            return;
        }

        IReadOnlyList<string> inline = InlineSecrets.Of(group);
        if (group.IsAuthored && group.ApiVersion.IsUnresolved)
        {
            judgement.Unknown(place, group.ApiVersion, $"Whether the API version knows references to Key Vault could not be decided: {ValueText.WhyOpen(group.ApiVersion)}.");
        }
        else if (inline.Count > 0)
        {
            string more = inline.Count > Named ? $" and {inline.Count - Named} more" : string.Empty;
            judgement.Fail(
                place, MissingValue.Instance, $"The group is given secrets by value where it could refer to Key Vault: {string.Join(", ", inline.Take(Named))}{more}.",
                "secretReferences, and references to them in place of values");
        }
        else
        {
            SecureSlots.Of(group).ReportOpen(judgement);
            judgement.PassUnlessObjected(place, "No secret is given by value where a reference could stand.");
        }
    }

    private static string? WhyNot(ContainerGroup group)
    {
        if (group.Kind != AciSubjectType.ContainerGroup) return "Only a container group has references to Key Vault.";

        // In what the service answers, a version says at most with which one it was asked; the service itself knows references.
        if (!group.IsAuthored || group.ApiVersion.IsUnresolved) return null;
        if (group.ApiVersion.AsText() is not { Length: >= 10 } version) return "The source names no API version.";
        return string.CompareOrdinal(version[..10], FirstVersion) < 0 ? $"API version {DisplayName.Of(version)} knows no references to Key Vault." : null;
    }
}
