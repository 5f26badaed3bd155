namespace AciSecMon.Assessment.Alerts;

/// <summary>An operation of the control plane that somebody should hear of.</summary>
/// <param name="Name">What it is.</param>
/// <param name="OperationName">Name in the activity log.</param>
/// <param name="Title">Title of its alert rule.</param>
/// <param name="Meaning">Why it matters.</param>
internal sealed record WatchedOperation(AciAlertOperation Name, string OperationName, string Title, string Meaning)
{
    // Source: azure-facts F (operations of Container Instances, from the permission reference of Azure RBAC) and H; checks, ALR-001 to ALR-004.

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WatchedOperation> All { get; } =
    [
        new(AciAlertOperation.Write, "Microsoft.ContainerInstance/containerGroups/write", "A container group was created or changed", "Code starts to run with the group's identity and network."),
        new(AciAlertOperation.Delete, "Microsoft.ContainerInstance/containerGroups/delete", "A container group was deleted", "A service ends, and with it what it could have told."),
        new(AciAlertOperation.Exec, "Microsoft.ContainerInstance/containerGroups/containers/exec/action", "A command was run in a container", "Who may do this has the container's secrets and identity."),
        new(AciAlertOperation.Attach, "Microsoft.ContainerInstance/containerGroups/containers/attach/action", "A console was attached to a container", "Who may do this reads what the container writes, and may write to it."),
        new(AciAlertOperation.RemoveDiagnostics, "Microsoft.Insights/diagnosticSettings/delete", "A diagnostic setting was removed", "Logs end; it is what an intruder does first."),
        new(AciAlertOperation.AssignRole, "Microsoft.Authorization/roleAssignments/write", "A role was assigned", "Rights grow; also those of the identities of container groups."),
    ];

    /// <summary>What is known of an operation.</summary>
    public static WatchedOperation Of(AciAlertOperation name) => All.First(operation => operation.Name == name);
}
