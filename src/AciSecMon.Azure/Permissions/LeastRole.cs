using System.Text.Json;
using System.Text.Json.Nodes;

namespace AciSecMon.Azure.Permissions;

/// <summary>
/// Writes a custom role with the actions of capabilities and nothing else, in the form that <c>az role definition create --role-definition</c> and
/// <c>New-AzRoleDefinition -InputFile</c> take. Source: MicrosoftDocs/azure-docs, role-based-access-control/custom-roles.md.
/// </summary>
internal static class LeastRole
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The role as JSON.</summary>
    public static string Of(IReadOnlyList<Capability> capabilities, IReadOnlyList<string> subscriptionIds)
    {
        IEnumerable<string> actions = capabilities.SelectMany(static c => c.Actions).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
        return new JsonObject
        {
            ["Name"] = $"AciSecMon {string.Join(", ", capabilities.Select(static c => c.Name))}",
            ["IsCustom"] = true,
            ["Description"] = "The least that AciSecMon needs for the capabilities in its name.",
            ["Actions"] = Array(actions),
            ["NotActions"] = new JsonArray(),
            ["DataActions"] = new JsonArray(),
            ["NotDataActions"] = new JsonArray(),
            ["AssignableScopes"] = Array(subscriptionIds.Select(static s => "/subscriptions/" + s)),
        }.ToJsonString(Indented);
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(static t => (JsonNode?)t)]);
}
