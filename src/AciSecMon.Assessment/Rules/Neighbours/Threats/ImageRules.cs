using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours.Threats;

/// <summary>A rule on an image that groups run, by what Defender and its registry tell of it.</summary>
internal abstract class RunningImageRule(string id, string member) : NeighbourRule(id)
{
    protected Place At { get; } = Place.Root.Of(member);

    public sealed override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (subject.Image is { } image) Judge(image, NeighbourWords.NameOf(subject), judgement);
    }

    /// <summary>What hides the findings of what runs; null where nothing does. What the tag means now need not be what runs.</summary>
    protected static UnreadPart? WhatHides(NeighbourSubject subject) => subject.Image is { } image ? image.FindingsUnread ?? (image.DigestFrom is AciDigestSource.PulledEvent or AciDigestSource.Reference ? null : image.RunUnread) : null;

    /// <summary>Judges an image.</summary>
    /// <param name="image">What is known of it.</param>
    /// <param name="name">What it is called, to begin a sentence.</param>
    /// <param name="judgement">Takes the verdict.</param>
    protected abstract void Judge(ImageFacts image, string name, Judgement judgement);

    /// <summary>Says that nothing can be said, and why.</summary>
    protected void Open(Judgement judgement, string what, string why) => judgement.Unknown(At, new UnresolvedCause(CauseKind.NotCarried, what), why);
}

/// <summary>Defender has found something in the image. As severe as the worst of it; one step less where it has no fix and nobody can be expected to use it.</summary>
internal sealed class VulnerableImageRule() : RunningImageRule("ACI-IMG-010", "vulnerabilities")
{
    public override UnreadPart? UnreadFor(NeighbourSubject subject, NeighbourEstate estate) => WhatHides(subject);

    protected override void Judge(ImageFacts image, string name, Judgement judgement)
    {
        if (image is { State: AciImageState.Vulnerable, Worst: { } worst }) judgement.Fail(At, MissingValue.Instance, Message(image, name, worst), "No open finding", ImageFacts.SeverityOf(worst.Weakness));
        else if (image.State == AciImageState.Clean) judgement.Pass(At, $"{name} was scanned, and nothing open was found in it.");
        else if (image.State == AciImageState.Unknown) Open(judgement, "what Defender found in the image", $"What is in it is not known: {image.Reasons.FirstOrDefault()}");
        else judgement.NotApplicable(At, "There is no result of the image, which ACI-IMG-011 says.");
    }

    private static string Message(ImageFacts image, string name, (ImageFinding Finding, ImageWeakness Weakness) worst)
    {
        (ImageFinding finding, ImageWeakness weakness) = worst;
        string what = weakness.CveId ?? DisplayName.Of(finding.Title);
        string package = finding.Package is { } software ? $" in {DisplayName.Of(software)}" : string.Empty;
        string score = weakness.Cvss is { } cvss ? string.Create(CultureInfo.InvariantCulture, $", CVSS {cvss:0.0}") : string.Empty;
        string fix = weakness.FixedVersion is { } version ? $"; {DisplayName.Of(version)} repairs it" : weakness.HasFix == false ? "; there is no fix yet" : string.Empty;
        string use = weakness.Exploit.IsInKit == true ? "; kits for attacks have it" : weakness.Exploit.IsLikely ? "; how to use it is known" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{name} has {image.Open} open {(image.Open == 1 ? "finding" : "findings")}, {image.Fixable} with a fix. The worst is {what}{package} ({weakness.Severity}{score}{fix}{use}).");
    }
}

/// <summary>There is no result of the image: that nothing is known of it is no sign of health.</summary>
internal sealed class UnscannedImageRule() : RunningImageRule("ACI-IMG-011", "scan")
{
    public override bool FailsOnAbsence => true;

    public override UnreadPart? UnreadFor(NeighbourSubject subject, NeighbourEstate estate) => WhatHides(subject);

    protected override void Judge(ImageFacts image, string name, Judgement judgement)
    {
        if (image.WasScanned && image.MayRunAnother) Open(judgement, "which image runs", "What the tag means now was scanned; whether that is what runs is not known.");
        else if (image.WasScanned) judgement.Pass(At, $"{name} was scanned.");
        else if (image.State == AciImageState.Unknown) Open(judgement, "whether the image was scanned", $"Whether it was scanned is not known: {image.Reasons.FirstOrDefault()}");
        else judgement.Fail(At, MissingValue.Instance, $"{name}: {image.Reasons.FirstOrDefault() ?? "there is no result of it."}", "A scan of what runs");
    }
}

/// <summary>The tag of the image means another image now than the one that runs, or is gone.</summary>
internal sealed class OutdatedTagRule() : RunningImageRule("ACI-IMG-012", "digest")
{
    public override UnreadPart? UnreadFor(NeighbourSubject subject, NeighbourEstate estate) => subject.Image is { } image ? image.TagUnread ?? image.RunUnread : null;

    protected override void Judge(ImageFacts image, string name, Judgement judgement)
    {
        if (image.Use.Reference is not { } reference) Open(judgement, "the image", "It is no image reference that can be read.");
        else if (!RegistryHosts.IsAzureRegistry(reference.Host)) judgement.NotApplicable(At, $"'{reference.Host}' is no registry of this connection that could be asked.");
        else if (image.RegistryId is null) Open(judgement, "the registry", $"The registry '{reference.Host}' is none of those that this connection can read.");
        else if (image.IsTagGone) judgement.Fail(At, MissingValue.Instance, $"{name} is not in its registry any more: a restart of the group could not pull it.", "An image that is there");
        else if (image.IsOutdated == true) judgement.Fail(At, MissingValue.Instance, Message(image, name), "What the tag means now");
        else if (image.IsOutdated == false) judgement.Pass(At, $"{name} is what its tag means now.");
        else if (reference.Digest is not null) judgement.NotApplicable(At, "The image is named by its digest, and there is no tag to compare it with.");
        else if (image is { DigestFrom: AciDigestSource.Registry, Since: null }) judgement.NotApplicable(At, "Nothing tells that the image was pulled yet.");
        else Open(judgement, "what the tag means now", "What its tag means now could not be compared with what runs.");
    }

    private static string Message(ImageFacts image, string name) => image.DigestFrom == AciDigestSource.Registry
        ? $"{name}: its tag was set anew after the image was pulled."
        : $"{name} runs as {Short(image.Digest)}, and its tag means {Short(image.CurrentDigest)} by now.";

    private static string Short(string? digest) => digest is { Length: > 19 } ? digest[..19] : digest ?? "another image";
}
