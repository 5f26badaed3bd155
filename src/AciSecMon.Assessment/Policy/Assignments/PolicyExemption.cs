using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What takes resources out of an assignment for a time (azure-facts-2, D.4.6). One that has run out is kept, and void.</summary>
internal sealed class PolicyExemption
{
    public string? Id { get; init; }

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The resource or the scope that is exempt; null where it is not told.</summary>
    public string? Scope { get; init; }

    public required string AssignmentId { get; init; }

    /// <summary>The definitions of the initiative that it is for; none for all.</summary>
    public required IReadOnlyList<string> ReferenceIds { get; init; }

    /// <summary>Waiver, where a risk is taken, or Mitigated.</summary>
    public required string Category { get; init; }

    /// <summary>When it runs out; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    public required IReadOnlyList<ResourceSelector> Selectors { get; init; }

    /// <summary>Reads it; null where it names no assignment.</summary>
    public static PolicyExemption? Of(ObjectValue resource)
    {
        ObjectValue properties = resource["properties"] as ObjectValue ?? resource;
        if (properties["policyAssignmentId"].AsText() is not { Length: > 0 } assignment) return null;
        string? id = resource["id"].AsText();
        string name = resource["name"].AsText() ?? id ?? "exemption";
        return new PolicyExemption
        {
            Id = id,
            Name = name,
            DisplayName = properties["displayName"].AsText() ?? name,
            Scope = PolicyIds.ScopeOf(id, PolicyIds.ExemptionType) ?? resource["scope"].AsText(),
            AssignmentId = assignment,
            ReferenceIds = [.. properties["policyDefinitionReferenceIds"].Items.Select(static one => one.AsText()).OfType<string>()],
            Category = properties["exemptionCategory"].AsText() ?? string.Empty,
            Expires = DateTimeOffset.TryParse(properties["expiresOn"].AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset end) ? end : null,
            Selectors = [.. properties["resourceSelectors"].Items.Select(static selector => ResourceSelector.Of(selector["selectors"]))],
        };
    }

    /// <summary>True where it is of an assignment, and of the definition in it.</summary>
    public bool IsOf(PolicyAssignment assignment, string? referenceId) =>
        (string.Equals(AssignmentId, assignment.Id, StringComparison.OrdinalIgnoreCase) || (assignment.Id is null && string.Equals(PolicyIds.NameOf(AssignmentId), assignment.Name, StringComparison.OrdinalIgnoreCase)))
        && (ReferenceIds.Count == 0 || (referenceId is not null && ReferenceIds.Contains(referenceId, StringComparer.OrdinalIgnoreCase)));

    /// <summary>True where it has run out.</summary>
    public bool HasExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>Whether a resource is exempt by it, whatever the time.</summary>
    public Truth Covers(ObjectValue resource, string? resourceId)
    {
        if (Scope is not { } scope) return Truth.Unknown;
        Truth fits = ResourceSelector.AnyFits(Selectors, resource, null);

        // Whether a resource lies in a management group the ids do not tell; who read the exemption for it has looked.
        if (!scope.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)) return fits;
        return resourceId is null ? fits.And(Truth.Unknown) : fits.And(TruthLogic.Of(PolicyIds.IsWithin(resourceId, scope)));
    }
}
