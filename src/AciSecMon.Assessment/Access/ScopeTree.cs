using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Access;

/// <summary>
/// Which scopes lie above which: the tenant, management groups, subscription, resource group, resource. Where the management groups of a subscription are not known, each one whose
/// assignments were given may lie above it.
/// </summary>
internal sealed class ScopeTree
{
    private const string ManagementGroup = "/providers/Microsoft.Management/managementGroups/";
    private readonly Dictionary<string, string[]> ancestors = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> managementGroups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True where a scope is that of a management group.</summary>
    public static bool IsManagementGroup(string scope) => scope.StartsWith(ManagementGroup, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where management groups were seen and it is not known which subscriptions lie below them.</summary>
    public bool IsOpen(string subscriptionId) => managementGroups.Count > 0 && !ancestors.ContainsKey(subscriptionId);

    /// <summary>True where something is assigned or denied at a management group.</summary>
    public bool HasManagementGroups => managementGroups.Count > 0;

    /// <summary>Notes a scope at which something is assigned.</summary>
    public void Saw(string scope)
    {
        if (IsManagementGroup(scope)) managementGroups.Add(scope);
    }

    /// <summary>
    /// Notes the management groups of a subscription, by its row of resourcecontainers: <c>properties.managementGroupAncestorsChain</c>. Source: MicrosoftDocs/azure-docs,
    /// governance/resource-graph/samples (list of subscriptions by management group).
    /// </summary>
    public void Add(ObjectValue subscription)
    {
        if (subscription["subscriptionId"].AsText() is { Length: > 0 } id && subscription["properties"]["managementGroupAncestorsChain"] is ArrayValue chain)
            ancestors[id] = [.. chain.Items.Select(static one => one["name"].AsText()).OfType<string>().Select(static name => ManagementGroup + name)];
    }

    /// <summary>A scope and those above it, from the narrowest on, with every management group that may lie above it.</summary>
    public IEnumerable<string> ChainOf(string scope) => ChainOf(scope, isSure: false);

    /// <summary>A scope and those of which it is known that they lie above it.</summary>
    public IEnumerable<string> SureChainOf(string scope) => ChainOf(scope, isSure: true);

    private IEnumerable<string> ChainOf(string scope, bool isSure)
    {
        // Resources can lie below resources, and what is assigned at the outer one holds for the inner one.
        string group = ResourceIds.ScopeOf(scope);
        for (string part = scope; part.Length > group.Length && group.Length > 0 && part.Contains("/providers/", StringComparison.OrdinalIgnoreCase); part = part[..part.LastIndexOf('/')]) yield return part;
        if (group.Length > 0) yield return group;
        if (ResourceIds.SegmentAfter(scope, "subscriptions") is { } subscription)
        {
            yield return "/subscriptions/" + subscription;
            foreach (string above in ancestors.TryGetValue(subscription, out string[]? known) ? known : isSure ? [] : [.. managementGroups]) yield return above;
        }
        else if (IsManagementGroup(scope))
        {
            yield return scope;
        }

        yield return string.Empty;
    }

    /// <summary>True where a scope is another one or lies below it.</summary>
    public bool IsWithin(string scope, string outer) => ChainOf(scope).Contains(outer, StringComparer.OrdinalIgnoreCase);
}
