using System.Collections.Frozen;

namespace AciSecMon.Assessment.Activity;

/// <summary>
/// An operation of the activity log that matters to container groups. Sources: azure-facts, F (operations of Container Instances, from role-based-access-control/permissions/containers.md)
/// and G (dangerous rights).
/// </summary>
/// <param name="Name">Name as the reference spells it; the log and workspaces spell it in other cases.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Words">What it does.</param>
/// <param name="Risk">Why an attacker would make it; null for operations that are daily work.</param>
internal sealed record ActivityOperation(string Name, AciActivityKind Kind, string Words, string? Risk = null)
{
    private const string Group = "Microsoft.ContainerInstance/containerGroups";
    private const string Container = Group + "/containers";
    private const string Profile = "Microsoft.ContainerInstance/containerGroupProfiles";
    private const string Identity = "Microsoft.ManagedIdentity/userAssignedIdentities";
    private const string Subnet = "Microsoft.Network/virtualNetworks/subnets";
    private const string Insights = "Microsoft.Insights/";

    private const string Deletes = "It takes the workload away, and with it what could tell what happened.";
    private const string Blinds = "What happens from then on is not collected.";
    private const string Silences = "Nobody is told from then on.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivityOperation> All { get; } =
    [
        new(Container + "/exec/action", AciActivityKind.Exec, "ran a command in a container", "It runs commands with the secrets and identities of the container, and nothing records what was typed."),
        new(Container + "/attach/action", AciActivityKind.Attach, "attached to a container", "It reads and writes what the container's process reads and writes."),
        new(Group + "/write", AciActivityKind.Write, "wrote a container group"),
        new(Group + "/delete", AciActivityKind.Delete, "deleted a container group", Deletes),
        new(Group + "/start/action", AciActivityKind.Start, "started a container group"),
        new(Group + "/stop/action", AciActivityKind.Stop, "stopped a container group"),
        new(Group + "/restart/action", AciActivityKind.Restart, "restarted a container group"),
        new(Group + "/refreshDelegatedResourceIdentity/action", AciActivityKind.Rare, "refreshed the delegated identity of a container group"),
        new("Microsoft.ContainerInstance/serviceassociationlinks/delete", AciActivityKind.Rare, "deleted the link of Container Instances to a network"),
        new("Microsoft.ContainerInstance/register/action", AciActivityKind.Rare, "registered Container Instances with a subscription"),
        new(Profile + "/write", AciActivityKind.WriteProfile, "wrote a container group profile"),
        new(Profile + "/delete", AciActivityKind.DeleteProfile, "deleted a container group profile", Deletes),
        new("Microsoft.ContainerInstance/ngroups/write", AciActivityKind.WriteProfile, "wrote an NGroup"),
        new("Microsoft.ContainerInstance/ngroups/delete", AciActivityKind.DeleteProfile, "deleted an NGroup", Deletes),
        new(Insights + "diagnosticSettings/write", AciActivityKind.WriteDiagnostics, "wrote a diagnostic setting"),
        new(Insights + "diagnosticSettings/delete", AciActivityKind.RemoveDiagnostics, "removed a diagnostic setting", Blinds),
        new(Group + "/providers/Microsoft.Insights/diagnosticSettings/write", AciActivityKind.WriteDiagnostics, "wrote a diagnostic setting"),
        new(Group + "/providers/Microsoft.Insights/diagnosticSettings/delete", AciActivityKind.RemoveDiagnostics, "removed a diagnostic setting", Blinds),
        new(Insights + "activityLogAlerts/write", AciActivityKind.WriteAlertRule, "wrote an alert rule on operations"),
        new(Insights + "activityLogAlerts/delete", AciActivityKind.RemoveAlertRule, "removed an alert rule on operations", Silences),
        new(Insights + "metricAlerts/write", AciActivityKind.WriteAlertRule, "wrote an alert rule on metrics"),
        new(Insights + "metricAlerts/delete", AciActivityKind.RemoveAlertRule, "removed an alert rule on metrics", Silences),
        new(Insights + "scheduledQueryRules/write", AciActivityKind.WriteAlertRule, "wrote an alert rule on logs"),
        new(Insights + "scheduledQueryRules/delete", AciActivityKind.RemoveAlertRule, "removed an alert rule on logs", Silences),
        new(Insights + "actionGroups/write", AciActivityKind.WriteAlertRule, "wrote an action group"),
        new(Insights + "actionGroups/delete", AciActivityKind.RemoveAlertRule, "removed an action group", Silences),
        new("Microsoft.Authorization/roleAssignments/write", AciActivityKind.AssignRole, "assigned a role", "It gives rights that stay after the caller's own are taken away."),
        new("Microsoft.Authorization/roleAssignments/delete", AciActivityKind.RemoveRole, "removed a role assignment"),
        new("Microsoft.Authorization/locks/delete", AciActivityKind.RemoveLock, "removed a lock", "It lets be deleted what was kept from it."),
        new(Identity + "/assign/action", AciActivityKind.AssignIdentity, "assigned an identity to a resource", "Code in the resource gets the rights of the identity."),
        new(Identity + "/federatedIdentityCredentials/write", AciActivityKind.AssignIdentity, "let an outside issuer in under an identity", "Who has a token of that issuer gets the rights of the identity."),
        new(Subnet + "/join/action", AciActivityKind.LinkNetwork, "joined a subnet"),
        new(Subnet + "/write", AciActivityKind.LinkNetwork, "wrote a subnet"),
        new(Subnet + "/delete", AciActivityKind.UnlinkNetwork, "deleted a subnet"),
        new(Subnet + "/serviceAssociationLinks/delete", AciActivityKind.UnlinkNetwork, "deleted the link of a service to a subnet"),
    ];

    private static readonly FrozenDictionary<string, ActivityOperation> ByName = All.ToFrozenDictionary(static one => one.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The operation of that name, ignoring case; of one that is not known, only its name.</summary>
    public static ActivityOperation Of(string name) => ByName.GetValueOrDefault(name) ?? new ActivityOperation(name, AciActivityKind.Other, name);

    /// <summary>True where the operation is known.</summary>
    public static bool IsKnown(string name) => ByName.ContainsKey(name);

    /// <summary>Providers whose events are asked for.</summary>
    public static IReadOnlyList<string> Providers { get; } = [.. All.Select(static one => one.Name.Split('/')[0]).Distinct(StringComparer.OrdinalIgnoreCase)];
}
