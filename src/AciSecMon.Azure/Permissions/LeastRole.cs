using System.Text.Json;
using System.Text.Json.Nodes;

namespace AciSecMon.Azure.Permissions;

/// <summary>
/// Writes a custom role with the actions of capabilities and nothing else, in the form that <c>az role definition create --role-definition</c> and
/// <c>New-AzRoleDefinition -InputFile</c> take. The actions stand twice: the command line and Az before 16 read them at the top (Azure/azure-cli, role/custom.py;
/// Azure/azure-powershell, New-AzRoleDefinition.md), Az from 16 on in Permissions, and each passes over what it does not know (same page, azps-16.0.0).
/// </summary>
internal static class LeastRole
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The role for capabilities as JSON.</summary>
    public static string Of(IReadOnlyList<Capability> capabilities, IReadOnlyList<string> subscriptionIds) => Of(
        $"AciSecMon {string.Join(", ", capabilities.Select(static c => c.Name))}", "The least that AciSecMon needs for the capabilities in its name.",
        capabilities.SelectMany(static c => c.Actions), subscriptionIds.Select(static s => "/subscriptions/" + s));

    /// <summary>A role with these actions and nothing else, as JSON.</summary>
    public static string Of(string name, string description, IEnumerable<string> needed, IEnumerable<string> scopes)
    {
        string[] actions = [.. needed.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        return new JsonObject
        {
            ["Name"] = name,
            ["IsCustom"] = true,
            ["Description"] = description,
            ["Actions"] = Array(actions),
            ["NotActions"] = new JsonArray(),
            ["DataActions"] = new JsonArray(),
            ["NotDataActions"] = new JsonArray(),
            ["Permissions"] = new JsonArray(new JsonObject
            {
                ["Actions"] = Array(actions),
                ["NotActions"] = new JsonArray(),
                ["DataActions"] = new JsonArray(),
                ["NotDataActions"] = new JsonArray(),
            }),
            ["AssignableScopes"] = Array(scopes),
        }.ToJsonString(Indented);
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(static t => (JsonNode?)t)]);
}
