using System.Text.Json;
using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.Sandbox;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>An estate read over the wire and written as files: what the service answers, what Resource Graph answers, and templates that would make the groups.</summary>
internal sealed class SampleEstateFiles : IDisposable
{
    private const string OwnTypes = "'Microsoft.ContainerInstance/containerGroups', 'Microsoft.ContainerInstance/containerGroupProfiles'";
    private const string Columns = " | project id, name, type, location, resourceGroup, subscriptionId, tags, zones, identity, properties | order by id asc";

    private const string NeighbourTypes =
        "'Microsoft.Network/virtualNetworks', 'Microsoft.ContainerRegistry/registries', 'Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults', 'Microsoft.KeyVault/vaults/keys'";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("acisecmon-");

    private SampleEstateFiles()
    {
    }

    /// <summary>One file with what the service answers for each group, profile and neighbour by itself.</summary>
    public string Exports => Folder("exports");

    /// <summary>One file with what Resource Graph answers for groups and profiles.</summary>
    public string Rows => Folder("rows");

    /// <summary>A template for each resource group that has groups or profiles.</summary>
    public string Templates => Folder("templates");

    /// <summary>Reads an estate and writes it.</summary>
    public static async Task<SampleEstateFiles> WriteAsync(SandboxServer server, CancellationToken stop)
    {
        var files = new SampleEstateFiles();
        using var client = new Client(server);
        Reply own = await client.QueryAsync($"resources | where type in~ ({OwnTypes}){Columns}", """{ "$top": 1000 }""");
        JsonObject[] resources = await ReadAsync(client, own.Data);
        JsonObject[] neighbours =
        [
            .. await ReadAsync(client, (await client.QueryAsync($"resources | where type in~ ({NeighbourTypes}){Columns}", """{ "$top": 1000 }""")).Data),
            .. await ListAsync(client, "roleAssignments", "2022-04-01"), .. await ListAsync(client, "roleDefinitions", "2022-04-01"), .. await ListAsync(client, "locks", "2020-05-01"),
        ];

        await WriteAsync(files.Exports, "estate", new JsonArray([.. resources.Concat(neighbours).Select(static one => one.DeepClone())]), stop);
        await WriteAsync(files.Rows, "rows", own.Json, stop);
        foreach (IGrouping<string, JsonObject> scope in resources.GroupBy(static group => ((string)group["id"]!).Split('/')[4]))
            await WriteAsync(files.Templates, scope.Key, AuthoredEstate.Template(scope), stop);
        return files;
    }

    public void Dispose() => root.Delete(recursive: true);

    private string Folder(string name) => root.CreateSubdirectory(name).FullName;

    private static async Task<JsonObject[]> ReadAsync(Client client, JsonArray rows)
    {
        var read = new List<JsonObject>();
        foreach (JsonNode? row in rows) read.Add((await client.GetAsync((string)row!["id"]!, VersionOf((string)row["type"]!))).Json);
        return [.. read];
    }

    // Versions of azure-facts, section 0; of registries azure-rest-api-specs, containerregistry, stable/2025-11-01.
    private static string VersionOf(string type) => type.Split('/')[0] switch
    {
        "microsoft.containerinstance" => "2025-09-01",
        "microsoft.network" => "2024-05-01",
        "microsoft.storage" => "2024-01-01",
        "microsoft.keyvault" => "2023-07-01",
        "microsoft.containerregistry" => "2025-11-01",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Its version is not known here."),
    };

    // What stands above a subscription is in the list of each.
    private static async Task<IEnumerable<JsonObject>> ListAsync(Client client, string what, string version)
    {
        var byId = new Dictionary<string, JsonObject>(StringComparer.OrdinalIgnoreCase);
        foreach (string subscription in (string[])[Client.Shop, Client.Data, Client.Lab])
        {
            foreach (JsonNode? one in (await client.GetAsync($"/subscriptions/{subscription}/providers/Microsoft.Authorization/{what}", version)).Rows) byId[(string)one!["id"]!] = one.AsObject();
        }

        return byId.Values;
    }

    private static Task WriteAsync(string folder, string name, JsonNode content, CancellationToken stop) =>
        File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), content.ToJsonString(Indented), stop);
}
