using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Access;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>Reads role assignments with the roles that they give: those of the identities of groups, and, where principals are asked for too, all of the groups' subscriptions.</summary>
internal sealed class AssignmentReader(AzureEstate estate)
{
    private const int ValuesPerQuery = 200;
    private const string Types = "'microsoft.authorization/roleassignments'";
    private const string Denial = "microsoft.authorization/denyassignments";
    private const string Table = "authorizationresources";

    private readonly HashSet<string> roles = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> principals = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> holders = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> seenSubscriptions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string GroupId, string RoleId)> ofGroups = [];
    private readonly HashSet<string> changingRoles = new(StringComparer.OrdinalIgnoreCase);
    private bool hasManagementGroups;

    /// <summary>Reads what is asked for.</summary>
    public async IAsyncEnumerable<LivePage> ReadAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LivePage page in ReadOfIdentitiesAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        if (request.Facets.Contains(Facet.Access))
        {
            await foreach (LivePage page in ReadAllAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        if (request.Facets.Contains(Facet.Principals))
        {
            await foreach (LivePage page in ReadOfSubscriptionsAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
            await foreach (LivePage page in PrincipalReader.OfServices(estate.Session.Directory).ReadAsync(principals, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        if (request.Facets.Contains(Facet.Directory))
        {
            await foreach (LivePage page in PrincipalReader.OfAll(estate.Session.Directory).ReadAsync(holders, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        await foreach (LivePage page in ProbeAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        await foreach (LivePage page in ReadRolesAsync(reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        if (request.Facets.Contains(Facet.Members))
        {
            await foreach (LivePage page in ReadMembersAsync(reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }
    }

    private async IAsyncEnumerable<LivePage> ReadOfIdentitiesAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string[] some in request.PrincipalIds.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(ValuesPerQuery))
        {
            var query = new GraphQuery(ResourceQuery.Of(Types, "tostring(properties.principalId)", some, Table)) { IncludesAbove = true };
            await foreach (LivePage page in estate.PagesAsync(query, Facet.RoleAssignments, "role assignments", reporter, cancellationToken).ConfigureAwait(false))
            {
                Note(page);
                foreach (ObjectValue row in page.Rows) roles.Add(LastOf(row["properties"]["roleDefinitionId"]));
                NotePrincipals(page);
                yield return page;
            }
        }
    }

    // All that holds for the groups, above their subscriptions too; the roles of it are read with those of identities.
    private async IAsyncEnumerable<LivePage> ReadAllAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.SubscriptionIds.Count == 0) yield break;
        var query = new GraphQuery(AccessEstateReader.Query) { SubscriptionIds = [.. request.SubscriptionIds], IncludesAbove = true };
        await foreach (LivePage page in estate.PagesAsync(query, Facet.Access, "role assignments", reporter, cancellationToken).ConfigureAwait(false))
        {
            Note(page);
            foreach (ObjectValue row in page.Rows)
            {
                roles.Add(LastOf(row["properties"]["roleDefinitionId"]));
                if (row["properties"]["principalId"].AsText() is { Length: > 0 } holder) holders.Add(holder);
                hasManagementGroups |= row["properties"]["scope"].AsText() is { } scope && ScopeTree.IsManagementGroup(scope);
                if (row["properties"]["principalType"].Is("Group")) ofGroups.Add((row["properties"]["principalId"].AsText() ?? string.Empty, LastOf(row["properties"]["roleDefinitionId"])));
            }

            yield return page;
        }

        if (!hasManagementGroups) yield break;
        var above = new GraphQuery(ResourceQuery.OfTypes("'microsoft.resources/subscriptions'", "resourcecontainers")) { SubscriptionIds = [.. request.SubscriptionIds] };
        await foreach (LivePage page in estate.PagesAsync(above, Facet.Access, "management groups", reporter, cancellationToken).ConfigureAwait(false)) yield return page;
    }

    // Only of groups that may change something: who is in one that may read matters to no rule.
    private async IAsyncEnumerable<LivePage> ReadMembersAsync(IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] groups = [.. ofGroups.Where(one => changingRoles.Contains(one.RoleId)).Select(static one => one.GroupId).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (groups.Length == 0) yield break;
        if (estate.Session.Directory is not { } directory)
        {
            yield return new LivePage([], IsWhole: false, [MemberReader.NoAddress()]);
            yield break;
        }

        List<GroupMembers> unread = [];
        await foreach (GroupMembers one in MemberReader.ReadAsync(directory, groups, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (one.Fault is null) yield return new LivePage([one.ToRow()], IsWhole: true, []);
            else unread.Add(one);
        }

        if (unread.Count > 0) yield return new LivePage([], IsWhole: false, MemberReader.Unread(unread, groups.Length));
    }

    // An identity that is gone has no group any more that leads to it: only all assignments of a subscription show what it left.
    private async IAsyncEnumerable<LivePage> ReadOfSubscriptionsAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.SubscriptionIds.Count == 0) yield break;
        var query = new GraphQuery(ResourceQuery.Of(Types, "tostring(properties.principalType)", ["ServicePrincipal"], Table)) { SubscriptionIds = [.. request.SubscriptionIds] };
        await foreach (LivePage page in estate.PagesAsync(query, Facet.RoleAssignments, "role assignments", reporter, cancellationToken).ConfigureAwait(false))
        {
            Note(page);
            NotePrincipals(page);
            yield return page;
        }
    }

    // The index leaves out without a word what the caller may not read, so that no assignment and no permission look the same there.
    private async IAsyncEnumerable<LivePage> ProbeAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isWhole = request.Facets.Contains(Facet.Access);
        bool asksAll = isWhole || request.Facets.Contains(Facet.Principals);
        string? asked = request.PrincipalIds.FirstOrDefault();
        string[] left = asked is null && !asksAll ? [] : [.. request.SubscriptionIds.Where(id => !seenSubscriptions.Contains(id))];
        await foreach (UnreadPart? unread in BoundedWork.MapAsync(left, (subscription, stop) => estate.ProbeAsync(
            ArmRequest.Get($"/subscriptions/{subscription}/providers/Microsoft.Authorization/roleAssignments", ApiVersions.Authorization)
                with { Query = [("$filter", asked is null || isWhole ? "atScope()" : $"principalId eq '{asked}'")] },
            Facet.RoleAssignments, "/subscriptions/" + subscription, "Microsoft.Authorization/roleAssignments/read", reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            if (unread is not null) yield return new LivePage([], IsWhole: true, isWhole ? [unread, unread with { Facet = Facet.Access }] : [unread]);
        }
    }

    private async IAsyncEnumerable<LivePage> ReadRolesAsync(IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        roles.Remove(string.Empty);
        foreach (string[] names in roles.Chunk(ValuesPerQuery))
        {
            var query = new GraphQuery(ResourceQuery.Of("'microsoft.authorization/roledefinitions'", "name", names, Table)) { IncludesAbove = true };
            await foreach (LivePage page in estate.PagesAsync(query, Facet.RoleAssignments, "role definitions", reporter, cancellationToken).ConfigureAwait(false))
            {
                changingRoles.UnionWith(page.Rows.Select(Role.Of).OfType<Role>().Where(static role => !role.Rights.Common(RightSet.Changes).IsEmpty).Select(static role => role.Id));
                yield return page;
            }
        }
    }

    private void Note(LivePage page)
    {
        // A deny assignment may be seen by who may not see role assignments.
        foreach (ObjectValue row in page.Rows.Where(static row => !row["type"].Is(Denial))) seenSubscriptions.Add(row["subscriptionId"].AsText() ?? string.Empty);
    }

    // Of every assignment that is given: one that was never asked about would look like one that is gone.
    private void NotePrincipals(LivePage page)
    {
        foreach (ObjectValue row in page.Rows)
        {
            Value properties = row["properties"];
            if (properties["principalType"].Is("ServicePrincipal") && properties["principalId"].AsText() is { Length: > 0 } principal) principals.Add(principal);
        }
    }

    private static string LastOf(Value id) => id.AsText() is { } text ? text[(text.LastIndexOf('/') + 1)..] : string.Empty;
}
