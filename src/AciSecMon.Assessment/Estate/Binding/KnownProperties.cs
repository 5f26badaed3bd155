namespace AciSecMon.Assessment.Estate;

/// <summary>
/// The properties of API version 2025-09-01, read-only ones and those that exports carry included. What is not among them belongs to a newer version,
/// or to nobody. Source: REST API specification of Microsoft.ContainerInstance, models.tsp (2025-09-01) and, for what the service sends and does not
/// document, the alias table of the provider.
/// </summary>
internal static class KnownProperties
{
    public const string ApiVersion = "2025-09-01";

    private static readonly KnownShape Port = KnownShape.Of("port", "protocol").ListBy(PlaceKeys.ByPort);

    private static readonly KnownShape SecurityContext =
        KnownShape.Of("privileged", "allowPrivilegeEscalation", "runAsGroup", "runAsUser", "seccompProfile").With("capabilities", KnownShape.Of("add", "drop"));

    private static readonly KnownShape EnvironmentVariable =
        KnownShape.Of("name", "value", "secureValue", "secureValueReference").ListBy(PlaceKeys.ByName);

    private static readonly KnownShape VolumeMount = KnownShape.Of("name", "mountPath", "readOnly").ListBy(PlaceKeys.ByName);

    private static readonly KnownShape Probe = KnownShape
        .Of("initialDelaySeconds", "periodSeconds", "failureThreshold", "successThreshold", "timeoutSeconds")
        .With("exec", KnownShape.Of("command"))
        .With("httpGet", KnownShape.Of("path", "port", "scheme").With("httpHeaders", KnownShape.Of("name", "value").ListBy(PlaceKeys.ByName)));

    private static readonly KnownShape Amounts = KnownShape.Of("cpu", "memoryInGB").With("gpu", KnownShape.Of("count", "sku"));

    private static readonly KnownShape Container = KnownShape.Of("name")
        .With("properties", KnownShape.Of("image", "command", "instanceView")
            .With("ports", Port)
            .With("environmentVariables", EnvironmentVariable)
            .With("resources", KnownShape.Of().With("requests", Amounts).With("limits", Amounts))
            .With("volumeMounts", VolumeMount)
            .With("livenessProbe", Probe)
            .With("readinessProbe", Probe)
            .With("securityContext", SecurityContext)
            .With("configMap", KnownShape.Of("keyValuePairs")))
        .ListBy(PlaceKeys.ByName);

    private static readonly KnownShape InitContainer = KnownShape.Of("name")
        .With("properties", KnownShape.Of("image", "command", "instanceView")
            .With("environmentVariables", EnvironmentVariable)
            .With("volumeMounts", VolumeMount)
            .With("securityContext", SecurityContext))
        .ListBy(PlaceKeys.ByName);

    private static readonly KnownShape AzureFile =
        KnownShape.Of("shareName", "readOnly", "storageAccountName", "storageAccountKey", "storageAccountKeyReference");

    private static readonly KnownShape Volume = KnownShape.Of("name", "emptyDir", "secret", "secretReference")
        .With("azureFile", AzureFile)
        .With("gitRepo", KnownShape.Of("repository", "directory", "revision"))
        .ListBy(PlaceKeys.ByName);

    private static readonly KnownShape Subnet = KnownShape.Of("id", "name").ListBy(PlaceKeys.BySubnet);

    private static readonly KnownShape Group = Envelope().With("properties", Common()
        .And("provisioningState", "state", "instanceView", "isCreatedFromStandbyPool", "isCustomProvisioningTimeout", "provisioningTimeoutInSeconds")
        .With("subnetIds", Subnet)
        .With("networkProfile", KnownShape.Of("id"))
        .With("dnsConfig", KnownShape.Of("nameServers", "searchDomains", "options"))
        .With("secretReferences", KnownShape.Of("name", "identity", "secretReferenceUri").ListBy(PlaceKeys.ByName))
        .With("identityAcls", KnownShape.Of("defaultAccess").With("acls", KnownShape.Of("identity", "access").ListBy(PlaceKeys.ByIdentity)))
        .With("containerGroupProfile", KnownShape.Of("id", "revision"))
        .With("standbyPoolProfile", KnownShape.Of("id", "failContainerGroupCreateOnReuseFailure")));

    private static readonly KnownShape Profile = Envelope().With("properties", Common()
        .And("shutdownGracePeriod", "timeToLive", "revision", "registeredRevisions", "useKrypton")
        .With("securityContext", SecurityContext));

    private static readonly KnownShape NGroup = Envelope().With("properties", KnownShape.Of("elasticProfile", "placementProfile", "updateProfile", "provisioningState")
        .With("containerGroupProfiles", KnownShape.Of("resource", "revision", "networkProfile", "storageProfile")
            .With("containerGroupProperties", KnownShape.Of()
                .With("subnetIds", Subnet)
                .With("volumes", KnownShape.Of("name").With("azureFile", AzureFile).ListBy(PlaceKeys.ByName))
                .With("containers", KnownShape.Of("name").With("properties", KnownShape.Of().With("volumeMounts", VolumeMount)).ListBy(PlaceKeys.ByName)))
            .ListBy(PlaceKeys.ByResource)));

    public static KnownShape Of(AciSubjectType kind) => kind switch
    {
        AciSubjectType.ContainerGroupProfile => Profile,
        AciSubjectType.NGroup => NGroup,
        _ => Group,
    };

    private static KnownShape Common() => KnownShape.Of("sku", "osType", "restartPolicy", "priority")
        .With("containers", Container)
        .With("initContainers", InitContainer)
        .With("volumes", Volume)
        .With("ipAddress", KnownShape.Of("type", "ip", "dnsNameLabel", "autoGeneratedDomainNameLabelScope", "dnsNameLabelReusePolicy", "fqdn").With("ports", Port))
        .With("imageRegistryCredentials",
            KnownShape.Of("server", "username", "password", "passwordReference", "identity", "identityUrl").ListBy(PlaceKeys.ByServer))
        .With("diagnostics", KnownShape.Of()
            .With("logAnalytics", KnownShape.Of("workspaceId", "workspaceKey", "logType", "metadata", "workspaceResourceId")))
        .With("encryptionProperties", KnownShape.Of("vaultBaseUrl", "keyName", "keyVersion", "identity"))
        .With("confidentialComputeProperties", KnownShape.Of("ccePolicy"))
        .With("extensions", KnownShape.Of("name")
            .With("properties", KnownShape.Of("extensionType", "version", "settings", "protectedSettings")).ListBy(PlaceKeys.ByName));

    // The envelope of any resource, of a template's resource, and what the generic resource model of Azure CLI adds to exports.
    private static KnownShape Envelope() => KnownShape.Of(
        "id", "name", "type", "location", "apiVersion", "tags", "zones", "systemData", "etag", "kind", "sku", "plan", "managedBy", "extendedLocation",
        "dependsOn", "condition", "copy", "comments", "metadata", "scope", "existing", "import", "extension", "asserts", "resources",
        "additional_properties", "managed_by", "extended_location", "api-version", "resourceGroup")
        .With("identity", KnownShape.Of("type", "principalId", "tenantId", "userAssignedIdentities", "principal_id", "tenant_id", "additional_properties"));
}
