using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Access;

/// <summary>Who a role is assigned to.</summary>
internal sealed record Principal
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? UserName { get; init; }

    public AciPrincipalKind Kind { get; init; }

    /// <summary>Whether it exists; null where nobody could say.</summary>
    public bool? Exists { get; init; }

    /// <summary>A principal as Microsoft Graph writes it; null for what is none. Source: azure-facts-2, G.2.1: without the right for a type, all but its id is left out.</summary>
    public static Principal? Of(Value row)
    {
        if (row["id"].AsText() is not { Length: > 0 } id) return null;
        string? user = row["userPrincipalName"].AsText();
        AciPrincipalKind kind = (row["@odata.type"].AsText() ?? string.Empty).Split('.')[^1] switch
        {
            "servicePrincipal" => row["servicePrincipalType"].Is("ManagedIdentity") ? AciPrincipalKind.ManagedIdentity : AciPrincipalKind.Application,
            "user" => row["userType"].Is("Guest") || user?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == true ? AciPrincipalKind.Guest : AciPrincipalKind.User,
            "group" => AciPrincipalKind.Group,
            _ => AciPrincipalKind.Unknown,
        };
        return new Principal { Id = id, Name = row["displayName"].AsText(), UserName = user, Kind = kind, Exists = true };
    }

    /// <summary>The kind that Resource Manager tells without the directory.</summary>
    public static AciPrincipalKind KindOf(string principalType) => principalType.ToUpperInvariant() switch
    {
        "USER" => AciPrincipalKind.User,
        "GROUP" or "FOREIGNGROUP" => AciPrincipalKind.Group,
        "SERVICEPRINCIPAL" => AciPrincipalKind.Application,
        _ => AciPrincipalKind.Unknown,
    };
}
