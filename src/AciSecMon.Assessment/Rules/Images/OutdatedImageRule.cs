namespace AciSecMon.Assessment.Rules.Images;

/// <summary>The image is out of support, moved elsewhere, or a sample, by the list here or that of the settings.</summary>
internal sealed class OutdatedImageRule() : ImageRule("ACI-IMG-014")
{
    private const string Expected = "An image that its maker still updates";

    protected override void JudgeImage(ImageSubject subject, Judgement judgement)
    {
        ImageReference image = subject.Image;

        // A digest without a tag does not say which version it is.
        string? tag = image.Tag ?? (image.Digest is null ? "latest" : null);
        bool isOpen = false;
        foreach (ImagePattern pattern in judgement.Settings.DeprecatedImagePatterns)
        {
            if (!pattern.MatchesRepository(image)) continue;
            if (pattern.Tag is null || (tag is not null && pattern.MatchesTag(tag)))
            {
                judgement.Fail(subject.Place, subject.Value, $"The image of {subject.ContainerName} is out of date by the settings.", Expected);
                return;
            }

            isOpen |= tag is null;
        }

        foreach (OutdatedImage known in OutdatedImages.For(image))
        {
            if (known.Versions.Count == 0 || (tag is not null && known.HasVersion(tag)))
            {
                judgement.Fail(subject.Place, subject.Value, $"The image of {subject.ContainerName} {known.Reason}.", Expected, known.IsSample ? AciSeverity.Low : null);
                return;
            }

            isOpen |= tag is null;
        }

        if (isOpen) judgement.Unknown(subject.Place, subject.Value, $"Whether the image of {subject.ContainerName} is out of support could not be decided: a digest does not tell the version.", "Write the tag before the digest, such as name:1.4.2@sha256:...");
        else judgement.Pass(subject.Place, $"The image of {subject.ContainerName} is not known to be out of date.");
    }
}
