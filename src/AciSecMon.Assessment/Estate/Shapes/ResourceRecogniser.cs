using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>A resource that holds containers, in Resource Manager's form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Shape">The shape that it had.</param>
/// <param name="Resource">The resource.</param>
internal sealed record FoundResource(AciSubjectType Kind, AciSourceKind Shape, ObjectValue Resource);

/// <summary>Tells in which shape an object is a container group, profile or NGroup, and brings it into Resource Manager's form.</summary>
internal static class ResourceRecogniser
{
    /// <summary>The resource that the object is; null where it is none.</summary>
    /// <param name="record">The object.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="typeName">Type name of a pipeline object; null elsewhere.</param>
    public static FoundResource? Recognise(ObjectValue record, Surroundings at, string? typeName)
    {
        if (StoredShape.IsGroup(record, at.IsTop ? typeName : null))
        {
            return new(StoredShape.KindOf(record), AciSourceKind.Stored, StoredShape.ToCanonical(record));
        }

        string? type = Envelope.TypeOf(record);
        AciSubjectType? kind = string.IsNullOrEmpty(type) ? ResourceKinds.OfId(Envelope.IdOf(record)) : ResourceKinds.OfType(type);
        if (AzModuleShape.IsGroup(record, at.IsTop ? typeName : null) && (kind is not null || string.IsNullOrEmpty(type)))
        {
            AciSubjectType az = kind ?? AciSubjectType.ContainerGroup;
            return new(az, AciSourceKind.AzModule, AzModuleShape.ToCanonical(record, az));
        }

        if (record.Find("properties") is { IsMissing: false }) return RecogniseWhole(record, kind, type, at, typeName);
        return kind is null ? RecogniseColumns(record, at) : RecogniseFlat(record, kind.Value, at);
    }

    private static FoundResource? RecogniseWhole(ObjectValue record, AciSubjectType? kind, string? type, Surroundings at, string? typeName)
    {
        if (kind is null)
        {
            bool isTypeless = string.IsNullOrEmpty(type) && at.IsTop && IsDeploymentWithoutType(record);
            return isTypeless ? Authored(record, AciSubjectType.ContainerGroup) : null;
        }

        if (typeName is not null && at.IsTop && typeName.Contains("ContainerInstance", StringComparison.OrdinalIgnoreCase))
        {
            return new(kind.Value, AciSourceKind.AzModule, CompleteList(Envelope.ToCanonical(record, kind.Value), kind.Value));
        }

        if (at.List == ListKind.Rows || record.Find("tenantId") is not null || record.Find("subscriptionId") is not null)
        {
            return new(kind.Value, AciSourceKind.ResourceGraph, GraphShape.ToCanonical(record, kind.Value));
        }

        if (string.IsNullOrEmpty(Envelope.IdOf(record))) return Authored(record, kind.Value);
        ObjectValue resource = ExpressionText.Unresolve(Envelope.ToCanonical(record, kind.Value, onlyKnown: record.Find("resourceType") is not null));
        return at.List == ListKind.Value
            ? new(kind.Value, AciSourceKind.ResourceList, CompleteList(resource, kind.Value))
            : new(kind.Value, AciSourceKind.Resource, resource);
    }

    private static FoundResource? RecogniseFlat(ObjectValue record, AciSubjectType kind, Surroundings at)
    {
        bool isCommandLine = CommandLineShape.HasFlatItems(record["containers"])
            || (at.List != ListKind.Rows && record.Find("containers") is not null && record.Find("provisioningState") is not null);
        if (isCommandLine)
        {
            ObjectValue resource = CommandLineShape.ToCanonical(record, kind);
            // Only what was read by name has an instance view; lists print null for it.
            bool isListed = record.Find("instanceView") is MissingValue;
            return new(kind, AciSourceKind.CommandLine, isListed ? CompleteList(resource, kind) : resource);
        }

        return at.IsTop || record.Find("containers") is ArrayValue
            ? new(kind, AciSourceKind.ResourceGraph, GraphShape.ToCanonical(record, kind))
            : null;
    }

    // Rows that were projected without type and id can still be told by the containers in them.
    private static FoundResource? RecogniseColumns(ObjectValue record, Surroundings at)
    {
        if (!at.IsTop || at.List != ListKind.Rows || !string.IsNullOrEmpty(Envelope.TypeOf(record))) return null;
        Value containers = record["containers"].IsMissing ? record["properties_containers"] : record["containers"];
        return containers.Items.Any(static c => !c["properties"]["image"].IsMissing)
            ? new(AciSubjectType.ContainerGroup, AciSourceKind.ResourceGraph, GraphShape.ToCanonical(record, AciSubjectType.ContainerGroup))
            : null;
    }

    private static FoundResource Authored(ObjectValue record, AciSubjectType kind) =>
        new(kind, AuthoredShape.KindOf(record), ExpressionText.Unresolve(Envelope.ToCanonical(record, kind)));

    private static ObjectValue CompleteList(ObjectValue resource, AciSubjectType kind) =>
        kind == AciSubjectType.ContainerGroup ? ListShape.Complete(resource) : resource;

    // Azure CLI fills in the type of a deployment file, so that it may be left out.
    private static bool IsDeploymentWithoutType(ObjectValue record)
    {
        if (record["properties"] is not ObjectValue properties || properties.Find("containers") is not { IsMissing: false } containers) return false;
        bool hasVersion = record.Find("apiVersion") is not null || record.Find("api-version") is not null;
        bool hasName = record.Find("name") is not null || record.Find("location") is not null;
        return (hasVersion && hasName) || containers.Items.Any(static c => !c["properties"]["image"].IsMissing);
    }
}
