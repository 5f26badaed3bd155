namespace AciSecMon.Sandbox.Store;

/// <summary>Parts of resource ids.</summary>
internal static class Ids
{
    /// <summary>The part that follows a segment; null where there is none.</summary>
    public static string? After(string id, string segment)
    {
        string[] parts = id.Split('/');
        int at = Array.FindIndex(parts, p => string.Equals(p, segment, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }

    /// <summary>The last part.</summary>
    public static string NameOf(string id) => id[(id.LastIndexOf('/') + 1)..];

    /// <summary>The type that a path's last provider names, such as <c>Microsoft.Network/virtualNetworks/subnets</c>, and whether the path ends with a name.</summary>
    public static (string Scope, string Type, bool HasName)? Read(string path)
    {
        int at = path.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        string[] parts = path[(at + "/providers/".Length)..].Split('/');
        if (parts.Length < 2) return null;
        string type = parts[0];
        for (int i = 1; i < parts.Length; i += 2) type += "/" + parts[i];
        return (path[..at], type, parts.Length % 2 == 1);
    }
}
