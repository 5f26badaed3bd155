using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Files of Resource Manager's shape without an id: those that a person writes for <c>az container create --file</c>, and those that
/// <c>az container export</c> writes. The service never returns secrets, so that an empty secure slot means something else in each.
/// </summary>
internal static class AuthoredShape
{
    // What the service adds, and what the generic resource model of Azure CLI leaves behind: Azure CLI, command container export; recorded bodies of 2023-05-01.
    private static readonly string[] ServiceProperties =
        ["provisioningState", "instanceView", "isCustomProvisioningTimeout", "provisioningTimeoutInSeconds", "isCreatedFromStandbyPool"];

    private static readonly string[] ExportEnvelope = ["additional_properties", "extended_location", "managed_by"];

    /// <summary>Tells an export from a file that a person wrote.</summary>
    public static AciSourceKind KindOf(ObjectValue resource)
    {
        Value properties = resource["properties"];
        if (HoldsSecrets(properties)) return AciSourceKind.DeploymentFile;
        return HoldsTraces(resource, properties) ? AciSourceKind.Export : AciSourceKind.DeploymentFile;
    }

    private static bool HoldsSecrets(Value properties)
    {
        if (!properties["diagnostics"]["logAnalytics"]["workspaceKey"].IsMissing) return true;
        if (properties["imageRegistryCredentials"].Items.Any(static c => !c["password"].IsMissing)) return true;
        if (properties["extensions"].Items.Any(static e => !e["properties"]["protectedSettings"].IsMissing)) return true;
        if (properties["volumes"].Items.Any(static v => !v["azureFile"]["storageAccountKey"].IsMissing || v["secret"] is ObjectValue { Properties.Count: > 0 })) return true;
        return Containers(properties).Any(static c => c["properties"]["environmentVariables"].Items.Any(static e => !e["secureValue"].IsMissing));
    }

    private static bool HoldsTraces(ObjectValue resource, Value properties) =>
        ServiceProperties.Any(name => !properties[name].IsMissing)
        || ExportEnvelope.Any(name => resource.Find(name) is not null)
        || !properties["ipAddress"]["fqdn"].IsMissing
        || !properties["ipAddress"]["ip"].IsMissing
        || !resource["identity"]["principalId"].IsMissing
        || !resource["identity"]["user_assigned_identities"].IsMissing
        || Containers(properties).Any(static c => !c["properties"]["instanceView"].IsMissing);

    private static IEnumerable<Value> Containers(Value properties) => properties["containers"].Items.Concat(properties["initContainers"].Items);
}
