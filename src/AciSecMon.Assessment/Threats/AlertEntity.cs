using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Threats;

/// <summary>
/// An entity of a Defender alert. Types and what names each: Microsoft Sentinel entity types reference (https://learn.microsoft.com/azure/sentinel/entities-reference), which
/// Defender's alerts share; spelling of names varies between services, and is compared ignoring case. A type that is not listed here is kept under its own name.
/// </summary>
/// <param name="Type">Type as it is written.</param>
/// <param name="Value">What names it best; empty where nothing does.</param>
/// <param name="ObjectId">Object id of an account; null otherwise.</param>
/// <param name="IsKnown">True for a type that is listed here.</param>
internal sealed record AlertEntity(string Type, string Value, string? ObjectId, bool IsKnown)
{
    private const string Account = "account";

    // An entity can hold others, and these others again.
    private const int MostNested = 4;

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [Account] = ["displayName", "name", "aadUserId", "objectGuid", "sid"],
        ["azure-resource"] = ["resourceId"],
        ["cloud-application"] = ["name", "appId"],
        ["container"] = ["name", "containerId"],
        ["container-image"] = ["imageId"],
        ["container-registry"] = ["registry"],
        ["dns"] = ["domainName"],
        ["file"] = ["name"],
        ["filehash"] = ["value"],
        ["host"] = ["hostName", "azureId", "netBiosName"],
        ["ip"] = ["address"],
        ["malware"] = ["name"],
        ["process"] = ["processId", "imageFile"],
        ["security-group"] = ["distinguishedName", "sid"],
        ["service-principal"] = ["name", "objectId", "appId"],
        ["url"] = ["url"],
    };

    // What names things of most kinds.
    private static readonly string[] Usual = ["name", "resourceId", "address", "value", "id"];

    /// <summary>The entities of a list, those within others included, each once.</summary>
    public static IReadOnlyList<AlertEntity> Of(Value list) => [.. All(list).Select(static one => Read(one.Entity, one.Type)).Distinct()];

    /// <summary>The entities of a list as they are written, those within others included, each with its type.</summary>
    public static IEnumerable<(string Type, ObjectValue Entity)> All(Value list) => list.Items.SelectMany(static item => All(item, 0));

    private static IEnumerable<(string Type, ObjectValue Entity)> All(Value item, int depth)
    {
        // What is only a pointer to another entity of the list has no type.
        if (item is not ObjectValue entity || depth > MostNested) yield break;
        if (entity["type"].AsText() is { Length: > 0 } type) yield return (type, entity);
        foreach (Value inner in entity.Properties.SelectMany(static property => property.Value is ObjectValue ? [property.Value] : property.Value.Items))
        {
            foreach ((string, ObjectValue) found in All(inner, depth + 1)) yield return found;
        }
    }

    private static AlertEntity Read(ObjectValue entity, string type)
    {
        bool isKnown = Names.TryGetValue(type, out string[]? names);
        string value = (names ?? Usual).Select(name => entity[name].AsText()).FirstOrDefault(static text => !string.IsNullOrEmpty(text)) ?? string.Empty;
        if (!type.Equals(Account, StringComparison.OrdinalIgnoreCase)) return new AlertEntity(type, value, IdOf(entity, "objectId"), isKnown);
        string? name = entity["name"].AsText();
        string? suffix = entity["upnSuffix"].AsText();
        if (!string.IsNullOrEmpty(name) && !string.IsNullOrEmpty(suffix)) value = $"{name}@{suffix}";
        return new AlertEntity(type, value, IdOf(entity, "aadUserId") ?? IdOf(entity, "objectGuid"), isKnown);
    }

    private static string? IdOf(ObjectValue entity, string name) => entity[name].AsText() is { Length: > 0 } text ? text : null;
}
