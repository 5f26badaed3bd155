using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// What a container group profile can give to a group or NGroup that refers to it. What the profile may say is not known here, and never absent.
/// </summary>
internal static class ProfileProperties
{
    // Properties of ContainerGroupProfileProperties, REST API specification of Microsoft.ContainerInstance 2025-09-01, models.tsp.
    private static readonly string[] Given =
    [
        "sku", "encryptionProperties", "containers", "initContainers", "extensions", "imageRegistryCredentials", "restartPolicy", "ipAddress", "osType",
        "volumes", "diagnostics", "priority", "confidentialComputeProperties",
    ];

    /// <summary>The properties of a group, with what its profile may supply marked as not known. The service answers with the effective values, so only authored shapes are open.</summary>
    public static Value OfGroup(Value properties, GroupOrigin origin)
    {
        Value profile = properties["containerGroupProfile"];
        if (profile.IsMissing || properties is not ObjectValue known) return properties;
        if (origin.Shape is not (AciSourceKind.Template or AciSourceKind.DeploymentFile)) return properties;
        UnresolvedValue unknown = GivenBy(profile["id"], profile.Location);
        List<Property> all = [.. known.Properties];
        foreach (string name in Given)
        {
            if (known.Find(name) is null or MissingValue) all.Add(new(name, unknown));
        }

        return new ObjectValue(all, known.Rest, known.Location, known.Origins);
    }

    /// <summary>
    /// The properties that an NGroup gives to its groups: subnets, and the volumes and volume mounts that it adds. All else is the profile's.
    /// </summary>
    public static Value OfNGroup(Value properties)
    {
        Value profiles = properties["containerGroupProfiles"];
        UnresolvedValue unknown = GivenBy(profiles.Items.Count == 1 ? profiles.Items[0]["resource"]["id"] : MissingValue.Instance, profiles.Location);
        List<Property> given = [];
        if (profiles.Items.Count == 1)
        {
            Value own = profiles.Items[0]["containerGroupProperties"];
            given.Add(new("subnetIds", own["subnetIds"]));
            given.Add(new("volumes", Open(own["volumes"], unknown)));
            given.Add(new("containers", Open(own["containers"], unknown, OpenContainer)));
        }

        if (properties is ObjectValue known) given.AddRange(known.Properties);
        return new ObjectValue(given, unknown, properties.Location, properties.Origins);

        Value OpenContainer(Value container) => new ObjectValue(
            [new("name", container["name"]), new("properties", container["properties"] is ObjectValue o ? new ObjectValue(o.Properties, unknown, o.Location, o.Origins) : unknown)],
            null, container.Location, container.Origins);
    }

    private static Value Open(Value list, UnresolvedValue unknown, Func<Value, Value>? open = null) =>
        list is ArrayValue array
            ? new ArrayValue(open is null ? array.Items : [.. array.Items.Select(open)], array.Rest ?? unknown, array.Location, array.Origins)
            : list.IsMissing ? unknown : list;

    private static UnresolvedValue GivenBy(Value profileId, SourceLocation location)
    {
        string name = profileId is LiteralValue { Text.Length: > 0 } id ? ResourceIds.LastSegment(id.Text) : PlaceKeys.NameOf(profileId);
        string expression = name == "?" ? "container group profile" : $"container group profile {name}";
        return new UnresolvedValue(expression, new UnresolvedCause(CauseKind.NotCarried, expression, location), location);
    }
}
