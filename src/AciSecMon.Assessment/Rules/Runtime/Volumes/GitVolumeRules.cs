using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>A rule on the volumes that are filled from a Git repository when the group starts.</summary>
internal abstract class GitVolumeRule(string id) : GroupRule(id)
{
    private static readonly Place List = Place.Root.Of("volumes");

    public sealed override void Judge(ContainerGroup group, Judgement judgement)
    {
        bool any = false;
        foreach (Volume volume in group.Volumes.Items)
        {
            Value repository = Lists.ObjectOrUnknown(volume.GitRepo, "gitRepo");
            if (repository.IsMissing) continue;
            any = true;
            Place place = volume.Place.Of("gitRepo");
            if (repository is ObjectValue) JudgeRepository(volume, repository, place, judgement);
            else judgement.Undecided(place, repository, $"Whether the volume '{DisplayName.Of(volume.Key)}' is filled from a Git repository could not be decided: {ValueText.WhyOpen(repository)}.", "Write gitRepo as an object.");
        }

        if (group.Volumes.Rest is { } rest) judgement.Undecided(List, rest, $"Not every volume of the group is known: {ValueText.WhyOpen(rest)}.", "Write volumes as a list.");
        else if (!any) JudgeNone(List, judgement);
        else judgement.PassUnlessObjected(List, "The volumes from Git repositories are pinned.");
    }

    protected abstract void JudgeRepository(Volume volume, Value repository, Place place, Judgement judgement);

    /// <summary>Says what holds where no volume is filled from a Git repository.</summary>
    protected virtual void JudgeNone(Place place, Judgement judgement) => judgement.NotApplicable(place, "The group has no volume from a Git repository.");

    /// <summary>True for the hash of a commit, SHA-1 or SHA-256, in full: a short one may come to mean another commit or a branch.</summary>
    protected static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit);
}

/// <summary>What runs comes from a repository at the time of the start; in clear or at no fixed state it weighs more.</summary>
internal sealed class GitVolumeUseRule() : GitVolumeRule("ACI-RUN-012")
{
    protected override void JudgeRepository(Volume volume, Value repository, Place place, Judgement judgement)
    {
        string? url = repository["repository"].AsText();
        bool isClear = url is not null && (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("git://", StringComparison.OrdinalIgnoreCase));
        bool isFloating = repository["revision"].IsMissingOrEmpty();
        string how = isClear ? ", over a connection that anybody on the way can change" : isFloating ? ", at whatever state it is in then" : string.Empty;

        // The address may hold a credential, so that it is not shown.
        judgement.Fail(
            place, MissingValue.Instance, $"The volume '{DisplayName.Of(volume.Key)}' is filled from a Git repository when the group starts{how}.",
            "The files in the image, or https:// and the hash of a commit", isClear || isFloating ? AciSeverity.Medium : null);
    }

    // To have such a volume is what the rule fails, so that to have none is to keep it.
    protected override void JudgeNone(Place place, Judgement judgement) => judgement.Pass(place, "No volume of the group is filled from a Git repository.");
}

/// <summary>The state of the repository is not fixed: no revision, or the name of a branch or tag.</summary>
internal sealed class GitRevisionRule() : GitVolumeRule("ACI-RUN-013")
{
    private const string Expected = "The full hash of a commit";

    protected override void JudgeRepository(Volume volume, Value repository, Place place, Judgement judgement)
    {
        Value revision = repository["revision"];
        Place at = place.Of("revision");
        string name = DisplayName.Of(volume.Key);
        if (revision.IsMissingOrEmpty()) judgement.Fail(at, revision, $"The volume '{name}' takes the newest state of its Git repository.", Expected);
        else if (revision.AsText() is not { } text) judgement.Undecided(at, revision, $"Whether the volume '{name}' is pinned to a commit could not be decided: {ValueText.WhyOpen(revision)}.", Expected);
        else if (!IsCommit(text)) judgement.Fail(at, revision, $"The volume '{name}' takes a branch or tag of its Git repository, which can be moved.", Expected);
    }
}
