using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>A credential is for a registry that no image comes from, or its server is written so that it fits none.</summary>
internal sealed class LeftoverCredentialRule() : GroupRule("ACI-IMG-009")
{
    private const string Expected = "The host of a registry that an image of the group comes from";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("imageRegistryCredentials");
        var used = new HashSet<string>(StringComparer.Ordinal);
        Value? openImage = group.Containers.Rest;
        foreach (Container container in group.Containers.Items)
        {
            if (ImageRule.TryRead(container, out ImageReference? image, out _)) used.Add(image.Registry);
            else openImage ??= container.Image;
        }

        foreach (RegistryCredential credential in group.RegistryCredentials.Items) JudgeCredential(credential, used, openImage, judgement);
        if (group.RegistryCredentials.Rest is { } rest) ReportOpen(list, rest, "every registry credential", judgement);
        else if (group.RegistryCredentials.Items.Count == 0) judgement.NotApplicable(list, "The group has no registry credential.");
        else judgement.PassUnlessObjected(list, "Every registry credential is for a registry that an image comes from.");
    }

    private static void JudgeCredential(RegistryCredential credential, HashSet<string> used, Value? openImage, Judgement judgement)
    {
        Place place = credential.Place.Of("server");
        Value server = credential.Server;
        string name = ValueText.Of(server);
        if (server.AsText() is not { Length: > 0 } text) ReportOpen(place, server, "a registry credential", judgement);
        else if (!ImageReference.HasHostForm(CredentialLookup.RegistryOf(text))) judgement.Unknown(place, server, $"Whether the credential for {name} is for a registry that an image comes from could not be decided: its server is no host.", "Write a registry's host as server.");
        else if (text.Contains('/', StringComparison.Ordinal)) judgement.Fail(place, server, $"The credential for {name} names more than a registry's host.", Expected);
        else if (used.Contains(CredentialLookup.RegistryOf(text))) return;
        else if (openImage is not null) ReportOpen(place, openImage, $"the credential for {name}", judgement);
        else judgement.Fail(place, server, $"The credential for {name} is for a registry that no image of the group comes from.", Expected);
    }

    private static void ReportOpen(Place place, Value value, string what, Judgement judgement) => judgement.Undecided(
        place, value, $"Whether {what} is for a registry that an image comes from could not be decided: {ValueText.WhyOpen(value)}.", "Write a registry's host as server, and an image reference as image.");
}
