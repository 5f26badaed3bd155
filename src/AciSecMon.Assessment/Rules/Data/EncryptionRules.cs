using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Data;

/// <summary>A rule on <c>encryptionProperties</c>, which name the customer's key. An NGroup has none: its profiles have.</summary>
internal abstract class EncryptionRule(string id) : GroupRule(id)
{
    protected static readonly string[] Parts = ["vaultBaseUrl", "keyName", "keyVersion"];

    protected static Place At { get; } = Place.Root.Of("encryptionProperties");

    public sealed override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value encryption = Lists.ObjectOrUnknown(group.Properties["encryptionProperties"], "encryptionProperties");
        if (group.Kind == AciSubjectType.NGroup) judgement.NotApplicable(At, "The profiles of an NGroup say how it is encrypted.");
        else if (encryption is ObjectValue or MissingValue) JudgeEncryption(encryption, judgement);
        else ReportOpen(At, encryption, judgement);
    }

    protected abstract void JudgeEncryption(Value encryption, Judgement judgement);

    protected static void ReportOpen(Place place, Value open, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether the group is encrypted with a key of the customer could not be decided: {ValueText.WhyOpen(open)}.", "Write vaultBaseUrl, keyName and keyVersion.");

    /// <summary>How many of the parts are set, and the first of which that is not known.</summary>
    protected static int CountSet(Value encryption, out Value? open)
    {
        int count = 0;
        open = null;
        foreach (string part in Parts)
        {
            Value value = encryption[part];
            bool? isSet = value.IsSet();
            if (isSet is null) open ??= value;
            else if (isSet == true) count++;
        }

        return count;
    }
}

/// <summary>The group's data is encrypted with a key of the platform, not of the customer.</summary>
internal sealed class CustomerKeyRule() : EncryptionRule("ACI-DAT-001")
{
    protected override void JudgeEncryption(Value encryption, Judgement judgement)
    {
        bool? vault = encryption["vaultBaseUrl"].IsSet();
        bool? key = encryption["keyName"].IsSet();
        bool isRegulated = string.Equals(judgement.Settings.Profile, Profiles.Regulated, StringComparison.OrdinalIgnoreCase);
        if (vault == false || key == false)
        {
            // As the policy of Azure counts it: without vault or without name there is no key (azure-facts, D.1).
            string why = vault == false && key == false ? "The group's data at rest is encrypted with a key of the platform, not with one of your own."
                : $"The group names no key of your own in full: {(vault == false ? "vaultBaseUrl" : "keyName")} is missing.";
            judgement.Fail(At, encryption, why, "encryptionProperties that name a key of your own", isRegulated ? AciSeverity.High : null);
        }
        else if (vault is null || key is null)
        {
            ReportOpen(At, vault is null ? encryption["vaultBaseUrl"] : encryption["keyName"], judgement);
        }
        else
        {
            judgement.Pass(At, "The group names a key of the customer.");
        }
    }
}

/// <summary>A key of the customer is named in part: the service wants vault, name and version.</summary>
internal sealed class IncompleteKeyRule() : EncryptionRule("ACI-DAT-002")
{
    protected override void JudgeEncryption(Value encryption, Judgement judgement)
    {
        int set = CountSet(encryption, out Value? open);
        bool isAnyMissing = Array.Exists(Parts, part => encryption[part].IsSet() == false);
        if (set > 0 && isAnyMissing)
        {
            string missing = string.Join(" and ", Parts.Where(part => encryption[part].IsSet() == false));
            judgement.Fail(At, encryption, $"The customer's key is named in part: {missing} is missing.", "vaultBaseUrl, keyName and keyVersion");
        }
        else if (open is not null)
        {
            ReportOpen(At, open, judgement);
        }
        else if (set == 0)
        {
            judgement.NotApplicable(At, "The group names no key of the customer.");
        }
        else
        {
            judgement.Pass(At, "The customer's key is named in full.");
        }
    }
}

/// <summary>The customer's key is used through the service principal that all groups of the tenant share (Microsoft Learn, container-instances-encrypt-data).</summary>
internal sealed class KeyIdentityRule() : EncryptionRule("ACI-DAT-003")
{
    protected override void JudgeEncryption(Value encryption, Judgement judgement)
    {
        int set = CountSet(encryption, out Value? open);
        Value identity = encryption["identity"];
        bool? hasIdentity = identity.IsSet();
        Place place = At.Of("identity");
        if (set == 0 && open is null) judgement.NotApplicable(At, "The group names no key of the customer.");
        else if (hasIdentity == true) judgement.Pass(place, "The key is used through an identity of its own.");
        else if (hasIdentity is null) ReportOpen(place, identity, judgement);
        else if (set == 0) ReportOpen(At, open!, judgement);
        else judgement.Fail(place, identity, "The customer's key is used through the service principal that all container groups of the tenant share.", "The resource id of a user-assigned identity");
    }
}
