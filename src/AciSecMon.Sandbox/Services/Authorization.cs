using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// Microsoft.Authorization: what the caller may do, locks, role assignments, role definitions, deny assignments and schedules of roles. A list at a scope has what stands there and
/// below it, and for all but locks also what stands above (azure-facts, G; azure-facts-2, G.2.2). Role assignments are written too, everything else is only read.
/// </summary>
internal sealed partial class Authorization(ResourceStore store, SandboxClock clock)
{
    private readonly RoleAssignmentWrites writes = new(store, clock);

    private const string Namespace = "Microsoft.Authorization/";
    private static readonly string[] Inherited = ["roleAssignments", "roleDefinitions", "denyAssignments", "roleEligibilityScheduleInstances", "roleAssignmentScheduleInstances"];

    public static bool Knows(ResourcePath path) => path.Type.StartsWith(Namespace, StringComparison.OrdinalIgnoreCase);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (call.Method is "PUT" or "DELETE" && path.Is(Namespace + "roleAssignments") && !path.IsCollection) return writes.Respond(call, path);
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        if (!path.IsCollection)
        {
            return store.Find(path.Full) is { } found
                ? Answer.Ok(found.DeepClone())
                : throw RefusedException.NotFound(path.Type, path.Name, path.ResourceGroup);
        }

        if (path.Is(Namespace + "permissions")) return Permissions(path);

        bool looksUp = Array.Exists(Inherited, name => path.Is(Namespace + name));
        IEnumerable<JsonObject> rows = store.Below("", path.Type)
            .Where(row => ScopeOf(row) is var scope && (IsWithin(scope, path.Scope) || (looksUp && IsWithin(path.Scope, scope))));
        return Answer.List(Filtered(rows, call.Query.GetValueOrDefault("$filter", ""), path.Scope).Select(static row => row.DeepClone()));
    }

    // The nearest entry above: an estate may say for a subscription or for one resource what the caller may do there.
    private Answer Permissions(ResourcePath path)
    {
        for (string scope = path.Scope; scope.Length > 0; scope = scope[..scope.LastIndexOf('/')])
        {
            if (store.Find(scope + "/providers/Microsoft.Authorization/permissions/default") is { } entry) return Answer.List([entry["properties"]!.DeepClone()]);
        }

        return Answer.List([]);
    }

    private static IEnumerable<JsonObject> Filtered(IEnumerable<JsonObject> rows, string filter, string scope)
    {
        if (filter.Length == 0) return rows;
        if (string.Equals(filter, "atScope()", StringComparison.OrdinalIgnoreCase)) return rows.Where(row => IsWithin(scope, ScopeOf(row)));
        if (PrincipalForm().Match(filter) is not { Success: true } match) throw RefusedException.Bad($"The filter '{filter}' is not supported.");
        string principal = match.Groups["id"].Value;
        return rows.Where(row => string.Equals((string?)row["properties"]?["principalId"], principal, StringComparison.OrdinalIgnoreCase));
    }

    private static string ScopeOf(JsonObject row)
    {
        string id = (string)row["id"]!;
        return id[..id.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase)];
    }

    private static bool IsWithin(string scope, string outer) =>
        scope.StartsWith(outer, StringComparison.OrdinalIgnoreCase) && (scope.Length == outer.Length || scope[outer.Length] == '/');

    [GeneratedRegex("^(?:principalId eq|assignedTo\\() ?'(?<id>[0-9a-fA-F-]{36})'\\)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PrincipalForm();
}
