using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>The roles of the identity of an assignment: what it has, and what is given to it. The service gives none by itself (azure-facts, D.3).</summary>
internal sealed class RoleGrants(IArmClient arm, IAciReporter reporter)
{
    // Of the definitions on container groups (azure-facts, D.1 and G).
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["749f88d5-cbae-40b8-bcfc-e573ddc772fa"] = "Monitoring Contributor",
        ["92aaf0da-9dab-42b6-94a3-d43ce8d16293"] = "Log Analytics Contributor",
        ["f526a384-b230-433a-b45c-95f59c4a2dec"] = "Azure Event Hubs Data Owner",
        ["b24988ac-6180-42a0-ab88-20f7382dd24c"] = "Contributor",
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] = "Owner",
    };

    /// <summary>Stands for an identity that is made with its assignment, while that is only planned.</summary>
    public const string NotMadeYet = "(the identity of the assignment)";

    /// <summary>Gives the identity of an assignment the roles that it needs, at its scope and on the resources outside that it works with.</summary>
    /// <param name="plan">The assignment.</param>
    /// <param name="principal">Object id of the identity; null where it has none.</param>
    /// <param name="writer">Writes.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<ChangeOutcome> GiveAsync(PolicyPlan plan, string? principal, PolicyWriter writer, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (PolicyScope scope in plan.Beside.Select(static id => new PolicyScope(id)).Prepend(plan.Scope))
        {
            List<ObjectValue> there = [];
            AciServiceException? unread = null;
            try
            {
                if (principal is not (null or NotMadeYet)) there = await OfAsync(scope.Text, principal, cancellationToken).ConfigureAwait(false);
            }
            catch (AciServiceException fault)
            {
                unread = fault;
            }

            foreach (string role in plan.Roles)
            {
                WantedThing wanted = Wanted(scope, role, principal ?? NotMadeYet, plan.Name);
                var change = new PolicyChange(wanted.Thing, null, clock);
                yield return (principal, unread) switch
                {
                    (null, _) => change.Outcome(AciChangeResult.Failed, "The assignment has no identity that the role could be given to.", NoIdentity(plan)),
                    (_, { } fault) => change.Unread(fault),
                    _ when Gives(there, role, scope) => change.Outcome(AciChangeResult.Unchanged, "The identity has the role."),
                    _ => await writer.WriteOnceAsync(wanted, there => Has(there, role, principal), now => Has(now, role, principal), cancellationToken).ConfigureAwait(false),
                };
            }
        }
    }

    /// <summary>The role assignments of an identity that count at a scope or below it.</summary>
    /// <param name="scope">Resource id of the scope.</param>
    /// <param name="principalId">Object id of the identity.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciServiceException">They could not be read.</exception>
    public async Task<List<ObjectValue>> OfAsync(string scope, string principalId, CancellationToken cancellationToken)
    {
        var request = ArmRequest.Get($"{scope}/providers/{PolicyThing.RoleType}", ApiVersions.Authorization) with { Query = [("$filter", $"principalId eq '{principalId}'")] };
        List<ObjectValue> found = [];
        await foreach (ObjectValue item in arm.ListAsync(request, reporter, cancellationToken).ConfigureAwait(false)) found.Add(item);
        return found;
    }

    // The service writes the id of a role with the subscription in front.
    private static bool Has(Value grant, string role, string principal) =>
        grant["properties"]["principalId"].Is(principal) && string.Equals(ResourceIds.LastSegment(grant["properties"]["roleDefinitionId"].AsText() ?? string.Empty), ResourceIds.LastSegment(role), StringComparison.OrdinalIgnoreCase);

    /// <summary>True where role assignments give a role at a scope: there, or above it.</summary>
    public static bool Gives(IEnumerable<ObjectValue> grants, string role, PolicyScope scope) => grants.Any(grant =>
        string.Equals(ResourceIds.LastSegment(grant["properties"]["roleDefinitionId"].AsText() ?? string.Empty), ResourceIds.LastSegment(role), StringComparison.OrdinalIgnoreCase)
        && ScopeOf(grant) is var at && (!at.StartsWith(scope.Text + "/", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The role assignment that gives a role. Its name is made of what it gives, so that a second run finds it.</summary>
    public static WantedThing Wanted(PolicyScope scope, string role, string principalId, string assignmentName)
    {
        string name = principalId == NotMadeYet ? NotMadeYet : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{scope.Text}|{ResourceIds.LastSegment(role)}|{principalId}".ToUpperInvariant())).AsSpan(0, 16)).ToString();
        string called = Names.GetValueOrDefault(ResourceIds.LastSegment(role), ResourceIds.LastSegment(role));
        var thing = PolicyThing.Role($"{scope.Text}/providers/{PolicyThing.RoleType}/{name}", $"role {called} for the identity of policy assignment '{assignmentName}'", scope) with
        {
            Consequence = "The identity can then change resources there.",
        };
        return new WantedThing(thing, new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["roleDefinitionId"] = role,
                ["principalId"] = principalId,
                ["principalType"] = "ServicePrincipal",
                ["description"] = $"For the policy assignment {assignmentName}. Made by AciSecMon.",
            },
        });
    }

    /// <summary>The scope of a role assignment.</summary>
    public static string ScopeOf(ObjectValue grant) => grant["properties"]["scope"].AsText() ?? string.Empty;

    private static AciProblem NoIdentity(PolicyPlan plan) => new()
    {
        Id = "AciPolicyIdentityMissing",
        Kind = AciProblemKind.Conflict,
        Message = $"Policy assignment '{plan.Name}' at {plan.Scope.Described} has no identity, so that it can deploy nothing.",
        Target = plan.Path,
        Recommendation = "Run the command again. If it stays so, somebody else takes the identity away.",
    };
}
