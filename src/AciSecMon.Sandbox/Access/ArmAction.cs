using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Policy;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Access;

/// <summary>
/// The action that a call needs, and the scope at which it is needed: reading is <c>{type}/read</c>, PUT and PATCH are <c>/write</c>, DELETE is <c>/delete</c>, and a
/// POST to something that can be done is <c>/{what}/action</c> (azure-facts, G).
/// </summary>
/// <param name="Name">The action.</param>
/// <param name="Scope">Resource, resource group or subscription; for a list, what its things belong to.</param>
internal sealed record ArmAction(string Name, string Scope)
{
    private const string Subscriptions = "Microsoft.Resources/subscriptions";
    private const string Groups = "Microsoft.Resources/subscriptions/resourceGroups";

    /// <summary>The action of a call; null for a call that everybody may make.</summary>
    public static ArmAction? Of(Call call)
    {
        ResourcePath path = ResourcePath.Of(call.Path);
        if (path.SubscriptionId.Length == 0 && !ManagementGroups.IsGroup(path.Scope)) return null;
        if (!path.Type.Contains('/', StringComparison.Ordinal) && path.Type.Length > 0) return new ArmAction("Microsoft.Resources/subscriptions/providers/read", path.Scope);
        if (PolicyStates.Knows(path)) return new ArmAction(path.Type + "/action", path.Scope);
        if (path.Type.Length == 0) return new ArmAction(Named(path.ResourceGroup.Length > 0 || call.Path.EndsWith("/resourceGroups", StringComparison.OrdinalIgnoreCase) ? Groups : Subscriptions, call.Method), path.Full);
        if (call.Method == "POST") return new ArmAction(path.Type + "/action", path.IsCollection ? path.Full[..path.Full.LastIndexOf('/')] : path.Full);
        return new ArmAction(Named(path.Type, call.Method), path.IsCollection ? OwnerOf(path) : path.Full);
    }

    /// <summary>The action of reading a resource.</summary>
    public static ArmAction ToRead(string id, string type) => new(type + "/read", id);

    /// <summary>True where a scope is another one or lies below it.</summary>
    public static bool IsWithin(string scope, string outer) =>
        scope.StartsWith(outer, StringComparison.OrdinalIgnoreCase) && (scope.Length == outer.Length || scope[outer.Length] == '/');

    private static string Named(string type, string method) => type + method switch { "PUT" or "PATCH" => "/write", "DELETE" => "/delete", _ => "/read" };

    // Things of a resource belong to the resource; everything else of a type to where the path begins.
    private static string OwnerOf(ResourcePath path) =>
        path.Type.Count(static letter => letter == '/') > 1 ? path.Full[..path.Full.LastIndexOf('/')] : path.Scope;
}
