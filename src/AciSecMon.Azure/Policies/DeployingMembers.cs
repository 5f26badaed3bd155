using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Azure.Policies;

/// <summary>A definition that deploys or changes resources under an assignment, so that the assignment's identity needs roles.</summary>
/// <param name="Policy">The definition.</param>
/// <param name="ReferenceId">What it is called within the initiative; null for one that is assigned by itself.</param>
/// <param name="Roles">Ids of the roles that it needs.</param>
/// <param name="WritesSettings">True where it deploys diagnostic settings, each of which restarts its container group.</param>
internal sealed record DeployingMember(PolicyText Policy, string? ReferenceId, IReadOnlyList<string> Roles, bool WritesSettings);

/// <summary>Finds out what of a policy deploys or changes resources, by the effect that the values of its parameters give it. Pure.</summary>
internal static class DeployingMembers
{
    /// <summary>What deploys.</summary>
    /// <param name="policy">What is assigned.</param>
    /// <param name="values">Values of its parameters, as <c>{ name: { value } }</c>.</param>
    /// <param name="definitions">The definitions of an initiative, by their ids.</param>
    public static IReadOnlyList<DeployingMember> Of(PolicyText policy, Value values, IReadOnlyDictionary<string, PolicyText> definitions)
    {
        if (policy.Members is not { } members) return Of(policy, null, values) is { } own ? [own] : [];
        return [.. members.Select(member => definitions.GetValueOrDefault(member.DefinitionId) is { } definition ? Of(definition, member.ReferenceId, PassedTo(member, policy, values)) : null).OfType<DeployingMember>()];
    }

    private static DeployingMember? Of(PolicyText definition, string? referenceId, Value values)
    {
        Value effect = PolicyValues.ParameterOf(definition.Then["effect"]) is { } name ? PolicyValues.ValueOf(definition, name, values) : definition.Then["effect"];

        // An effect that only the service can compute may be one that deploys.
        bool mayDeploy = effect.Is("deployIfNotExists") || effect.Is("modify") || (effect.AsText()?.StartsWith('[') ?? false);
        if (!mayDeploy) return null;
        Value details = definition.Then["details"];
        string[] roles = [.. details["roleDefinitionIds"].Items.Select(static role => role.AsText()).OfType<string>()];
        return roles.Length == 0 ? null : new DeployingMember(definition, referenceId, roles, details["type"].Is("Microsoft.Insights/diagnosticSettings"));
    }

    // What an initiative passes down is a value, a parameter of its own, or an expression.
    private static ObjectValue PassedTo(PolicySetMember member, PolicyText policy, Value values) => new([.. member.Parameters.Properties.Select(one => new Property(one.Name, new ObjectValue(
    [
        new Property("value", PolicyValues.ParameterOf(one.Value["value"]) is { } name ? PolicyValues.ValueOf(policy, name, values) : one.Value["value"]),
    ])))]);

    /// <summary>
    /// The resources outside of a scope on which an assignment's identity needs the roles too: the values of parameters that ask for it. Source: learn.microsoft.com,
    /// ParameterDefinitionsValueMetadata.assignPermissions.
    /// </summary>
    public static IReadOnlyList<string> ResourcesBeside(PolicyText policy, Value values, PolicyScope scope) =>
    [
        .. policy.Parameters.Properties.Where(static one => one.Value["metadata"]["assignPermissions"].AsBoolean() == true)
            .Select(one => PolicyValues.ValueOf(policy, one.Name, values).AsText()).OfType<string>()
            .Where(id => ResourceIds.SegmentAfter(id, "providers") is not null && !scope.Holds(id)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
