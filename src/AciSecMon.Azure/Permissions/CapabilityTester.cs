using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Permissions;

/// <summary>Compares what the caller may do on a subscription with what capabilities need. Source of the rules of matching: azure-facts, G.</summary>
/// <remarks>
/// Who may read single resource groups only is shown only those by Resource Graph, which leaves out the rest without a word (azure-facts, I.1). That is told here, from
/// what is asked anyway. A reading run does not ask: it would take one call more for every subscription, and the answer needs Microsoft.Authorization/permissions/read
/// (https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource-group), which is no part of the least role for an assessment.
/// </remarks>
internal sealed class CapabilityTester(IArmClient arm)
{
    private const string OnlyPart =
        "Where it is granted on single resource groups or container groups, only those are listed and assessed, and nothing tells of the others: what is shown is then a part of the subscription.";

    /// <summary>One row for each subscription and capability.</summary>
    public async IAsyncEnumerable<AciCapability> TestAsync(
        IReadOnlyList<Capability> capabilities, IReadOnlyList<string> subscriptionIds, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string subscription in subscriptionIds)
        {
            List<RolePermission>? grants = null;
            AciProblem? problem = null;
            try
            {
                grants = await ReadAsync(subscription, reporter, cancellationToken).ConfigureAwait(false);
            }
            catch (AciServiceException fault)
            {
                problem = Faults.On(fault, $"What may be done on subscription '{subscription}' could not be found out", "/subscriptions/" + subscription, "Microsoft.Authorization/permissions/read");
            }

            if (problem is not null) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            bool isPart = grants is not null && !Allows(grants, UnseenSubscriptions.ReadAction);
            if (isPart && capabilities.Any(ReadsGroups))
            {
                await reporter.WarningAsync($"{UnseenSubscriptions.ReadAction} is not granted on subscription '{subscription}' as a whole. {OnlyPart}", cancellationToken).ConfigureAwait(false);
            }

            foreach (Capability capability in capabilities) yield return Judge(capability, subscription, grants, isPart && ReadsGroups(capability) ? $"{OnlyPart} {capability.Note}".TrimEnd() : problem?.Message);
        }
    }

    private static bool ReadsGroups(Capability capability) => capability.Actions.Contains(UnseenSubscriptions.ReadAction, StringComparer.OrdinalIgnoreCase);

    /// <summary>True where an action is granted by one of the grants and not taken out of that same grant again.</summary>
    internal static bool Allows(IEnumerable<RolePermission> grants, string action) => grants.Any(grant => grant.Grants(action));

    private async Task<List<RolePermission>> ReadAsync(string subscription, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var grants = new List<RolePermission>();
        ArmRequest request = ArmRequest.Get($"/subscriptions/{subscription}/providers/Microsoft.Authorization/permissions", ApiVersions.Authorization);
        await foreach (ObjectValue row in arm.ListAsync(request, reporter, cancellationToken).ConfigureAwait(false)) grants.Add(RolePermission.Of(row));
        return grants;
    }

    private static AciCapability Judge(Capability capability, string subscription, List<RolePermission>? grants, string? note)
    {
        string[] held = grants is null ? [] : [.. capability.Actions.Where(a => Allows(grants, a))];
        string[] missing = grants is null ? [] : [.. capability.Actions.Except(held)];
        return new AciCapability
        {
            Name = capability.Name,
            Purpose = capability.Purpose,
            SubscriptionId = subscription,
            Allowed = grants is null ? null : missing.Length == 0,
            RequiredAction = capability.Actions,
            HeldAction = held,
            MissingAction = missing,
            Note = note ?? capability.Note,
            RoleDefinition = LeastRole.Of([capability], [subscription]),
        };
    }
}
