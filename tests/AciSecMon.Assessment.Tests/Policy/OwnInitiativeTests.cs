using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>The initiative that groups the module's own definitions.</summary>
public sealed class OwnInitiativeTests
{
    [Fact]
    public void It_holds_every_definition_once_with_every_parameter_in_a_group_that_there_is()
    {
        PolicySet initiative = PolicyLibrary.Initiative;

        Assert.Equal(PolicyLibrary.InitiativeName, initiative.Name);
        Assert.Equal(PolicyLibrary.All.Select(static one => one.Name), initiative.Members.Select(static one => PolicyIds.NameOf(one.DefinitionId)).Order(StringComparer.Ordinal));
        Assert.All(initiative.Members, static member =>
        {
            PolicyDefinition definition = PolicyLibrary.All.Single(one => one.Name == PolicyIds.NameOf(member.DefinitionId));
            Assert.Equal(definition.Parameters.Properties.Select(static one => one.Name).Order(StringComparer.Ordinal), member.Parameters.Properties.Select(static one => one.Name).Order(StringComparer.Ordinal));
            Assert.StartsWith("/subscriptions/", member.DefinitionId, StringComparison.Ordinal);
            Assert.Single(member.Groups);
        });
        string?[] groups = [.. initiative.Raw["properties"]["policyDefinitionGroups"].Items.Select(static one => one["name"].AsText())];
        Assert.All(initiative.Members, member => Assert.Contains(member.Groups[0], groups));
    }

    [Fact]
    public async Task It_judges_as_its_definitions_do_and_takes_values_for_its_parameters()
    {
        async Task<List<AciPolicyCompliance>> JudgeAsync(string name, Dictionary<string, object?>? values = null)
        {
            var test = new PolicyTest();
            var options = new PolicyOptions { Name = [name], Parameter = values, State = Enum.GetValues<AciPolicyState>().ToHashSet() };
            IPolicySession session = await new AssessmentEngine().OpenPolicyTestAsync(options, test.Reporter, TestContext.Current.CancellationToken);
            List<AciPolicyCompliance> verdicts = [];
            await foreach (AciPolicyCompliance verdict in session.TestAsync([new ObjectInput { Json = PolicyTest.Public("web") }], TestContext.Current.CancellationToken)) verdicts.Add(verdict);
            Assert.Empty(test.Reporter.Problems);
            return [.. verdicts.OrderBy(static one => one.PolicyName, StringComparer.Ordinal)];
        }

        List<AciPolicyCompliance> alone = await JudgeAsync("acisecmon-*");
        List<AciPolicyCompliance> together = await JudgeAsync(PolicyLibrary.InitiativeName);
        List<AciPolicyCompliance> denying = await JudgeAsync(PolicyLibrary.InitiativeName, new() { ["effect"] = "Deny", ["allowedPorts"] = new object[] { 80 } });

        Assert.Equal(alone.Select(static one => (one.PolicyName, one.State)), together.Select(static one => (one.PolicyName, one.State)));
        Assert.All(together, static one => Assert.Equal("Container groups should be secure", one.InitiativeDisplayName));
        Assert.Equal(["network"], together.Single(static one => one.PolicyName == "acisecmon-public-ports").PolicyGroup);
        Assert.Equal(AciPolicyState.NonCompliant, together.Single(static one => one.PolicyName == "acisecmon-public-ports").State);
        Assert.Equal((AciPolicyState.Compliant, "deny"), denying.Where(static one => one.PolicyName == "acisecmon-public-ports").Select(static one => (one.State, one.Effect)).Single());
    }

    [Fact]
    public async Task A_definition_in_a_template_keeps_the_expressions_that_the_template_leaves_to_it()
    {
        const string Template = """
            { "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "contentVersion": "1.0.0.0",
              "variables": { "title": "No public address" },
              "resources": [ { "type": "Microsoft.Authorization/policyDefinitions", "apiVersion": "2025-03-01", "name": "no-public", "properties": {
                "displayName": "[variables('title')]", "mode": "Indexed", "parameters": { "effect": { "type": "String", "defaultValue": "Deny" } },
                "policyRule": { "if": { "field": "Microsoft.ContainerInstance/containerGroups/ipAddress.type", "equals": "Public" }, "then": { "effect": "[[parameters('effect')]" } } } } ] }
            """;

        AciPolicyCompliance verdict = Assert.Single(await new PolicyTest().JudgeAsync([Template], PolicyTest.Public("web")));

        Assert.Equal(("No public address", AciPolicyState.NonCompliant, "deny"), (verdict.PolicyDisplayName, verdict.State, verdict.Effect));
    }
}
