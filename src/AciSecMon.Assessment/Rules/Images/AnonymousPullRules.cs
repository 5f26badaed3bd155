using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>The image is pulled from Docker Hub without a credential.</summary>
internal sealed class AnonymousDockerHubRule() : ImageRule("ACI-IMG-002")
{
    protected override void JudgeImage(ImageSubject subject, Judgement judgement)
    {
        if (subject.Image.IsDockerHub) AnonymousPull.Judge(subject, "Docker Hub", "A copy in a registry of your own, or a credential for Docker Hub", judgement);
        else judgement.NotApplicable(subject.Place, $"The image of {subject.ContainerName} does not come from Docker Hub.");
    }
}

/// <summary>The image is pulled from an Azure registry without a credential, which works only where the registry lets everybody pull.</summary>
internal sealed class AnonymousAzureRegistryRule() : ImageRule("ACI-IMG-008")
{
    protected override void JudgeImage(ImageSubject subject, Judgement judgement)
    {
        if (RegistryHosts.IsAzureRegistry(subject.Image.Host)) AnonymousPull.Judge(subject, subject.RegistryName, "A managed identity for the registry in imageRegistryCredentials", judgement);
        else judgement.NotApplicable(subject.Place, $"The image of {subject.ContainerName} does not come from an Azure registry.");
    }
}

/// <summary>Judges an image by whether the group has a credential for its registry.</summary>
internal static class AnonymousPull
{
    public static void Judge(ImageSubject subject, string registryName, string expected, Judgement judgement)
    {
        (bool? isFound, Value deciding) = CredentialLookup.Find(subject.Group, subject.Image.Registry);
        if (isFound == true) judgement.Pass(subject.Place, $"The group has a credential for the registry of {subject.ContainerName}.");
        else if (isFound == false) judgement.Fail(subject.Place, subject.Value, $"The image of {subject.ContainerName} is pulled from {registryName} without a credential.", expected);
        else judgement.Undecided(subject.Place, deciding, $"Whether the image of {subject.ContainerName} is pulled with a credential could not be decided: {ValueText.WhyOpen(deciding)}.", "Write the registry's host as server of each credential.");
    }
}
