using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Runs the rules on neighbours: each on each neighbour once.</summary>
internal sealed class NeighbourJudge(RuleSelection rules, AssessmentSettings settings, bool keepsQuietResults, AssessmentSummary summary)
{
    private readonly HashSet<(AciSubjectType Kind, string Id)> judged = [];

    /// <summary>Judges the neighbours of groups.</summary>
    /// <param name="nodes">The groups.</param>
    /// <param name="estate">Their neighbours.</param>
    /// <param name="source">Where they come from.</param>
    public IEnumerable<NeighbourVerdict> Judge(IReadOnlyCollection<GroupNode> nodes, NeighbourEstate estate, SourceFile source)
    {
        var subjects = new NeighbourSubjects(nodes, estate);
        var judgement = new Judgement(settings, new EstatePart { Source = source, Groups = [] }, keepsQuietResults);
        foreach (RuleEntry entry in rules.Neighbours)
        {
            foreach (NeighbourSubject subject in subjects.Of(entry.Metadata.Subject))
            {
                // Counted here and not by its verdicts: of what is in order, none may be made.
                if (subject.Resource is not null && judged.Add((subject.Kind, subject.ResourceId ?? subject.Name))) summary.Neighbours++;
                foreach (NeighbourVerdict verdict in Judge(entry, subject, estate, judgement)) yield return verdict;
            }
        }
    }

    private static IEnumerable<NeighbourVerdict> Judge(RuleEntry entry, NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        bool needsResource = NeedsResource(entry.Metadata.Subject);
        if (needsResource && subject.Resource is null)
        {
            // A file need not hold everything that its groups lead to.
            // Of a workspace that is gone ACI-LOG-004 tells, and there is nothing else to say of it.
            UnreadPart why = NotThere(entry, subject, estate);
            bool isGone = entry.Metadata.Subject == AciSubjectType.Workspace && why.Reason == UnreadReason.Gone && string.Equals(why.Target, subject.ResourceId, StringComparison.OrdinalIgnoreCase);
            if (estate.IsLive && !isGone) yield return Unreadable(entry, subject, why);
            yield break;
        }

        UnreadPart? unread = !estate.IsLive || needsResource ? null
            : entry.Metadata.Facets.Select(f => estate.UnreadFor(f, subject.ResourceId)).FirstOrDefault(static u => u is not null) ?? ((NeighbourRule)entry.Rule).UnreadFor(subject, estate);
        judgement.Reset();
        JudgedResult? fault = Run(entry, subject, estate, judgement);
        if (fault is not null)
        {
            yield return new(subject, fault);
            yield break;
        }

        // What was seen to be wrong stays wrong; nothing else can be said where a part was not seen.
        bool isSeen = !((NeighbourRule)entry.Rule).FailsOnAbsence && judgement.Results.Any(static r => r.Status == AciFindingStatus.Fail);
        if (unread is not null && !isSeen)
        {
            yield return Unreadable(entry, subject, unread);
            yield break;
        }

        Value? condition = estate.ConditionOf(subject.Resource);
        foreach (RuleResult result in judgement.Results.ToArray()) yield return new(Concerned(subject, result), new JudgedResult(entry, Under(condition, result), null));
    }

    // A result may be about a group that was not asked for or is gone: then it is the subject's as a whole.
    private static NeighbourSubject Concerned(NeighbourSubject subject, RuleResult result)
    {
        if (result.OnlyGroups is not { } only) return subject;
        GroupNode[] groups = [.. subject.Groups.Where(node => node.ResourceId is { } id && only.Contains(id))];
        return groups.Length == 0 ? subject : subject.With(groups);
    }

    // What is only deployed under a condition that is not known, is neither right nor wrong yet.
    private static RuleResult Under(Value? condition, RuleResult result) =>
        condition is not UnresolvedValue open || result.Status is not (AciFindingStatus.Pass or AciFindingStatus.Fail) ? result
            : result with { Status = AciFindingStatus.Unknown, Message = $"Only where its condition holds: {result.Message}", Causes = open.Causes };

    private static bool NeedsResource(AciSubjectType subject) => subject is
        AciSubjectType.Subnet or AciSubjectType.Registry or AciSubjectType.StorageAccount or AciSubjectType.Vault or AciSubjectType.Key or AciSubjectType.Workspace or AciSubjectType.ContainerGroupProfile;

    private static JudgedResult? Run(RuleEntry entry, NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        try
        {
            ((NeighbourRule)entry.Rule).Judge(subject, estate, judgement);
            return null;
        }
#pragma warning disable CA1031 // A fault of one rule must neither hide the other verdicts nor pass for one: it becomes an Error result that a gate sees.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new(entry, new RuleResult(
                AciFindingStatus.Error, Place.Root, $"The rule failed inside ({fault.GetType().Name} in {fault.TargetSite?.DeclaringType?.Name}); this is a fault of the module.",
                MissingValue.Instance, EvidenceKind.None), null);
        }
    }

    private static NeighbourVerdict Unreadable(RuleEntry entry, NeighbourSubject subject, UnreadPart unread) => new(
        subject,
        new JudgedResult(entry, new RuleResult(
            AciFindingStatus.Unknown, Place.Root, $"{NeighbourWords.NameOf(subject)} could not be judged: {NeighbourWords.WhyUnread(unread)}.", MissingValue.Instance, EvidenceKind.None), null),
        unread);

    // The index of resources leaves out what the caller may not read, without a word.
    private static UnreadPart NotThere(RuleEntry entry, NeighbourSubject subject, NeighbourEstate estate)
    {
        Facet facet = subject.Reference!.Facet;
        string target = subject.ResourceId ?? subject.Name;
        return estate.UnreadFor(facet, subject.ResourceId) ?? new UnreadPart(facet, target, UnreadReason.Refused, new AciProblem
        {
            Id = "AciNeighbourNotFound",
            Kind = AciProblemKind.PermissionDenied,
            Message = $"{NeighbourWords.NameOf(subject)}, which container groups refer to, is not among what this connection can read.",
            Target = target,
            Recommendation = "Give the caller Reader on it, connect to its subscription too, or find out whether it still exists.",
        }, NeighbourWords.ReadActionOf(entry.Metadata.Subject));
    }
}
