namespace AciSecMon.Sandbox.Store;

/// <summary>A path of Resource Manager taken apart at its last <c>providers</c>.</summary>
/// <param name="Full">The whole path.</param>
/// <param name="Scope">What stands before the last <c>providers</c>; empty for the tenant.</param>
/// <param name="Type">Type with its namespace, such as <c>Microsoft.Network/virtualNetworks/subnets</c>; empty where the path names no provider.</param>
/// <param name="Name">Last name; empty for a collection.</param>
/// <param name="SubscriptionId">Subscription; empty for none.</param>
/// <param name="ResourceGroup">Resource group; empty for none.</param>
internal sealed record ResourcePath(string Full, string Scope, string Type, string Name, string SubscriptionId, string ResourceGroup)
{
    /// <summary>True where the path names many things of a type.</summary>
    public bool IsCollection => Type.Length > 0 && Name.Length == 0;

    /// <summary>True where the path is of that type, ignoring case.</summary>
    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a path apart.</summary>
    public static ResourcePath Of(string path)
    {
        string[] parts = path.Trim('/').Split('/');
        string After(string word) => parts.Length > 1 && Array.FindIndex(parts, part => Same(part, word)) is >= 0 and int at && at + 1 < parts.Length ? parts[at + 1] : "";
        string subscription = Same(parts[0], "subscriptions") ? After("subscriptions") : "";
        string group = subscription.Length > 0 ? After("resourceGroups") : "";

        int providers = Array.FindLastIndex(parts, static part => Same(part, "providers"));
        if (providers < 0 || providers + 1 >= parts.Length) return new ResourcePath(path, path, "", parts[^1], subscription, group);

        string scope = providers == 0 ? "" : "/" + string.Join('/', parts[..providers]);
        string[] rest = parts[(providers + 2)..];
        string type = string.Join('/', [parts[providers + 1], .. rest.Where(static (_, at) => at % 2 == 0)]);
        string name = rest.Length > 0 && rest.Length % 2 == 0 ? rest[^1] : "";
        return new ResourcePath(path, scope, type, name, subscription, group);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
