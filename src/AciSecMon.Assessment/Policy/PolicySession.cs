using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Policy;

/// <summary>Judges the resources of inputs by policies: those that were given, or those that are in force where the resources are; or gives what Azure Policy recorded.</summary>
internal sealed class PolicySession(PolicyOptions options, IPolicySupply supply, IAciReporter reporter, TimeProvider time) : IPolicySession
{
    private static readonly HashSet<Facet> Settings = [Facet.Diagnostics];

    private int withoutRecord;

    public int Resources { get; private set; }

    public async IAsyncEnumerable<AciPolicyCompliance> TestAsync(IReadOnlyList<EstateInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        withoutRecord = 0;
        foreach (EstateInput input in inputs)
        {
            await foreach (EstateRead read in EstateReader.ReadAsync(input, options.Read, reporter, cancellationToken).ConfigureAwait(false))
            {
                await PolicyReads.TellAsync(read, reporter, cancellationToken).ConfigureAwait(false);
                if (read.Part is not { } part || part.Groups.Count + part.Neighbours.Count == 0) continue;
                Supplied supplied = await supply.ForAsync(part, cancellationToken).ConfigureAwait(false);
                if (part.Live is not null && supplied.Facts is { } facts && !options.Evaluate)
                {
                    foreach (AciPolicyCompliance record in Recorded(part, facts)) yield return record;
                    continue;
                }

                await foreach (EstatePart whole in WithSettingsAsync(part, supplied, cancellationToken).ConfigureAwait(false))
                {
                    foreach (AciPolicyCompliance verdict in Judge(whole, supplied, cancellationToken)) yield return verdict;
                }
            }
        }

        if (withoutRecord > 0)
        {
            await reporter.WarningAsync(
                $"Azure Policy has recorded nothing of {withoutRecord} container {(withoutRecord == 1 ? "group" : "groups")}: no policy is assigned to them, or they were not evaluated yet, which takes up to a day. -Evaluate judges them now.",
                cancellationToken).ConfigureAwait(false);
        }
    }

    private IEnumerable<AciPolicyCompliance> Recorded(EstatePart part, PolicyFacts facts)
    {
        foreach (ContainerGroup group in part.Groups.Select(static entry => entry.Group))
        {
            Resources++;
            IReadOnlyList<RecordedState> states = facts.StatesOf(group.ResourceId ?? string.Empty);
            if (states.Count == 0 && group.Kind == AciSubjectType.ContainerGroup) withoutRecord++;
            foreach (RecordedState state in states.Where(one => options.State.Contains(one.State))) yield return PolicyProjection.ToContract(state, facts.Shelf, group);
        }
    }

    // What looks for diagnostic settings needs a call for each group; nothing else does.
    private async IAsyncEnumerable<EstatePart> WithSettingsAsync(EstatePart part, Supplied supplied, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (part.Live is null || !supplied.NeedsSettings)
        {
            yield return part;
            yield break;
        }

        var told = new HashSet<UnreadPart>(part.Unread);
        await foreach (EstatePart some in GroupFacetReader.ReadBitByBitAsync(part, Settings, reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (UnreadPart one in some.Unread.Where(told.Add)) await UnreadReport.TellAsync(one, reporter, cancellationToken).ConfigureAwait(false);
            yield return some;
        }
    }

    private IEnumerable<AciPolicyCompliance> Judge(EstatePart part, Supplied supplied, CancellationToken cancellationToken)
    {
        var judge = new PolicyJudge(time, options.ApiVersion, supplied.Scopes, supplied.Facts?.IsWhole != false);
        foreach (GroupEntry entry in part.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Resources++;
            IReadOnlyList<RecordedState> states = part.Live is null ? [] : supplied.Facts?.StatesOf(entry.Group.ResourceId ?? string.Empty) ?? [];
            foreach (LoadedPolicy policy in supplied.Policies)
            {
                List<PolicyTrace>? trace = options.Trace ? [] : null;
                PolicyVerdict verdict = judge.OfGroup(policy, entry, part, trace);
                RecordedState? state = states.FirstOrDefault(one => one.IsOf(policy));
                if (options.State.Contains(verdict.State) || state?.Disagrees(verdict.State) == true) yield return PolicyProjection.ToContract(policy, verdict, trace, entry.Group, state);
            }
        }

        foreach (Neighbour neighbour in part.Neighbours.Where(static one => !one.IsExisting))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Resources++;
            ObjectValue resource = WithType(neighbour.Resource, neighbour.Type);
            foreach (LoadedPolicy policy in supplied.Policies)
            {
                List<PolicyTrace>? trace = options.Trace ? [] : null;
                PolicyVerdict verdict = judge.OfResource(policy, resource, part, trace);
                if (options.State.Contains(verdict.State)) yield return PolicyProjection.ToContract(policy, verdict, trace, resource, ShownText.Of(neighbour.Name) ?? "(no name)", neighbour.Resource.Location);
            }
        }
    }

    private static ObjectValue WithType(ObjectValue resource, string type) => resource.Find("type") is not null ? resource : new ObjectValue([new Property("type", new StringValue(type)), .. resource.Properties], resource.Rest, resource.Location, resource.Origins);
}
