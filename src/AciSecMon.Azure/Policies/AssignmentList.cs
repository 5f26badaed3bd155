using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Policies;

/// <summary>An assignment as a list gives it.</summary>
/// <param name="Id">Resource id.</param>
/// <param name="Name">Name.</param>
/// <param name="Title">Title; the name where it has none.</param>
/// <param name="DefinitionId">What it assigns.</param>
/// <param name="Raw">The whole.</param>
internal sealed record FoundAssignment(string Id, string Name, string Title, string DefinitionId, Value Raw)
{
    /// <summary>Where it stands.</summary>
    public PolicyScope Scope { get; } = new(Id[..Math.Max(Id.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase), 0)]);

    /// <summary>True where the module made it.</summary>
    public bool IsMadeByModule => !Raw["properties"]["metadata"][OwnPolicies.Mark].IsMissing;

    /// <summary>True where it has no effect: what it assigns is evaluated, and nothing is refused or deployed.</summary>
    public bool IsNotEnforced => Raw["properties"]["enforcementMode"].Is("DoNotEnforce");

    /// <summary>Object id of the identity that acts for it; null for none.</summary>
    public string? PrincipalId => Raw["identity"]["principalId"].AsText()
        ?? (Raw["identity"]["userAssignedIdentities"] as ObjectValue)?.Properties.Select(static one => one.Value["principalId"].AsText()).FirstOrDefault(static id => id is not null);

    /// <summary>One as Azure gives it; null where it is none.</summary>
    public static FoundAssignment? Of(Value raw) =>
        raw["id"].AsText() is { } id && raw["properties"]["policyDefinitionId"].AsText() is { } definition
            ? new FoundAssignment(id, raw["name"].AsText() ?? ResourceIds.LastSegment(id), raw["properties"]["displayName"].AsText() ?? ResourceIds.LastSegment(id), definition, raw)
            : null;
}

/// <summary>Lists assignments of policies.</summary>
internal sealed class AssignmentList(IArmClient arm, IAciReporter reporter)
{
    /// <summary>Those that apply to a scope: its own, and those above it.</summary>
    public const string AtScope = "atScope()";

    /// <summary>Those of a scope itself.</summary>
    public const string AtExactScope = "atExactScope()";

    /// <summary>The assignments of a scope.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="filter">Which of them; null for those above, at and below it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciServiceException">They could not be read.</exception>
    public async Task<List<FoundAssignment>> ReadAsync(PolicyScope scope, string? filter, CancellationToken cancellationToken)
    {
        var request = ArmRequest.Get($"{scope.Text}/providers/{PolicyIds.AssignmentType}", ApiVersions.Policy);
        if (filter is not null) request = request with { Query = [("$filter", filter)] };
        List<FoundAssignment> found = [];
        await foreach (ObjectValue item in arm.ListAsync(request, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (FoundAssignment.Of(item) is { } assignment) found.Add(assignment);
        }

        return found;
    }
}
