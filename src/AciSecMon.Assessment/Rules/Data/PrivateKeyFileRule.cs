using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Network;

namespace AciSecMon.Assessment.Rules.Data;

/// <summary>A secret volume holds a private key, and the group can be reached from the internet: who breaks into the server has the key.</summary>
internal sealed class PrivateKeyFileRule() : GroupRule("ACI-DAT-010")
{
    private const string Expected = "TLS ended in a front end, or the key in secretReference";

    private static readonly Place List = Place.Root.Of("volumes");

    private static readonly string[] KeyEndings = [".pfx", ".p12", ".key", ".jks", ".ppk", ".keystore", "id_rsa", "id_ed25519", "id_ecdsa"];

    private static readonly string[] KeyWords = ["cert", "pfx", "sslkey", "tlskey", "privatekey", "private_key"];

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        if (!group.IsAuthored)
        {
            judgement.NotApplicable(List, "The service does not give back the files of a secret volume.");
            return;
        }

        Exposure exposure = Exposure.Of(group);
        if (exposure.IsPublic == false)
        {
            judgement.NotApplicable(List, "The group has no public IP address.");
            return;
        }

        foreach (Volume volume in group.Volumes.Items) JudgeVolume(volume, exposure, judgement);
        if (group.Volumes.Rest is { } rest) ReportOpen(List, rest, judgement);
        judgement.PassUnlessObjected(List, "No secret volume holds a private key.");
    }

    private static void JudgeVolume(Volume volume, Exposure exposure, Judgement judgement)
    {
        Value files = Lists.ObjectOrUnknown(volume.Secret, "secret");
        if (files.IsMissing) return;
        Place place = volume.Place.Of("secret");
        if (files is not ObjectValue known)
        {
            ReportOpen(place, files, judgement);
            return;
        }

        foreach (Property file in known.Properties)
        {
            if (MayBeKey(file) is { } open)
            {
                ReportOpen(place, open, judgement);
                continue;
            }

            if (!IsKey(file)) continue;
            string name = DisplayName.Of(file.Name);
            if (exposure.IsPublic == true) judgement.FailSecret(volume.Place.Of("secret", name), file.Value, SecretKinds.PrivateKey, $"The secret volume '{DisplayName.Of(volume.Key)}' holds the private key '{name}', and the group has a public IP address.", Expected);
            else ReportOpen(place, exposure.Deciding, judgement);
        }

        if (known.Rest is { } more) ReportOpen(place, more, judgement);
    }

    // A certificate and its key are both called pem; and who names a parameter after a key means one.
    private static Value? MayBeKey(Property file)
    {
        if (!file.Value.IsUnresolved || IsKey(file)) return null;
        if (file.Name.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)) return file.Value;
        string expression = file.Value.ToString() ?? string.Empty;
        return Array.Exists(KeyWords, word => expression.Contains(word, StringComparison.OrdinalIgnoreCase)) ? file.Value : null;
    }

    private static bool IsKey(Property file)
    {
        string name = file.Name;
        if (file.Value.IsMissing) return false;
        if (Array.Exists(KeyEndings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase))) return true;
        if (file.Value.AsText() is { } text && (PrivateKeys.IsPem(text) || PrivateKeys.IsEncodedPem(text) || PrivateKeys.IsEncodedBinary(text))) return true;
        bool isPem = name.EndsWith(".pem", StringComparison.OrdinalIgnoreCase);
        return isPem && (name.Contains("key", StringComparison.OrdinalIgnoreCase) || name.Contains("priv", StringComparison.OrdinalIgnoreCase));
    }

    private static void ReportOpen(Place place, Value open, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether a private key stands next to a public IP address could not be decided: {ValueText.WhyOpen(open)}.", Exposure.Expected);
}
