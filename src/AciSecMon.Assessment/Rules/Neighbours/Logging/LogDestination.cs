using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>
/// A resource that a diagnostic setting sends to. Source of the properties: learn.microsoft.com, azure/templates/microsoft.insights/diagnosticsettings.
/// </summary>
/// <param name="Id">Resource id of the workspace, the storage account, or the namespace of the event hub.</param>
/// <param name="Name">Its name.</param>
/// <param name="Setting">Name of the setting; null where it has none.</param>
internal sealed record LogDestination(string Id, string Name, string? Setting)
{
    public const string WorkspaceType = "Microsoft.OperationalInsights/workspaces";
    public const string StorageType = "Microsoft.Storage/storageAccounts";
    public const string NamespaceType = "Microsoft.EventHub/namespaces";

    private static readonly string[] Properties = ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId"];

    /// <summary>Where a setting sends to. Destinations that are not known, and partners' solutions, are left out.</summary>
    public static IEnumerable<LogDestination> NamedBy(ObjectValue setting)
    {
        string? name = setting["name"].AsText();
        foreach (string property in Properties)
        {
            if (setting["properties"][property].AsText() is not { Length: > 0 } id || !id.Contains('/', StringComparison.Ordinal)) continue;
            string resource = ResourceOf(id.TrimEnd('/'));
            yield return new LogDestination(resource, ResourceIds.LastSegment(resource), name is null ? null : ResourceIds.LastSegment(name));
        }
    }

    /// <summary>True where a reference may mean a workspace: agents name theirs by the workspace's own id alone.</summary>
    public static bool IsWorkspace(NeighbourReference reference) => reference.Id is null || IsWorkspace(reference.Id);

    /// <summary>True where an id is that of a workspace.</summary>
    public static bool IsWorkspace(string id) => id.Contains($"/{WorkspaceType}/", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a reference is called in messages.</summary>
    public static string WordOf(NeighbourReference reference) =>
        IsWorkspace(reference) ? "workspace" : reference.Id!.Contains($"/{StorageType}/", StringComparison.OrdinalIgnoreCase) ? "storage account" : "event hub namespace";

    // A setting names an authorization rule of the namespace, or of one of its hubs.
    private static string ResourceOf(string id)
    {
        int at = id.IndexOf($"/{NamespaceType}/", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return id;
        int end = id.IndexOf('/', at + NamespaceType.Length + 2);
        return end < 0 ? id : id[..end];
    }
}
