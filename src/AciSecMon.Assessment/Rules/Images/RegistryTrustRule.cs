using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>
/// The image comes from a registry that nobody has said to trust. Without an allow-list, Microsoft's registry and the Azure registries of the same source are trusted;
/// of another Azure registry it cannot be told whose it is, because anybody can own one.
/// </summary>
internal sealed class RegistryTrustRule() : ImageRule("ACI-IMG-001")
{
    private const string RegistryType = "Microsoft.ContainerRegistry/registries";

    protected override void JudgeImage(ImageSubject subject, Judgement judgement)
    {
        RegistryAllowList allowed = judgement.Settings.TrustedRegistries;
        if (!allowed.IsEmpty) JudgeByList(subject, allowed, judgement);
        else if (subject.Image.Registry == RegistryHosts.MicrosoftRegistry) Trust(subject, judgement);
        else if (RegistryHosts.IsAzureRegistry(subject.Image.Host)) JudgeAzureRegistry(subject, judgement);
        else Distrust(subject, "A registry that you trust, such as your own Azure registry", judgement);
    }

    private static void JudgeByList(ImageSubject subject, RegistryAllowList allowed, Judgement judgement)
    {
        if (allowed.Allows(subject.Image)) Trust(subject, judgement);
        else Distrust(subject, "A registry of the setting allowedRegistries", judgement);
    }

    private static void JudgeAzureRegistry(ImageSubject subject, Judgement judgement)
    {
        string? name = RegistryHosts.AzureRegistryName(subject.Image.Registry);
        Value? open = null;
        foreach (Neighbour neighbour in judgement.Estate.Neighbours)
        {
            if (!string.Equals(neighbour.Type, RegistryType, StringComparison.OrdinalIgnoreCase)) continue;
            if (neighbour.Name.AsText() is null) open ??= neighbour.Name;
            else if (name is not null && neighbour.Name.Is(name))
            {
                Trust(subject, judgement);
                return;
            }
        }

        string message = $"The image of {subject.ContainerName} comes from {subject.RegistryName}; whether that is a registry of yours could not be decided.";
        if (open is { IsUnresolved: true }) judgement.Unknown(subject.Place, open, message);
        else judgement.UnknownUnlessOwned(subject.Place, subject.Value, subject.Image.Host, message, $"Add {subject.RegistryName} to allowedRegistries in the settings file if you trust it.");
    }

    private static void Trust(ImageSubject subject, Judgement judgement) =>
        judgement.Pass(subject.Place, $"The image of {subject.ContainerName} comes from a trusted registry.");

    private static void Distrust(ImageSubject subject, string expected, Judgement judgement) => judgement.Fail(
        subject.Place, subject.Value, $"The image of {subject.ContainerName} comes from {subject.RegistryName}, which is not a trusted registry.", expected,
        judgement.Settings.IsStrict ? AciSeverity.High : null);
}
