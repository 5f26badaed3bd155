using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Policy;

/// <summary>Judges the resources of inputs by policies.</summary>
internal sealed class PolicySession(PolicyOptions options, IReadOnlyList<LoadedPolicy> policies, IAciReporter reporter, TimeProvider time) : IPolicySession
{
    private const string Groups = "Microsoft.ContainerInstance/containerGroups";

    // What a scan takes for the version of the request is the newest (azure-facts-2, D.4.5): azure-facts, 0.
    private const string NewestOfGroups = "2025-09-01";

    public int Policies => policies.Count;

    public int Resources { get; private set; }

    public async IAsyncEnumerable<AciPolicyCompliance> TestAsync(IReadOnlyList<EstateInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (EstateInput input in inputs)
        {
            await foreach (EstateRead read in EstateReader.ReadAsync(input, options.Read, reporter, cancellationToken).ConfigureAwait(false))
            {
                if (read.PassedOver is not null) await reporter.VerboseAsync(read.PassageText, cancellationToken).ConfigureAwait(false);
                foreach (AciProblem problem in read.Problems) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
                foreach (UnreadPart unread in read.Part?.Unread ?? []) await UnreadReport.TellAsync(unread, reporter, cancellationToken).ConfigureAwait(false);
                foreach (UnresolvedCause gap in read.Part?.Gaps ?? []) await reporter.WarningAsync($"{read.Source.DisplayName}: not expanded, so what is in it is not judged: {gap.Text}.", cancellationToken).ConfigureAwait(false);
                foreach (AciPolicyCompliance verdict in read.Part is { } part ? Judge(part, cancellationToken) : []) yield return verdict;
            }
        }
    }

    private IEnumerable<AciPolicyCompliance> Judge(EstatePart part, CancellationToken cancellationToken)
    {
        foreach (GroupEntry entry in part.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Resources++;
            foreach (LoadedPolicy policy in policies)
            {
                if (Of(policy, entry, part) is { } verdict && options.State.Contains(verdict.State)) yield return verdict;
            }
        }

        foreach (Neighbour neighbour in part.Neighbours.Where(static one => !one.IsExisting))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Resources++;
            foreach (LoadedPolicy policy in policies)
            {
                ObjectValue resource = WithType(neighbour.Resource, neighbour.Type);
                AciPolicyCompliance verdict = Make(policy, resource, resource["id"].AsText(), NameOf(neighbour.Name), null, Judge(policy, SubjectOf(resource, part, null), resource["id"].AsText(), out List<PolicyTrace>? trace), trace, neighbour.Resource.Location);
                if (options.State.Contains(verdict.State)) yield return verdict;
            }
        }
    }

    // A group that depends on conditions that are not known is judged under each of them: where they differ, nothing is known.
    private AciPolicyCompliance? Of(LoadedPolicy policy, GroupEntry entry, EstatePart part)
    {
        PolicyVerdict? agreed = null;
        List<PolicyTrace>? trace = null;
        foreach (GroupVariant variant in entry.Variants)
        {
            PolicyVerdict verdict = Judge(policy, SubjectOf(variant.Group.Resource, part, variant.Group), variant.Group.ResourceId, out List<PolicyTrace>? steps);
            trace ??= steps;
            if (agreed is null) agreed = verdict;
            else if (agreed.State != verdict.State)
            {
                string condition = variant.Assumptions.Count == 0 ? "a condition" : variant.Assumptions[0].Condition.Text;
                agreed = new PolicyVerdict(AciPolicyState.Unknown, agreed.Effect, $"It depends on a condition that is not known: {condition}.");
                break;
            }
        }

        ContainerGroup group = entry.Group;
        return agreed is null ? null : Make(policy, group.Resource, group.ResourceId, group.DisplayName, group.Kind == AciSubjectType.ContainerGroup ? group.DisplayName : null, agreed, trace, group.Location);
    }

    private PolicyVerdict Judge(LoadedPolicy policy, PolicySubject subject, string? resourceId, out List<PolicyTrace>? trace)
    {
        trace = options.Trace ? [] : null;
        PolicyVerdict verdict = PolicyEvaluator.Judge(policy.Policy, subject, trace, AssignmentReach.EffectOn(policy, subject.Resource));
        return AssignmentReach.Apply(policy, verdict, subject.Resource, resourceId, subject.Now);
    }

    private PolicySubject SubjectOf(ObjectValue resource, EstatePart part, ContainerGroup? group)
    {
        bool isScan = part.Live is not null || group is { IsAuthored: false };
        string? version = options.ApiVersion ?? (isScan ? (resource["type"].Is(Groups) ? NewestOfGroups : null) : group?.ApiVersion.AsText() ?? resource["apiVersion"].AsText());
        return new PolicySubject
        {
            Resource = resource,
            Now = (part.Live?.Clock ?? time).GetUtcNow(),
            Request = version is null ? PolicySubject.NotTold : new ObjectValue([new Property("apiVersion", new StringValue(version))], PolicySubject.NotTold),
            Related = query => RelatedResources.In(part, group, query),
        };
    }

    private static AciPolicyCompliance Make(LoadedPolicy policy, ObjectValue resource, string? id, string name, string? group, PolicyVerdict verdict, List<PolicyTrace>? trace, SourceLocation location) => new()
    {
        State = verdict.State,
        Effect = verdict.Effect,
        PolicyDisplayName = policy.Policy.Definition.DisplayName,
        PolicyName = policy.Policy.Definition.Name,
        PolicyDefinitionId = policy.Policy.Definition.Id,
        InitiativeDisplayName = policy.Set?.DisplayName,
        ReferenceId = policy.ReferenceId,
        AssignmentId = policy.Assignment?.Id ?? policy.Assignment?.Name,
        AssignmentDisplayName = policy.Assignment?.DisplayName,
        IsEnforced = policy.Assignment?.IsNotEnforced != true,
        ExemptionId = verdict.Exemption?.Id ?? verdict.Exemption?.Name,
        ResourceType = resource["type"].AsText() ?? string.Empty,
        ResourceName = name,
        ResourceId = id,
        ContainerGroupName = group,
        ResourceGroupName = ResourceIds.SegmentAfter(id, "resourceGroups"),
        SubscriptionId = ResourceIds.SegmentAfter(id, "subscriptions"),
        Message = verdict.Message,
        Change = [.. verdict.Changes.Select(PolicyProjection.ToContract)],
        Trace = trace is null ? [] : [.. trace.Select(PolicyProjection.ToContract)],
        SourceLocation = location.File?.Path is null ? null : location.ToContract(),
    };

    private static ObjectValue WithType(ObjectValue resource, string type) => resource.Find("type") is not null ? resource : new ObjectValue([new Property("type", new StringValue(type)), .. resource.Properties], resource.Rest, resource.Location, resource.Origins);

    private static string NameOf(Value name) => ShownText.Of(name) ?? "(no name)";
}
