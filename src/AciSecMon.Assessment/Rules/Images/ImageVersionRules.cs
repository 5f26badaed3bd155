namespace AciSecMon.Assessment.Rules.Images;

/// <summary>The image has the tag <c>latest</c>, or none, which means the same.</summary>
internal sealed class LatestTagRule() : ImageRule("ACI-IMG-003")
{
    private const string Expected = "A tag that names a version, or a digest";

    protected override void JudgeImage(ImageSubject subject, Judgement judgement)
    {
        if (subject.Image.Digest is not null) judgement.Pass(subject.Place, $"The image of {subject.ContainerName} has a digest.");
        else if (subject.Image.Tag is null) judgement.Fail(subject.Place, subject.Value, $"The image of {subject.ContainerName} has no tag, which means latest.", Expected);
        else if (subject.Image.Tag == "latest") judgement.Fail(subject.Place, subject.Value, $"The image of {subject.ContainerName} has the tag latest.", Expected);
        else judgement.Pass(subject.Place, $"The image of {subject.ContainerName} has a tag other than latest.");
    }
}

/// <summary>The image is not named by its digest, so that its tag may come to mean another one.</summary>
internal sealed class MissingDigestRule() : ImageRule("ACI-IMG-004")
{
    protected override void JudgeImage(ImageSubject subject, Judgement judgement)
    {
        if (subject.Image.Digest is null) judgement.Fail(subject.Place, subject.Value, $"The image of {subject.ContainerName} is not pinned by a digest.", "A digest, such as @sha256:...");
        else judgement.Pass(subject.Place, $"The image of {subject.ContainerName} is pinned by a digest.");
    }
}

/// <summary>Which image runs cannot be told from the source: that itself is the result.</summary>
internal sealed class UnreadableImageRule() : ImageRule("ACI-IMG-005")
{
    protected override void JudgeImage(ImageSubject subject, Judgement judgement) =>
        judgement.Pass(subject.Place, $"The image of {subject.ContainerName} is known.");
}
