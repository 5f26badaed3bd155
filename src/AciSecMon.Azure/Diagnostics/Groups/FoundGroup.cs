using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>A container group, as far as its diagnostics need it.</summary>
/// <param name="Id">Resource id.</param>
/// <param name="Location">Region.</param>
/// <param name="Legacy">Its own log agent; null where it has none.</param>
/// <param name="IsWindows">True for Windows containers.</param>
internal sealed record FoundGroup(ArmId Id, string Location, LegacyAgent? Legacy, bool IsWindows)
{
    /// <summary>What its containers ask for; empty where that is not known.</summary>
    public IReadOnlyList<ContainerRequest> Containers { get; init; } = [];

    /// <summary>True where it is in a virtual network; null where that is not told.</summary>
    public bool? IsInNetwork { get; init; }

    /// <summary>Name of the group.</summary>
    public string Name => Id.Name;

    /// <summary>The group in a sentence, with its subscription, since two of a fleet can have the same names.</summary>
    public string InWords => $"container group '{Name}' in '{Id.ResourceGroupName}' of subscription '{Id.SubscriptionId}'";

    /// <summary>Reads a row of Resource Graph or a resource as Resource Manager gives it; null where it is no container group.</summary>
    public static FoundGroup? Read(Value row)
    {
        if (!ArmId.TryParse(row["id"].AsText(), out ArmId? id) || !id.IsOf(ArmId.ContainerGroups)) return null;
        Value properties = row["properties"];
        return new FoundGroup(id, row["location"].AsText() ?? string.Empty, LegacyAgent.Read(properties["diagnostics"]["logAnalytics"]), properties["osType"].Is("Windows"))
        {
            Containers = [.. properties["containers"].Items.Select(ContainerRequest.Read).OfType<ContainerRequest>()],
            IsInNetwork = IsInNetworkOf(properties),
        };
    }

    // A network profile is the older way to name a subnet. Not every source carries the subnet of a group with a private address.
    private static bool? IsInNetworkOf(Value properties)
    {
        if (properties["subnetIds"].Items.Count > 0 || properties["networkProfile"]["id"].AsText() is { Length: > 0 }) return true;
        return properties is not ObjectValue || properties["ipAddress"]["type"].Is("Private") ? null : false;
    }
}

/// <summary>What a container asks for.</summary>
/// <param name="Name">Name of the container.</param>
/// <param name="Cpu">Processors; null where it does not tell.</param>
/// <param name="MemoryInGigabytes">Memory; null where it does not tell.</param>
internal sealed record ContainerRequest(string Name, double? Cpu, double? MemoryInGigabytes)
{
    /// <summary>Reads a container; null where it has no name.</summary>
    public static ContainerRequest? Read(Value container)
    {
        Value requests = container["properties"]["resources"]["requests"];
        return container["name"].AsText() is { } name ? new ContainerRequest(name, requests["cpu"].AsReal(), requests["memoryInGB"].AsReal()) : null;
    }
}

/// <summary>The log agent that a group brings along itself (azure-facts, B.3).</summary>
/// <param name="WorkspaceId">The workspace's own id, a GUID.</param>
/// <param name="WorkspaceResourceId">Resource id of the workspace; null where the group does not tell.</param>
/// <param name="LogType">ContainerInsights or ContainerInstanceLogs; null where the group does not tell.</param>
internal sealed record LegacyAgent(string WorkspaceId, string? WorkspaceResourceId, string? LogType)
{
    /// <summary>Reads <c>properties.diagnostics.logAnalytics</c>; null where there is none.</summary>
    public static LegacyAgent? Read(Value value) => value is ObjectValue
        ? new LegacyAgent(value["workspaceId"].AsText() ?? string.Empty, value["workspaceResourceId"].AsText(), value["logType"].AsText())
        : null;
}
