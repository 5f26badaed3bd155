using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Policy;

/// <summary>The tree of management groups, as far as subscriptions tell it: each names those above it, the nearest first.</summary>
internal sealed class ManagementGroups(ResourceStore store)
{
    private const string Root = "/providers/Microsoft.Management/managementGroups/";

    /// <summary>Id of a management group.</summary>
    public static string IdOf(string name) => Root + name;

    /// <summary>True for the id of a management group.</summary>
    public static bool IsGroup(string scope) => scope.StartsWith(Root, StringComparison.OrdinalIgnoreCase) && scope.IndexOf('/', Root.Length) < 0;

    /// <summary>True where a management group is there.</summary>
    public bool Has(string scope) => Chains().Any(chain => chain.Contains(scope, StringComparer.OrdinalIgnoreCase));

    /// <summary>The management groups above a scope, the nearest first.</summary>
    /// <param name="scope">A management group, or a subscription or what lies in one.</param>
    public IReadOnlyList<string> Above(string scope)
    {
        if (IsGroup(scope))
        {
            string[]? chain = Chains().FirstOrDefault(one => one.Contains(scope, StringComparer.OrdinalIgnoreCase));
            return chain is null ? [] : [.. chain.SkipWhile(one => !Same(one, scope)).Skip(1)];
        }

        return ResourcePath.Of(scope).SubscriptionId is { Length: > 0 } id && store.Find("/subscriptions/" + id) is { } subscription ? ChainOf(subscription) : [];
    }

    /// <summary>True where what is assigned at one scope counts at another: it is the same, lies in it, or has it among its management groups.</summary>
    public bool Covers(string outer, string scope) => IsWithin(scope, outer) || (IsGroup(outer) && Above(scope).Contains(outer, StringComparer.OrdinalIgnoreCase));

    /// <summary>True where a scope is another one or lies below it by its id.</summary>
    public static bool IsWithin(string scope, string outer) =>
        outer.Length == 0 || (scope.StartsWith(outer, StringComparison.OrdinalIgnoreCase) && (scope.Length == outer.Length || scope[outer.Length] == '/'));

    /// <summary>Refuses a management group that is not there, as one that the caller may not see.</summary>
    public void Demand(string scope)
    {
        if (!IsGroup(scope) || Has(scope)) return;
        throw new RefusedException(
            HttpStatusCode.Forbidden, "AuthorizationFailed", $"The client '{Access.CallerRights.Client}' does not have authorization to perform the action over scope '{scope}' or the scope is invalid.");
    }

    private IEnumerable<string[]> Chains() => store.Below("/subscriptions", Subscriptions.SubscriptionType).Select(ChainOf);

    private static string[] ChainOf(JsonObject subscription) =>
        [.. (subscription["managementGroupAncestorsChain"] as JsonArray)?.Select(static one => IdOf((string)one!["name"]!)) ?? []];

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
