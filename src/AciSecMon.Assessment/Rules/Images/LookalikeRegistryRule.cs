namespace AciSecMon.Assessment.Rules.Images;

/// <summary>The image's host is made to look like a well-known registry. A host that the settings name is what its owner means.</summary>
internal sealed class LookalikeRegistryRule() : ImageRule("ACI-IMG-016")
{
    protected override void JudgeImage(ImageSubject subject, Judgement judgement)
    {
        string? imitated = judgement.Settings.TrustedRegistries.Names(subject.Image.Registry) ? null : LookalikeHosts.ImitatedBy(subject.Image.Host);
        if (imitated is null) judgement.Pass(subject.Place, $"The registry of {subject.ContainerName} does not imitate a known one.");
        else judgement.Fail(subject.Place, subject.Value, $"The image of {subject.ContainerName} comes from {subject.RegistryName}, which looks like {imitated} and is not.", $"A host that ends with {imitated}");
    }
}
