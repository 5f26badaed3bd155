using System.Globalization;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>Makes container groups (azure-facts A.2): most as they should be, some with faults.</summary>
internal sealed class GroupMaker(EstatePlan plan, Names names)
{
    private const string Digest = "@sha256:9b2a28eb47540823042a2ba401386845089bb7b62a9637d55816132c4c3c36eb";

    /// <summary>Regions that groups are in.</summary>
    public static readonly string[] Regions = ["westeurope", "northeurope", "eastus"];

    [Flags]
    private enum Faults
    {
        None = 0,
        Public = 1,
        ClearSecret = 2,
        ForeignImage = 4,
        Privileged = 8,
        NoOwner = 16,
        NoProbe = 32,
    }

    /// <summary>Puts in what a group has besides its id, name and type.</summary>
    public void Fill(JsonObject made, Place place)
    {
        int number = place.Number;
        Faults faults = plan.Is(number, Trait.Faulty, plan.FaultShare) ? (Faults)(plan.Random(number, Trait.Faults) % 64) : Faults.None;
        made["location"] = Regions[place.Subscription % Regions.Length];
        made["tags"] = faults.HasFlag(Faults.NoOwner) ? new JsonObject { ["env"] = "dev" } : new JsonObject { ["env"] = "prod", ["owner"] = "team-" + place.ResourceGroup.ToString(CultureInfo.InvariantCulture) };
        uint identity = plan.Random(number, Trait.Identity) % 100;
        string own = names.IdOf(new Place(Kind.Identity, place.Subscription, place.ResourceGroup, place.ResourceGroup));
        if (identity < 70)
            made["identity"] = new JsonObject { ["type"] = "UserAssigned", ["userAssignedIdentities"] = new JsonObject { [own] = Principal(names.Principal(place.ResourceGroup)) } };
        else if (identity < 75)
            made["identity"] = new JsonObject { ["type"] = "SystemAssigned", ["principalId"] = plan.Guid("5e1f", number), ["tenantId"] = SandboxServer.TenantId };

        var properties = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["sku"] = "Standard",
            ["osType"] = "Linux",
            ["restartPolicy"] = "Always",
            ["containers"] = new JsonArray(Container(place, faults)),
            ["initContainers"] = new JsonArray(),
            ["ipAddress"] = Address(number, faults),
            ["instanceView"] = new JsonObject { ["events"] = new JsonArray(), ["state"] = "Running" },
        };
        if (!faults.HasFlag(Faults.Public))
            properties["subnetIds"] = new JsonArray(new JsonObject { ["id"] = names.Shared(Kind.Network, place.Subscription) + "/subnets/snet-aci" });
        if (!faults.HasFlag(Faults.ForeignImage) && identity < 70)
            properties["imageRegistryCredentials"] = new JsonArray(new JsonObject { ["server"] = Registry(place), ["identity"] = own });
        AddParts(properties, place);
        made["properties"] = properties;
    }

    private void AddParts(JsonObject properties, Place place)
    {
        uint parts = plan.Random(place.Number, Trait.Parts) % 100;
        if (parts < 10)
        {
            string account = names.Of(new Place(Kind.Storage, place.Subscription, Place.Platform, place.Subscription));
            properties["volumes"] = new JsonArray(new JsonObject { ["name"] = "data", ["azureFile"] = new JsonObject { ["shareName"] = "data", ["readOnly"] = false, ["storageAccountName"] = account } });
        }
        else if (parts < 20)
        {
            string vault = names.Of(new Place(Kind.Vault, place.Subscription, Place.Platform, place.Subscription));
            properties["encryptionProperties"] = new JsonObject { ["vaultBaseUrl"] = $"https://{vault}.vault.azure.net/", ["keyName"] = "aci-cmk", ["keyVersion"] = "" };
        }
    }

    private JsonObject Container(Place place, Faults faults)
    {
        string image = faults.HasFlag(Faults.ForeignImage) ? "docker.io/library/nginx:latest" : plan.Images > 0 ? ThreatMaker.Image(plan, names, place.Number % plan.Images) : $"{Registry(place)}/app/web:1.{place.Number % 40}.0{Digest}";
        var settings = new JsonArray(new JsonObject { ["name"] = "MODE", ["value"] = "production" });
        settings.Add(faults.HasFlag(Faults.ClearSecret)
            ? new JsonObject { ["name"] = "DB_PASSWORD", ["value"] = "not-a-real-one-" + place.Number.ToString(CultureInfo.InvariantCulture) }
            : new JsonObject { ["name"] = "DB_PASSWORD" });
        bool isPrivileged = faults.HasFlag(Faults.Privileged);
        var properties = new JsonObject
        {
            ["image"] = image,
            ["command"] = new JsonArray(),
            ["ports"] = new JsonArray(Port(faults)),
            ["environmentVariables"] = settings,
            ["resources"] = new JsonObject { ["requests"] = Size(), ["limits"] = Size() },
            ["securityContext"] = new JsonObject
            {
                ["privileged"] = isPrivileged,
                ["allowPrivilegeEscalation"] = isPrivileged,
                ["capabilities"] = new JsonObject { ["add"] = new JsonArray(), ["drop"] = isPrivileged ? new JsonArray() : new JsonArray("ALL") },
                ["runAsUser"] = isPrivileged ? 0 : 1654,
            },
            ["instanceView"] = View(place.Number),
        };
        if (!faults.HasFlag(Faults.NoProbe)) properties["livenessProbe"] = new JsonObject { ["httpGet"] = new JsonObject { ["path"] = "/healthz", ["port"] = 8443, ["scheme"] = "https" }, ["periodSeconds"] = 15 };
        return new JsonObject { ["name"] = "web", ["properties"] = properties };
    }

    private JsonObject View(int number) => new()
    {
        ["restartCount"] = plan.Is(number, Trait.Restarts, 0.02) ? 14 : 0,
        ["currentState"] = new JsonObject { ["state"] = "Running", ["startTime"] = "2026-03-01T06:00:00Z", ["detailStatus"] = "" },
        ["events"] = new JsonArray(),
    };

    private string Registry(Place place) => names.Of(new Place(Kind.Registry, place.Subscription, Place.Platform, place.Subscription)) + ".azurecr.io";

    private static JsonObject Address(int number, Faults faults)
    {
        bool isPublic = faults.HasFlag(Faults.Public);
        var address = new JsonObject { ["type"] = isPublic ? "Public" : "Private", ["ip"] = isPublic ? "203.0.113.7" : "10.1.0.4", ["ports"] = new JsonArray(Port(faults)) };
        if (isPublic) address["dnsNameLabel"] = "app-" + number.ToString(CultureInfo.InvariantCulture);
        return address;
    }

    private static JsonObject Port(Faults faults) => new() { ["port"] = faults.HasFlag(Faults.Public) ? 80 : 8443, ["protocol"] = "TCP" };

    private static JsonObject Size() => new() { ["cpu"] = 1.0, ["memoryInGB"] = 1.5 };

    private static JsonObject Principal(string id) => new() { ["principalId"] = id, ["clientId"] = "c11e" + id[4..] };
}
