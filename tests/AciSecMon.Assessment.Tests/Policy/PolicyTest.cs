using AciSecMon.Assessment.Tests.EndToEnd;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Judges resources by what is given as JSON, as a user would.</summary>
internal sealed class PolicyTest(TimeProvider? time = null)
{
    /// <summary>A definition that nobody wants to see violated: public addresses are refused.</summary>
    public const string NoPublicAddress = """
        { "id": "/providers/Microsoft.Authorization/policyDefinitions/no-public", "name": "no-public", "type": "Microsoft.Authorization/policyDefinitions",
          "properties": { "displayName": "No public address", "mode": "Indexed", "version": "1.2.0",
            "parameters": { "effect": { "type": "String", "defaultValue": "Deny", "allowedValues": [ "Deny", "Audit", "Disabled" ] } },
            "policyRule": {
              "if": { "allOf": [ { "field": "type", "equals": "Microsoft.ContainerInstance/containerGroups" }, { "field": "Microsoft.ContainerInstance/containerGroups/ipAddress.type", "equals": "Public" } ] },
              "then": { "effect": "[parameters('effect')]" } } } }
        """;

    /// <summary>Resource group of the resources.</summary>
    public const string Group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/shop";

    public Assess Reporter { get; } = new();

    /// <summary>A container group with a public address.</summary>
    public static string Public(string name, string location = "westeurope") => $$"""
        { "id": "{{Group}}/providers/Microsoft.ContainerInstance/containerGroups/{{name}}", "name": "{{name}}", "type": "Microsoft.ContainerInstance/containerGroups", "location": "{{location}}",
          "properties": { "ipAddress": { "type": "Public", "ports": [ { "port": 80 } ] }, "containers": [ { "name": "web", "properties": { "image": "nginx:1.27", "resources": { "requests": { "cpu": 1, "memoryInGB": 1 } } } } ] } }
        """;

    /// <summary>An assignment of a definition or initiative to the resource group.</summary>
    /// <param name="more">More properties, each with a comma before it.</param>
    /// <param name="of">Type and name of the definition or initiative.</param>
    public static string Assigned(string more = "", string of = "policyDefinitions/no-public") => $$"""
        { "id": "{{Group}}/providers/Microsoft.Authorization/policyAssignments/assigned", "name": "assigned", "type": "Microsoft.Authorization/policyAssignments",
          "properties": { "displayName": "Assigned", "policyDefinitionId": "/providers/Microsoft.Authorization/{{of}}"{{more}} } }
        """;

    /// <summary>The verdicts, all states included.</summary>
    public async Task<IReadOnlyList<AciPolicyCompliance>> JudgeAsync(IEnumerable<string> policies, params string[] resources)
    {
        var options = new PolicyOptions { Policy = [.. policies.Select(static one => new ObjectInput { Json = one })], State = Enum.GetValues<AciPolicyState>().ToHashSet() };
        IPolicySession session = await new AssessmentEngine(time ?? TimeProvider.System).OpenPolicyTestAsync(options, Reporter, TestContext.Current.CancellationToken);
        List<AciPolicyCompliance> verdicts = [];
        await foreach (AciPolicyCompliance verdict in session.TestAsync([.. resources.Select(static one => new ObjectInput { Json = one })], TestContext.Current.CancellationToken)) verdicts.Add(verdict);
        return verdicts;
    }
}
