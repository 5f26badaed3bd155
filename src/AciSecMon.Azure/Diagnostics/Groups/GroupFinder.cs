using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Finds the container groups that are meant.</summary>
internal interface IGroupFinder
{
    /// <summary>Each group once. What could not be read is a problem of its own, and the others go on.</summary>
    IAsyncEnumerable<FoundGroup> FindAsync(GroupSelection selection, IAciReporter reporter, CancellationToken cancellationToken);
}

/// <summary>Where to look where a selection names no subscription.</summary>
/// <param name="SubscriptionIds">Subscriptions of the connection; empty for all that can be read.</param>
/// <param name="CanSee">Whether the account can see a subscription; the index leaves out the others without a word. Null where that is not known.</param>
/// <param name="Unseen">Finds subscriptions whose groups may not be read; null to find none.</param>
internal sealed record GroupScope(IReadOnlyList<string> SubscriptionIds, Func<string, bool>? CanSee = null, UnseenSubscriptions? Unseen = null);

/// <summary>Finds groups by Resource Graph; those named by id that it does not carry (it lags by minutes) are read one by one.</summary>
internal sealed class GroupFinder(IArmClient arm, GroupScope scope) : IGroupFinder
{
    private const int IdsPerQuery = 100;
    private const string ReadAction = UnseenSubscriptions.ReadAction;

    public async IAsyncEnumerable<FoundGroup> FindAsync(
        GroupSelection selection, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (selection.ResourceId.Count == 0)
        {
            IReadOnlyList<string> meant = selection.SubscriptionId.Count > 0 ? selection.SubscriptionId : scope.SubscriptionIds;
            string[] hidden = scope.CanSee is null ? [] : [.. meant.Where(id => !scope.CanSee(id))];
            foreach (string id in hidden) await reporter.ProblemAsync(AzureSession.Unreadable(id), cancellationToken).ConfigureAwait(false);
            string[] visible = [.. meant.Except(hidden, StringComparer.OrdinalIgnoreCase)];
            // No subscription at all would mean every one.
            if (meant.Count > 0 && visible.Length == 0) yield break;
            var query = new GraphQuery(ResourceQuery.For(selection, ResourceQuery.GroupType))
            {
                SubscriptionIds = visible,
            };
            var named = new NamedGroups(selection.Name);
            bool isWhole = true;
            await foreach (FoundGroup group in QueryAsync(query, TellAsync, reporter, cancellationToken).ConfigureAwait(false))
            {
                scope.Unseen?.Saw(group.Id.Text);
                named.Found(group.Id.Name);
                if (given.Add(group.Id.Text)) yield return group;
            }

            // Where the query itself failed, that is told already, and what is not there was not looked for.
            if (!isWhole) yield break;
            await TellOfUnseenAsync(visible, reporter, cancellationToken).ConfigureAwait(false);
            foreach (AciProblem missing in named.NotFound()) await reporter.ProblemAsync(missing, cancellationToken).ConfigureAwait(false);
            yield break;

            ValueTask TellAsync(AciServiceException fault)
            {
                isWhole = false;
                return reporter.ProblemAsync(
                    Faults.On(fault, "The container groups could not all be found", fault.Problem.Target ?? "Resource Graph", ReadAction), cancellationToken);
            }
        }

        foreach (ArmId[] chunk in (await ReadIdsAsync(selection.ResourceId, reporter, cancellationToken).ConfigureAwait(false)).Chunk(IdsPerQuery))
        {
            var query = new GraphQuery(ResourceQuery.Of(ResourceQuery.GroupType, "id", chunk.Select(static id => id.Text)))
            {
                SubscriptionIds = [.. chunk.Select(static id => id.SubscriptionId).Distinct(StringComparer.OrdinalIgnoreCase)],
            };
            // A failing query loses nothing here: the single reads that follow say what is wrong with each group.
            await foreach (FoundGroup group in QueryAsync(query, static _ => ValueTask.CompletedTask, reporter, cancellationToken).ConfigureAwait(false))
            {
                if (given.Add(group.Id.Text)) yield return group;
            }

            ArmId[] missing = [.. chunk.Where(id => !given.Contains(id.Text))];
            await foreach (FoundGroup? group in BoundedWork.MapAsync(missing, (id, stop) => GetAsync(id, reporter, stop), cancellationToken).ConfigureAwait(false))
            {
                if (group is not null && given.Add(group.Id.Text)) yield return group;
            }
        }
    }

    private async Task TellOfUnseenAsync(string[] visible, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (scope.Unseen is null) return;
        await foreach ((string id, AciServiceException fault) in scope.Unseen.FindAsync(visible, reporter, cancellationToken).ConfigureAwait(false))
        {
            await reporter.ProblemAsync(UnseenSubscriptions.ProblemOf(id, fault), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<List<ArmId>> ReadIdsAsync(IReadOnlyList<string> texts, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, ArmId>(StringComparer.OrdinalIgnoreCase);
        var ordered = new List<ArmId>(texts.Count);
        foreach (string text in texts)
        {
            if (ArmId.TryParse(text, out ArmId? id) && id.IsOf(ArmId.ContainerGroups))
            {
                if (ids.TryAdd(id.Text, id)) ordered.Add(id);
                continue;
            }

            await reporter.ProblemAsync(
                new AciProblem
                {
                    Id = "AciResourceIdInvalid",
                    Kind = AciProblemKind.InvalidArgument,
                    Message = $"{(text.StartsWith('/') ? $"'{text}'" : "What was given")} is not the resource id of a container group.",
                    Target = text.StartsWith('/') ? text : "ResourceId",
                    Recommendation = "Give /subscriptions/{id}/resourceGroups/{name}/providers/Microsoft.ContainerInstance/containerGroups/{name}.",
                },
                cancellationToken).ConfigureAwait(false);
        }

        return ordered;
    }

    private async IAsyncEnumerable<FoundGroup> QueryAsync(
        GraphQuery query, Func<AciServiceException, ValueTask> tell, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<GraphPage> pages = arm.QueryAsync(query, reporter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (pages.ConfigureAwait(false))
        {
            while (true)
            {
                GraphPage? page = null;
                AciServiceException? fault = null;
                try
                {
                    if (await pages.MoveNextAsync().ConfigureAwait(false)) page = pages.Current;
                }
                catch (AciServiceException refused)
                {
                    fault = refused;
                }

                fault ??= page?.Unread;
                if (fault is not null) await tell(fault).ConfigureAwait(false);
                if (page is null) yield break;
                foreach (ObjectValue row in page.Rows)
                {
                    if (FoundGroup.Read(row) is { } group) yield return group;
                }
            }
        }
    }

    private async Task<FoundGroup?> GetAsync(ArmId id, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            ArmResponse response = await arm.SendAsync(ArmRequest.Get(id.Text, ApiVersions.ContainerInstance), reporter, cancellationToken).ConfigureAwait(false);
            FoundGroup? group = FoundGroup.Read(response.Body);
            if (group is not null) return group;
            await reporter.ProblemAsync(
                new AciProblem
                {
                    Id = "AciResponseInvalid",
                    Kind = AciProblemKind.Unavailable,
                    Message = $"The service's answer for '{id.Text}' is no container group.",
                    Target = id.Text,
                    Recommendation = "Try again.",
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault)
        {
            await reporter.ProblemAsync(Faults.On(fault, $"Container group '{id.Name}' could not be read", id.Text, ReadAction), cancellationToken).ConfigureAwait(false);
        }

        return null;
    }
}
