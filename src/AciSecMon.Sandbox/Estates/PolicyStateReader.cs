using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Policy;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Estates;

/// <summary>Reads recorded policy states, which a file has in short, into one resource for each container group, assignment and definition (columns of azure-facts, D.3).</summary>
internal static class PolicyStateReader
{
    private const string Definitions = "/providers/Microsoft.Authorization/policyDefinitions/";

    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Puts the states of a file into a store that has the resources they are of.</summary>
    public static void Read(string file, IReadOnlyDictionary<string, string> subscriptions, ResourceStore store)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The states '{file}' are not part of this assembly.");
        foreach (JsonObject record in JsonNode.Parse(stream, documentOptions: Reading)!.AsArray().OfType<JsonObject>())
        {
            foreach ((string state, JsonNode? groups) in record["states"]!.AsObject())
            {
                foreach (string group in groups!.AsArray().Select(static one => (string)one!)) Put(record, state, group, subscriptions, store);
            }
        }
    }

    private static void Put(JsonObject record, string state, string group, IReadOnlyDictionary<string, string> subscriptions, ResourceStore store)
    {
        int end = group.LastIndexOf('/');
        string resourceId = EstateReader.Long($"{group[..end]}/{ContainerGroups.Type}{group[end..]}", subscriptions);
        JsonObject resource = store.Find(resourceId) ?? throw new InvalidOperationException($"The group '{group}' of '{(string?)record["assignment"]}' is not part of the estate.");
        string assignmentId = EstateReader.Long((string)record["assignment"]!, subscriptions);
        string definition = (string)record["definition"]!;
        string set = (string?)record["set"] ?? "";
        ResourcePath path = ResourcePath.Of(resourceId);
        string name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{resourceId}{assignmentId}{definition}".ToUpperInvariant())).AsSpan(0, 20)).ToLowerInvariant();
        string id = $"{resourceId}/providers/{PolicyStates.Type}/{name}";
        store.Put(id, new JsonObject
        {
            ["id"] = id,
            ["type"] = PolicyStates.Type,
            ["name"] = name,
            ["properties"] = new JsonObject
            {
                ["timestamp"] = (string)record["at"]!,
                ["resourceId"] = resourceId,
                ["resourceType"] = ContainerGroups.Type,
                ["resourceLocation"] = (string?)resource["location"],
                ["resourceGroup"] = path.ResourceGroup,
                ["subscriptionId"] = path.SubscriptionId,
                ["policyAssignmentId"] = assignmentId,
                ["policyAssignmentName"] = assignmentId.Split('/')[^1],
                ["policyAssignmentScope"] = ResourcePath.Of(assignmentId).Scope,
                ["policyDefinitionId"] = Definitions + definition,
                ["policyDefinitionName"] = definition,
                ["policyDefinitionAction"] = (string)record["effect"]!,
                ["policyDefinitionReferenceId"] = (string?)record["reference"] ?? "",
                ["policySetDefinitionId"] = set,
                ["policySetDefinitionName"] = set.Split('/')[^1],
                ["policyDefinitionGroupNames"] = record["groups"]?.DeepClone() ?? new JsonArray(),
                ["complianceState"] = state,
                ["isCompliant"] = state == "Compliant",
                ["managementGroupIds"] = string.Join(',', new ManagementGroups(store).Above(resourceId).Select(static one => one.Split('/')[^1])),
            },
        });
    }
}
