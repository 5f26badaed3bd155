using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Brings definitions together with the values for their parameters. What an assignment brings is judged as it brings it; without assignments, what is in an initiative is judged
/// in that, and other definitions by themselves.
/// </summary>
internal sealed class PolicyBinder(PolicyShelf shelf)
{
    private readonly HashSet<PolicyDefinition> inSets = [];

    /// <summary>The policies to judge by.</summary>
    /// <param name="given">Values by the names of parameters, for whichever policy has such a parameter.</param>
    public IEnumerable<LoadedPolicy> Bind(Dictionary<string, Value> given) => shelf.Assignments.Count > 0 ? shelf.Assignments.SelectMany(OfAssignment) : OfShelf(given);

    private IEnumerable<LoadedPolicy> OfShelf(Dictionary<string, Value> given)
    {
        foreach (PolicySet set in shelf.Sets)
        {
            foreach (LoadedPolicy one in OfSet(set, Meant(set.Parameters, given), null)) yield return one;
        }

        foreach (PolicyDefinition definition in shelf.Definitions.Where(one => !inSets.Contains(one)))
            yield return new LoadedPolicy(BoundPolicy.Bind(definition, shelf.Definitions.Count == 1 ? given : Meant(definition.Parameters, given)), null, null, null);
    }

    private IEnumerable<LoadedPolicy> OfAssignment(PolicyAssignment assignment)
    {
        string? version = VersionOf(assignment, null) ?? assignment.DefinitionVersion;
        bool isOfSet = assignment.DefinitionId.Contains($"/{PolicyIds.SetType}/", StringComparison.OrdinalIgnoreCase);
        if (isOfSet || shelf.Find(assignment.DefinitionId, version) is not { } definition)
        {
            if (shelf.FindSet(assignment.DefinitionId, version) is { } set) return OfSet(set, assignment.Parameters, assignment);
            return [Loaded(Absent(assignment.DefinitionId, version, assignment.DisplayName), null, null, assignment)];
        }

        return [Loaded(BoundPolicy.Bind(definition, assignment.Parameters, new PolicyOrigin(definition.Id, assignment.Id)), null, null, assignment)];
    }

    private IEnumerable<LoadedPolicy> OfSet(PolicySet set, IReadOnlyDictionary<string, Value> values, PolicyAssignment? assignment)
    {
        TemplateScope scope = BoundPolicy.ScopeOf(set.Parameters, values);
        PolicyFault[] faults = [.. ParameterChecks.FaultsOf(set.Parameters, values).Select(fault => fault with { Message = $"In the initiative '{DisplayName.Of(set.DisplayName)}': {fault.Message}" })];
        foreach (PolicySetMember member in set.Members)
        {
            string? version = (assignment is null ? null : VersionOf(assignment, member.ReferenceId)) ?? member.DefinitionVersion;
            PolicyDefinition? definition = shelf.Find(member.DefinitionId, version);
            if (definition is not null) inSets.Add(definition);
            yield return Loaded(Member(member, definition, version), set, member.ReferenceId, assignment) with { Groups = member.Groups };
        }

        BoundPolicy Member(PolicySetMember member, PolicyDefinition? definition, string? version)
        {
            if (definition is null) return Absent(member.DefinitionId, version, set.DisplayName);
            if (faults.Length > 0) return BoundPolicy.Unusable(definition.Name, faults[0], definition);
            Dictionary<string, Value> passed = new(StringComparer.OrdinalIgnoreCase);
            foreach (Property parameter in member.Parameters.Properties)
                passed[parameter.Name] = scope.Session.Evaluator.EvaluateDocument(parameter.Value["value"], scope.Context with { Locals = PolicyLocal.Early });
            return BoundPolicy.Bind(definition, passed, new PolicyOrigin(definition.Id, assignment?.Id, set.Id, member.ReferenceId));
        }
    }

    private LoadedPolicy Loaded(BoundPolicy policy, PolicySet? set, string? referenceId, PolicyAssignment? assignment) => new(policy, set, referenceId, assignment)
    {
        Exemptions = assignment is null ? [] : [.. shelf.Exemptions.Where(one => one.IsOf(assignment, referenceId))],
    };

    // Overrides that ask for a version in some places only are looked at with the resource.
    private static string? VersionOf(PolicyAssignment assignment, string? referenceId) =>
        assignment.Overrides.FirstOrDefault(one => one.IsOfVersion && !one.Selector.IsAboutResources && one.Selector.Fits(ObjectValue.Empty, referenceId) == Truth.True)?.Value;

    private BoundPolicy Absent(string id, string? version, string wantedBy)
    {
        string[] others = [.. shelf.VersionsOf(id)];
        return BoundPolicy.Unusable(PolicyIds.NameOf(id), new PolicyFault("policyDefinitionId", others.Length > 0
            ? $"'{wantedBy}' wants version {version} of '{PolicyIds.NameOf(id)}'; what was given is {string.Join(", ", others)}."
            : $"The definition '{PolicyIds.NameOf(id)}', which '{wantedBy}' wants, is not among those that were given.", default));
    }

    private static Dictionary<string, Value> Meant(ObjectValue parameters, Dictionary<string, Value> given) =>
        given.Where(value => parameters.Find(value.Key) is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
}
