using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Binds the identity block in each of its forms: Resource Manager's map by id, the snake_case map that <c>az container export</c> writes, and a list of ids.
/// </summary>
internal static class IdentityBinder
{
    private const string Map = "userAssignedIdentities";
    private const string SnakeMap = "user_assigned_identities";

    /// <summary>The resource with its identity block spelt as Resource Manager does.</summary>
    public static ObjectValue Canonical(ObjectValue resource)
    {
        if (resource.Find("identity") is not ObjectValue identity) return resource;
        Value type = CanonicalType(identity["type"]);
        bool isSnake = identity.Find(SnakeMap) is not null && identity.Find(Map) is null;
        if (!isSnake && ReferenceEquals(type, identity["type"])) return resource;
        var canonical = new ObjectValue(
            [.. identity.Properties.Select(p => Renamed(p, type))], identity.Rest, identity.Location, identity.Origins);
        return new ObjectValue(
            [.. resource.Properties.Select(p => IsNamed(p, "identity") ? p with { Value = canonical } : p)], resource.Rest, resource.Location, resource.Origins);
    }

    public static Identity Bind(Value identity)
    {
        Value whole = Lists.ObjectOrUnknown(identity, "identity");
        return new Identity
        {
            Place = Place.Root.Of("identity"),
            Whole = whole,
            Type = whole["type"],
            UserAssigned = BindIds(whole[Map]),
        };
    }

    private static ModelList<Value> BindIds(Value map)
    {
        if (map is ObjectValue byId)
        {
            return new([.. byId.Properties.Select(static p => new StringValue(p.Name, p.NameLocation, p.Value.Origins))], byId.Rest);
        }

        return new([.. map.Items.Where(static id => !id.IsMissing)], Lists.RestOf(map, Map));
    }

    // "SystemAssigned,UserAssigned" and "systemAssigned, userAssigned" are the same to the service.
    private static Value CanonicalType(Value type)
    {
        if (type is not StringValue text) return type;
        string[] parts = text.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string canonical = string.Join(", ", parts.Select(CanonicalPart).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));
        return canonical == text.Text ? type : new StringValue(canonical, text.Location, text.Origins);
    }

    private static string CanonicalPart(string part)
    {
        foreach (string known in (ReadOnlySpan<string>)["SystemAssigned", "UserAssigned", "None"])
        {
            if (string.Equals(part, known, StringComparison.OrdinalIgnoreCase)) return known;
        }

        return part;
    }

    private static Property Renamed(Property property, Value type)
    {
        if (IsNamed(property, "type")) return property with { Value = type };
        return IsNamed(property, SnakeMap) ? property with { Name = Map } : property;
    }

    private static bool IsNamed(Property property, string name) => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase);
}
