using System.Text.Json.Nodes;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Access;

/// <summary>
/// Reads roles and who has them: assignments and deny assignments of whole subscriptions and above by one query of Resource Graph, roles that can be activated by one call for each
/// subscription, names and members of groups by Microsoft Graph. What could not be read is told, and the rest goes on.
/// </summary>
internal sealed class AccessEstateReader(AzureSession session)
{
    private const string Table = "authorizationresources";
    private const string Types = "'microsoft.authorization/roleassignments', 'microsoft.authorization/denyassignments'";
    private const string Assignments = "Microsoft.Authorization/roleAssignments";
    private const string Eligible = "Microsoft.Authorization/roleEligibilityScheduleInstances";
    private const string NoLicence = "AadPremiumLicenseRequired";
    private const int ValuesPerQuery = 200;
    private const int IdsPerCall = 1_000;

    /// <summary>The query for all assignments and deny assignments.</summary>
    public static string Query { get; } = ResourceQuery.OfTypes(Types, Table);

    /// <summary>Everything of subscriptions.</summary>
    /// <param name="subscriptionIds">Subscriptions.</param>
    /// <param name="identityIds">Object ids of identities of container groups, whose roles elsewhere count too.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<AccessEstate> ReadAsync(IReadOnlyCollection<string> subscriptionIds, IReadOnlyCollection<string> identityIds, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var estate = new AccessEstate();
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        await RowsAsync(new GraphQuery(Query) { SubscriptionIds = [.. subscriptionIds], IncludesAbove = true }, "role assignments").ConfigureAwait(false);
        foreach (string[] some in identityIds.Chunk(ValuesPerQuery))
            await RowsAsync(new GraphQuery(ResourceQuery.Of("'microsoft.authorization/roleassignments'", "tostring(properties.principalId)", some, Table)) { IncludesAbove = true }, "role assignments of identities").ConfigureAwait(false);
        await ProbeAsync(subscriptionIds.Where(id => !seen.Contains(id)), reporter, cancellationToken).ConfigureAwait(false);
        await EligibleAsync(subscriptionIds, estate, reporter, cancellationToken).ConfigureAwait(false);
        if (estate.Scopes.HasManagementGroups)
            await RowsAsync(new GraphQuery(ResourceQuery.OfTypes("'microsoft.resources/subscriptions'", "resourcecontainers")) { SubscriptionIds = [.. subscriptionIds] }, "management groups").ConfigureAwait(false);
        foreach (string[] some in estate.MissingRoles.ToArray().Chunk(ValuesPerQuery))
            await RowsAsync(new GraphQuery(ResourceQuery.Of("'microsoft.authorization/roledefinitions'", "name", some, Table)) { IncludesAbove = true }, "role definitions").ConfigureAwait(false);
        await DirectoryAsync(estate, reporter, cancellationToken).ConfigureAwait(false);
        return estate;

        async Task RowsAsync(GraphQuery query, string what)
        {
            (List<ObjectValue> rows, _) = await GraphRows.ReadAsync(session.Estate, query, what, reporter, cancellationToken).ConfigureAwait(false);
            foreach (ObjectValue row in rows)
            {
                estate.Add(row);
                if (row["type"].Is(Assignments) && row["subscriptionId"].AsText() is { } id) seen.Add(id);
            }
        }
    }

    // The index leaves out without a word what the account may not read: no assignment and no right to see them look the same there.
    private async Task ProbeAsync(IEnumerable<string> subscriptionIds, IAciReporter reporter, CancellationToken cancellationToken)
    {
        await foreach (AciProblem? problem in BoundedWork.MapAsync([.. subscriptionIds], AskAsync, cancellationToken).ConfigureAwait(false))
        {
            if (problem is not null) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
        }

        async Task<AciProblem?> AskAsync(string id, CancellationToken stop)
        {
            try
            {
                ArmRequest request = ArmRequest.Get($"/subscriptions/{id}/providers/{Assignments}", ApiVersions.Authorization) with { Query = [("$filter", "atScope()")] };
                await session.Arm.SendAsync(request, reporter, stop).ConfigureAwait(false);
                return null;
            }
            catch (AciServiceException fault)
            {
                return Faults.On(fault, $"The role assignments of subscription '{id}' could not be read, so who may do what there is not known", "/subscriptions/" + id, Assignments + "/read");
            }
        }
    }

    private async Task EligibleAsync(IReadOnlyCollection<string> subscriptionIds, AccessEstate estate, IAciReporter reporter, CancellationToken cancellationToken)
    {
        await foreach ((string id, List<ObjectValue> rows, AciServiceException? fault) in BoundedWork.MapAsync([.. subscriptionIds], AskAsync, cancellationToken).ConfigureAwait(false))
        {
            foreach (ObjectValue row in rows) estate.Add(RoleAssignment.Of(row, isEligible: true));
            if (fault is null) continue;
            if (fault.Code == NoLicence) await reporter.VerboseAsync("The tenant has no licence for roles that are activated for a time, so that there are none.", cancellationToken).ConfigureAwait(false);
            else await reporter.ProblemAsync(Faults.On(fault, $"Roles that can be activated on subscription '{id}' could not be read", "/subscriptions/" + id, Assignments + "/read"), cancellationToken).ConfigureAwait(false);
        }

        async Task<(string Id, List<ObjectValue> Rows, AciServiceException? Fault)> AskAsync(string id, CancellationToken stop)
        {
            List<ObjectValue> rows = [];
            try
            {
                await foreach (ObjectValue row in session.Arm.ListAsync(ArmRequest.Get($"/subscriptions/{id}/providers/{Eligible}", ApiVersions.Schedules), reporter, stop).ConfigureAwait(false)) rows.Add(row);
                return (id, rows, null);
            }
            catch (AciServiceException fault)
            {
                return (id, rows, fault);
            }
        }
    }

    private async Task DirectoryAsync(AccessEstate estate, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string[] ids = [.. estate.Assignments.Select(static one => one.PrincipalId).Distinct(StringComparer.OrdinalIgnoreCase)];
        try
        {
            if (session.Directory is not { } directory) throw NoAddress();
            foreach (string[] some in ids.Chunk(IdsPerCall))
            {
                var body = new JsonObject { ["ids"] = new JsonArray([.. some.Select(static id => (JsonNode?)id)]) };
                ArmResponse answer = await directory.SendAsync(new ArmRequest(HttpMethod.Post, "/v1.0/directoryObjects/getByIds", null) { Body = body, IsRead = true }, reporter, cancellationToken).ConfigureAwait(false);
                HashSet<string> left = new(some, StringComparer.OrdinalIgnoreCase);
                if (answer.Body["value"] is not ArrayValue list) throw NoList();
                foreach (Value found in list.Items)
                {
                    estate.Add(Principal.Of(found));
                    left.Remove(found["id"].AsText() ?? string.Empty);
                }

                // Only those that exist come back (azure-facts-2, G.2.1).
                foreach (string gone in left.Where(id => !IsForeign(estate, id))) estate.Add(new Principal { Id = gone, Exists = false });
            }

            await MembersAsync(directory, estate, reporter, cancellationToken).ConfigureAwait(false);
        }
        catch (AciProblemException fault)
        {
            await reporter.ProblemAsync(Unread(fault, "Who is in the groups that roles were given to, and who does not exist any more, is not known"), cancellationToken).ConfigureAwait(false);
        }
    }

    // A group of another tenant is none that this directory could find.
    private static bool IsForeign(AccessEstate estate, string id) => estate.AssignmentsOf(id).Any(static one => string.Equals(one.PrincipalType, "ForeignGroup", StringComparison.OrdinalIgnoreCase));

    private static async Task MembersAsync(IArmClient directory, AccessEstate estate, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string[] groups = [.. estate.Assignments.Where(one => estate.PrincipalOf(one.PrincipalId) is { Kind: AciPrincipalKind.Group, Exists: true }).Select(static one => one.PrincipalId).Distinct(StringComparer.OrdinalIgnoreCase)];
        AciProblemException? first = null;
        List<string> unread = [];
        await foreach (GroupMembers one in MemberReader.ReadAsync(directory, groups, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (one.Fault is null)
            {
                estate.AddMembers(one.GroupId, one.Members);
                continue;
            }

            first ??= one.Fault;
            unread.Add(estate.PrincipalOf(one.GroupId)?.Name ?? one.GroupId);
        }

        if (first is null) return;
        string which = unread.Count == groups.Length ? "the groups that roles were given to" : $"{(unread.Count == 1 ? "the group" : "the groups")} {string.Join(", ", unread)}";
        await reporter.ProblemAsync(Unread(first, $"Who is in {which} is not known"), cancellationToken).ConfigureAwait(false);
    }

    private static AciProblem Unread(AciProblemException fault, string what) => new()
    {
        Id = "AciDirectoryNotRead",
        Kind = fault.Problem.Kind,
        Message = $"{what}: {fault.Problem.Message}",
        Target = "Microsoft Graph",
        Recommendation = fault is AciServiceException { Status: 401 or 403 }
            ? "Grant the account Directory.Read.All and GroupMember.Read.All of Microsoft Graph; roles on subscriptions give nothing there. Rows name the groups instead of their members."
            : fault.Problem.Recommendation,
    };

    // Without this, everybody would seem to be gone.
    private static AciProblemException NoList() => new(new AciProblem
    {
        Id = "AciDirectoryNotRead",
        Kind = AciProblemKind.Unavailable,
        Message = "the answer of Microsoft Graph is no list.",
        Recommendation = "Try again. If it stays so, a gateway on the way answers in the place of Microsoft Graph.",
    });

    private AciProblemException NoAddress() => new(new AciProblem
    {
        Id = "AciDirectoryNotRead",
        Kind = AciProblemKind.InvalidOperation,
        Message = $"the address of Microsoft Graph in the cloud '{session.Name}' is not known.",
        Recommendation = "Connect with -Endpoint @{ Graph = 'https://...' } beside the other addresses.",
    });
}
