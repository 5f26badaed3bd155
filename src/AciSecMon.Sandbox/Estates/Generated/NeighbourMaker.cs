using System.Globalization;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>Makes everything that is no container group.</summary>
internal sealed class NeighbourMaker(EstatePlan plan, Names names)
{
    private readonly ThreatMaker threats = new(plan, names);

    /// <summary>Puts in what a resource has besides its id, name and type.</summary>
    public void Fill(JsonObject made, Place place)
    {
        bool isFaulty = plan.Is(place.Subscription, Trait.Platform, plan.FaultShare);
        if (place.Kind >= Kind.Identity) made["location"] = GroupMaker.Regions[place.Subscription % GroupMaker.Regions.Length];
        switch (place.Kind)
        {
            case Kind.Person:
                made["displayName"] = names.Of(place);
                made["userPrincipalName"] = names.Of(place) + "@made-up.example";
                made["userType"] = "Member";
                break;
            case Kind.Principal:
                made["displayName"] = names.Of(place);
                break;
            case Kind.Subscription:
                made.Remove("name");
                made["subscriptionId"] = names.Subscription(place.Number);
                made["tenantId"] = SandboxServer.TenantId;
                made["displayName"] = "Made-up " + place.Number.ToString("d4", CultureInfo.InvariantCulture);
                made["state"] = "Enabled";
                break;
            case Kind.ResourceGroup:
                made["location"] = GroupMaker.Regions[place.Subscription % GroupMaker.Regions.Length];
                made["properties"] = Properties();
                break;
            case Kind.Registry:
                made["sku"] = new JsonObject { ["name"] = isFaulty ? "Basic" : "Premium" };
                made["properties"] = Registry(names.Of(place), isFaulty);
                break;
            case Kind.Storage:
                made["kind"] = "StorageV2";
                made["sku"] = new JsonObject { ["name"] = "Standard_LRS" };
                made["properties"] = Storage(isFaulty);
                break;
            case Kind.Network:
                made["properties"] = Network(made, place);
                break;
            default:
                made["properties"] = Others(place, isFaulty);
                break;
        }
    }

    private JsonObject Others(Place place, bool isFaulty) => place.Kind switch
    {
        Kind.RoleDefinition => Role(place.Number),
        Kind.Permissions => new JsonObject { ["actions"] = new JsonArray("*"), ["notActions"] = new JsonArray(), ["dataActions"] = new JsonArray(), ["notDataActions"] = new JsonArray() },
        Kind.Pricing => new JsonObject { ["pricingTier"] = isFaulty ? "Free" : "Standard", ["freeTrialRemainingTime"] = "PT0S" },
        Kind.Lock => new JsonObject { ["level"] = "CanNotDelete" },
        Kind.RoleAssignment => Assignment(place),
        Kind.DiagnosticSetting => Setting(place.Subscription),
        Kind.Identity => new JsonObject { ["tenantId"] = SandboxServer.TenantId, ["principalId"] = names.Principal(place.Number), ["clientId"] = "c11e" + names.Principal(place.Number)[4..] },
        Kind.Alert => threats.Alert(place),
        Kind.Assessment => ThreatMaker.Assessment(),
        Kind.ImageFinding => threats.Finding(place),
        Kind.Vault => Vault(names.Of(place), isFaulty),
        Kind.Key => Key(),
        Kind.Workspace => Workspace(place.Number),
        _ => SecurityGroup(),
    };

    private static JsonObject Role(int number)
    {
        bool isContributor = number == Names.Contributor;
        return new JsonObject
        {
            ["roleName"] = isContributor ? "Contributor" : number == Names.Reader ? "Reader" : "AcrPull",
            ["type"] = "BuiltInRole",
            ["assignableScopes"] = new JsonArray("/"),
            ["permissions"] = new JsonArray(new JsonObject
            {
                ["actions"] = new JsonArray(isContributor ? "*" : number == Names.Reader ? "*/read" : "Microsoft.ContainerRegistry/registries/pull/read"),
                ["notActions"] = isContributor ? new JsonArray("Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action") : new JsonArray(),
                ["dataActions"] = new JsonArray(),
                ["notDataActions"] = new JsonArray(),
            }),
        };
    }

    // Pulling images is what an identity needs; that of some resource groups may also change everything in it.
    private JsonObject Assignment(Place place)
    {
        string scope = names.IdOf(new Place(Kind.ResourceGroup, place.Subscription, place.ResourceGroup, place.Number));

        // One in ten people may change what is there; a person has roles in many places.
        if (Names.GrantOf(place) is { } grant)
        {
            return new JsonObject
            {
                ["roleDefinitionId"] = Names.Role(grant % 10 == 0 ? Names.Contributor : Names.Reader),
                ["principalId"] = names.Person(grant % plan.People),
                ["principalType"] = "User",
                ["scope"] = scope,
            };
        }

        return new JsonObject
        {
            ["roleDefinitionId"] = Names.Role(place.ResourceGroup == Place.Platform ? Names.AcrPull : Names.Contributor),
            ["principalId"] = names.Principal(place.Number),
            ["principalType"] = "ServicePrincipal",
            ["scope"] = scope,
        };
    }

    private JsonObject Setting(int subscription)
    {
        static JsonObject Row(string category) => new() { ["category"] = category, ["enabled"] = true };
        return new JsonObject
        {
            ["workspaceId"] = names.Shared(Kind.Workspace, subscription),
            ["logAnalyticsDestinationType"] = "Dedicated",
            ["logs"] = new JsonArray(Row("ContainerInstanceLog"), Row("ContainerEvent")),
            ["metrics"] = new JsonArray(Row("AllMetrics")),
        };
    }

    private static JsonObject Registry(string name, bool isFaulty) => new()
    {
        ["loginServer"] = name + ".azurecr.io",
        ["provisioningState"] = "Succeeded",
        ["adminUserEnabled"] = isFaulty,
        ["anonymousPullEnabled"] = false,
        ["publicNetworkAccess"] = isFaulty ? "Enabled" : "Disabled",
        ["networkRuleBypassOptions"] = "AzureServices",
        ["privateEndpointConnections"] = new JsonArray(),
    };

    private static JsonObject Storage(bool isFaulty) => new()
    {
        ["provisioningState"] = "Succeeded",
        ["allowBlobPublicAccess"] = isFaulty,
        ["allowSharedKeyAccess"] = true,
        ["minimumTlsVersion"] = isFaulty ? "TLS1_0" : "TLS1_2",
        ["supportsHttpsTrafficOnly"] = true,
        ["publicNetworkAccess"] = "Enabled",
        ["networkAcls"] = Acls(isFaulty),
    };

    private static JsonObject Vault(string name, bool isFaulty) => new()
    {
        ["provisioningState"] = "Succeeded",
        ["vaultUri"] = $"https://{name}.vault.azure.net/",
        ["tenantId"] = SandboxServer.TenantId,
        ["sku"] = new JsonObject { ["family"] = "A", ["name"] = "standard" },
        ["enableRbacAuthorization"] = true,
        ["enableSoftDelete"] = true,
        ["enablePurgeProtection"] = !isFaulty,
        ["publicNetworkAccess"] = "Enabled",
        ["networkAcls"] = Acls(isFaulty),
        ["accessPolicies"] = new JsonArray(),
    };

    private static JsonObject Key() => new() { ["kty"] = "RSA", ["keySize"] = 3072, ["attributes"] = new JsonObject { ["enabled"] = true } };

    private JsonObject Network(JsonObject network, Place place)
    {
        JsonObject properties = Properties();
        properties["addressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray("10.1.0.0/16") };
        properties["subnets"] = new JsonArray(new JsonObject
        {
            ["id"] = (string?)network["id"] + "/subnets/snet-aci",
            ["name"] = "snet-aci",
            ["type"] = "Microsoft.Network/virtualNetworks/subnets",
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = "Succeeded",
                ["addressPrefix"] = "10.1.0.0/20",
                ["networkSecurityGroup"] = new JsonObject { ["id"] = names.Shared(Kind.SecurityGroup, place.Subscription) },
                ["delegations"] = new JsonArray(new JsonObject { ["name"] = "aci", ["properties"] = new JsonObject { ["serviceName"] = "Microsoft.ContainerInstance/containerGroups" } }),
            },
        });
        return properties;
    }

    private JsonObject Workspace(int number)
    {
        JsonObject properties = Properties();
        properties["customerId"] = plan.Guid("3a11", number);
        properties["sku"] = new JsonObject { ["name"] = "PerGB2018" };
        properties["retentionInDays"] = 90;
        return properties;
    }

    private static JsonObject SecurityGroup()
    {
        JsonObject properties = Properties();
        properties["securityRules"] = new JsonArray();
        return properties;
    }

    private static JsonObject Acls(bool isFaulty) => new() { ["defaultAction"] = isFaulty ? "Allow" : "Deny", ["bypass"] = "AzureServices", ["ipRules"] = new JsonArray(), ["virtualNetworkRules"] = new JsonArray() };

    private static JsonObject Properties() => new() { ["provisioningState"] = "Succeeded" };
}
