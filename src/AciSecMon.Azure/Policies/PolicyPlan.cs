using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Azure.Policies;

/// <summary>What is written to assign one policy at one scope. Pure.</summary>
internal sealed class PolicyPlan
{
    private const int LongestTitle = 128;

    /// <summary>What is assigned.</summary>
    public required PolicyText Policy { get; init; }

    /// <summary>Where.</summary>
    public required PolicyScope Scope { get; init; }

    /// <summary>Name of the assignment.</summary>
    public required string Name { get; init; }

    /// <summary>Values that are written.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>What deploys or changes resources under it.</summary>
    public required IReadOnlyList<DeployingMember> Deploying { get; init; }

    /// <summary>Resources outside of the scope on which the identity needs its roles too.</summary>
    public required IReadOnlyList<string> Beside { get; init; }

    /// <summary>Region of the identity; null where it needs none, or the assignment has one.</summary>
    public string? Location { get; init; }

    /// <summary>True where it is to be evaluated and to have no effect.</summary>
    public bool IsNotEnforced { get; init; }

    /// <summary>True to leave whether it is enforced as it is.</summary>
    public bool KeepsTuning { get; init; }

    /// <summary>Path of the assignment.</summary>
    public string Path => $"{Scope.Text}/providers/{PolicyIds.AssignmentType}/{Name}";

    /// <summary>The assignment, as it is spoken of.</summary>
    public PolicyThing Assignment => PolicyThing.Assignment(Path, Policy.Title, Scope) with { Consequence = Consequence };

    /// <summary>The roles that its identity needs, each once.</summary>
    public IReadOnlyList<string> Roles => [.. Deploying.SelectMany(static one => one.Roles).Distinct(StringComparer.OrdinalIgnoreCase)];

    private string? Consequence => Deploying.Any(static one => one.WritesSettings)
        ? "From then on a diagnostic setting is written on each container group that is made or changed, and each write restarts its group."
        : Deploying.Count > 0 ? "From then on it deploys or changes resources."
        : Values.Select(static one => one.Value?["value"]).OfType<JsonValue>().Any(static value => value.TryGetValue(out string? text) && text is "Deny") ? "From then on deployments that it is against are refused."
        : null;

    /// <summary>What is asked of the assignment.</summary>
    /// <param name="there">The one that is there; null for none.</param>
    public JsonObject BodyOf(Value? there)
    {
        var properties = new JsonObject { ["policyDefinitionId"] = Policy.Id, ["parameters"] = Values.DeepClone() };
        if (there is null)
        {
            properties["displayName"] = Policy.Title.Length > LongestTitle ? Policy.Title[..LongestTitle] : Policy.Title;
            properties["metadata"] = new JsonObject { [OwnPolicies.Mark] = new JsonObject { ["assigned"] = true } };
        }

        if (IsNotEnforced) properties["enforcementMode"] = "DoNotEnforce";
        else if (there is null || !KeepsTuning) properties["enforcementMode"] = "Default";
        var body = new JsonObject { ["properties"] = properties };
        bool hasIdentity = there?["identity"]["type"].AsText() is { } type && !string.Equals(type, "None", StringComparison.OrdinalIgnoreCase);
        if (Deploying.Count > 0 && !hasIdentity) (body["location"], body["identity"]) = (Location, new JsonObject { ["type"] = "SystemAssigned" });
        return body;
    }

    /// <summary>
    /// The remediations of what is there already, one for each definition that deploys. What has just been assigned was not evaluated yet, and so it is evaluated anew where the service
    /// does that: not at a management group.
    /// </summary>
    public IEnumerable<WantedThing> Remediations()
    {
        foreach (DeployingMember member in Deploying)
        {
            string name = member.ReferenceId is null ? $"acisecmon-{Name}" : $"acisecmon-{Name}-{member.ReferenceId}";
            var properties = new JsonObject { ["policyAssignmentId"] = Path, ["resourceDiscoveryMode"] = Scope.SubscriptionId is null ? "ExistingNonCompliant" : "ReEvaluateCompliance" };
            if (member.ReferenceId is not null) properties["policyDefinitionReferenceId"] = member.ReferenceId;
            PolicyThing thing = PolicyThing.Remediation($"{Scope.Text}/providers/{PolicyThing.RemediationType}/{name}", member.Policy.Title, Scope) with
            {
                Consequence = member.WritesSettings ? "It writes a diagnostic setting on each container group that lacks one, and each write restarts its group." : "It deploys or changes resources that are there.",
            };
            yield return new WantedThing(thing, new JsonObject { ["properties"] = properties });
        }
    }

    /// <summary>True for a remediation of this assignment.</summary>
    public bool IsRemediation(Value remediation) => remediation["properties"]["policyAssignmentId"].Is(Path);

    /// <summary>True for a remediation that needs not be started again.</summary>
    public bool IsUnderWay(Value remediation) => IsRemediation(remediation) && remediation["properties"]["provisioningState"].AsText() is not ("Failed" or "Canceled" or "Cancelled");
}
