using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Access;

/// <summary>Finds out who may do what with container groups, subscription by subscription.</summary>
internal sealed class AccessReader(AzureSession session)
{
    /// <summary>One row for each principal, subscription and set of rights, the most dangerous first.</summary>
    public async IAsyncEnumerable<AciAccess> ReadAsync(
        GroupSelection selection, AccessRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<AccessTarget> targets = await TargetsAsync(selection, reporter, cancellationToken).ConfigureAwait(false);
        string[] subscriptions = [.. targets.Select(static one => one.SubscriptionId).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        if (subscriptions.Length == 0) yield break;
        string[] identities = [.. targets.SelectMany(static one => one.Identities).Select(static one => one.PrincipalId).Distinct(StringComparer.OrdinalIgnoreCase)];
        AccessEstate estate = await new AccessEstateReader(session).ReadAsync(subscriptions, identities, reporter, cancellationToken).ConfigureAwait(false);
        AccessUsage? usage = request.IncludeUsage ? await new AccessUsageReader(session).ReadAsync(subscriptions, reporter, cancellationToken).ConfigureAwait(false) : null;
        var rows = new AccessRows(estate, usage);
        foreach (IGrouping<string, AccessTarget> subscription in targets.GroupBy(static one => one.SubscriptionId, StringComparer.OrdinalIgnoreCase).OrderBy(static one => one.Key, StringComparer.OrdinalIgnoreCase))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (AciAccess row in rows.Of([.. subscription]).Where(row => Takes(request, row))) yield return row;
        }
    }

    private static bool Takes(AccessRequest request, AciAccess row) =>
        (request.Principal.Count == 0 || request.Principal.Any(pattern => Wildcards.Fits(row.PrincipalName, pattern) || Wildcards.Fits(row.PrincipalId, pattern) || (row.UserName is { } user && Wildcards.Fits(user, pattern))))
        && (request.Right.Count == 0 || request.Right.Any(right => row.Right.Contains(right) || row.EligibleRight.Contains(right)))
        && (!request.Dangerous || row.Dangerous.Length > 0 || row.Escalation.Length > 0);

    private async Task<List<AccessTarget>> TargetsAsync(GroupSelection selection, IAciReporter reporter, CancellationToken cancellationToken)
    {
        List<AccessTarget> targets = [];
        await foreach (LivePage page in session.Estate.ReadGroupsAsync(selection, reporter, cancellationToken).ConfigureAwait(false))
        {
            targets.AddRange(page.Rows.Where(static row => ResourceKinds.OfId(row["id"].AsText() ?? string.Empty) == AciSubjectType.ContainerGroup).Select(AccessTarget.Of).OfType<AccessTarget>());
            foreach (UnreadPart part in page.Unread) await reporter.ProblemAsync(part.Problem, cancellationToken).ConfigureAwait(false);
        }

        return targets;
    }
}
