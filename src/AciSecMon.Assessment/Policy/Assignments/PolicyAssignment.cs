using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>What brings a definition or initiative to resources (azure-facts-2, D.4.6).</summary>
internal sealed class PolicyAssignment
{
    public string? Id { get; init; }

    /// <summary>The assignment whole.</summary>
    public required ObjectValue Raw { get; init; }

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required string DefinitionId { get; init; }

    /// <summary>Which version of the definition it wants, such as <c>1.*.*</c>; null for the newest.</summary>
    public string? DefinitionVersion { get; init; }

    public required IReadOnlyDictionary<string, Value> Parameters { get; init; }

    /// <summary>The scope that it is for; null where it is not told.</summary>
    public string? Scope { get; init; }

    /// <summary>Scopes that it leaves out.</summary>
    public required IReadOnlyList<string> NotScopes { get; init; }

    /// <summary>Parts of the resources that it is for; none where it is for all of its scope.</summary>
    public required IReadOnlyList<ResourceSelector> Selectors { get; init; }

    /// <summary>What it changes of the definitions, in order.</summary>
    public required IReadOnlyList<PolicyOverride> Overrides { get; init; }

    /// <summary>True where it has no effect, and is judged all the same.</summary>
    public bool IsNotEnforced { get; init; }

    /// <summary>What people are told of resources that are not compliant, by the definition's name in the initiative; with an empty key, of all.</summary>
    public required IReadOnlyDictionary<string, string> Messages { get; init; }

    /// <summary>Reads it; null where it names no definition.</summary>
    public static PolicyAssignment? Of(ObjectValue resource)
    {
        ObjectValue properties = resource["properties"] as ObjectValue ?? resource;
        if (properties["policyDefinitionId"].AsText() is not { Length: > 0 } definition) return null;
        Dictionary<string, Value> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (Property parameter in (properties["parameters"] as ObjectValue)?.Properties ?? []) values[parameter.Name] = parameter.Value is ObjectValue wrapped && wrapped.Find("value") is { } value ? value : parameter.Value;
        Dictionary<string, string> messages = new(StringComparer.OrdinalIgnoreCase);
        foreach (Value message in properties["nonComplianceMessages"].Items) messages[message["policyDefinitionReferenceId"].AsText() ?? string.Empty] = message["message"].AsText() ?? string.Empty;
        string? id = resource["id"].AsText();
        string name = resource["name"].AsText() ?? id ?? definition;
        return new PolicyAssignment
        {
            Id = id,
            Raw = resource,
            Name = name,
            DisplayName = properties["displayName"].AsText() ?? name,
            DefinitionId = definition,
            DefinitionVersion = properties["definitionVersion"].AsText(),
            Parameters = values,
            Scope = properties["scope"].AsText() ?? PolicyIds.ScopeOf(id, PolicyIds.AssignmentType),
            NotScopes = [.. properties["notScopes"].Items.Select(static scope => scope.AsText()).OfType<string>()],
            Selectors = [.. properties["resourceSelectors"].Items.Select(static selector => ResourceSelector.Of(selector["selectors"]))],
            Overrides = [.. properties["overrides"].Items.Select(PolicyOverride.Of)],
            IsNotEnforced = properties["enforcementMode"].Is("DoNotEnforce"),
            Messages = messages,
        };
    }

    /// <summary>The message of the assignment on a definition; null for none.</summary>
    /// <param name="referenceId">What the definition is called in the initiative; null for a definition by itself.</param>
    public string? MessageOn(string? referenceId) => referenceId is not null && Messages.TryGetValue(referenceId, out string? own) ? own : Messages.GetValueOrDefault(string.Empty);

    /// <summary>
    /// Whether a resource is in its scope; null where the place of its subscription among the management groups could not be read. Where the id of the resource is not known, or nobody
    /// knows the tree, what was given is taken to be for it.
    /// </summary>
    /// <param name="resourceId">Resource id; null where it is not known.</param>
    /// <param name="scopes">Tells which subscriptions lie in management groups; null where nobody knows.</param>
    public bool? IsFor(string? resourceId, ScopeTree? scopes)
    {
        if (Scope is null || resourceId is null) return true;
        if (scopes is not null && ScopeTree.IsManagementGroup(Scope) && ResourceIds.SegmentAfter(resourceId, "subscriptions") is { } subscription && scopes.IsOpen(subscription)) return null;
        return Holds(Scope, resourceId, scopes) != false;
    }

    /// <summary>Whether a resource is in one of its not-scopes; null where that is not known.</summary>
    /// <param name="resourceId">Resource id; null where it is not known.</param>
    /// <param name="scopes">Tells which subscriptions lie in management groups; null where nobody knows.</param>
    public bool? LeavesOut(string? resourceId, ScopeTree? scopes = null)
    {
        if (resourceId is null) return NotScopes.Count == 0 ? false : null;
        bool isOpen = false;
        foreach (string scope in NotScopes)
        {
            bool? holds = Holds(scope, resourceId, scopes);
            if (holds == true) return true;
            isOpen |= holds is null;
        }

        return isOpen ? null : false;
    }

    private static bool? Holds(string scope, string resourceId, ScopeTree? scopes)
    {
        if (!ScopeTree.IsManagementGroup(scope)) return PolicyIds.IsWithin(resourceId, scope);
        return scopes?.IsWithin(resourceId, scope.TrimEnd('/'));
    }
}
