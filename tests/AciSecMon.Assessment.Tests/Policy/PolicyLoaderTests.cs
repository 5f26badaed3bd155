using AciSecMon.Assessment.Tests.EndToEnd;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What is given to judge by, and what is wrong with it.</summary>
public sealed class PolicyLoaderTests
{
    private const string Group = """{ "type": "Microsoft.ContainerInstance/containerGroups", "name": "web", "properties": {} }""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_for_a_parameter_that_no_policy_has_is_an_error_and_the_rest_is_judged()
    {
        var reporter = new Assess();
        var options = new PolicyOptions { Name = ["acisecmon-*"], Parameter = new Dictionary<string, object?> { ["efect"] = "Deny" }, State = States };

        List<AciPolicyCompliance> verdicts = await TestAsync(options, reporter);

        AciProblem problem = Assert.Single(reporter.Problems);
        Assert.Equal("AciPolicyInvalid", problem.Id);
        Assert.Equal("No policy that was given has a parameter 'efect', so its value was not used.", problem.Message);
        Assert.NotEmpty(verdicts);
    }

    [Fact]
    public async Task An_initiative_that_holds_itself_is_an_error_of_that_member_alone()
    {
        const string Circle = """
            { "name": "circle", "type": "Microsoft.Authorization/policySetDefinitions", "properties": { "displayName": "Circle", "parameters": {},
              "policyDefinitions": [ { "policyDefinitionReferenceId": "again", "policyDefinitionId": "/providers/Microsoft.Authorization/policySetDefinitions/circle", "parameters": {} } ] } }
            """;
        var reporter = new Assess();

        AciPolicyCompliance verdict = Assert.Single(await TestAsync(new PolicyOptions { Policy = [new ObjectInput { Json = Circle }], State = States }, reporter));

        Assert.Equal(AciPolicyState.Error, verdict.State);
        Assert.Equal("again", verdict.ReferenceId);
        Assert.Contains("'circle'", Assert.Single(reporter.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_of_ten_megabytes_is_judged_by()
    {
        string list = string.Join(',', Enumerable.Range(0, 430_000).Select(static number => $"\"region-number-{number:D7}\""));
        string definition = $$"""{ "properties": { "displayName": "Many regions", "mode": "All", "policyRule": { "if": { "field": "location", "notIn": [ {{list}} ] }, "then": { "effect": "deny" } } } }""";
        Assert.True(definition.Length > 10_000_000);
        var reporter = new Assess();

        AciPolicyCompliance verdict = Assert.Single(await TestAsync(new PolicyOptions { Policy = [new ObjectInput { Json = definition }], State = States }, reporter, Group.Replace("\"name\"", "\"location\": \"region-number-0399999\", \"name\"", StringComparison.Ordinal)));

        Assert.Equal(AciPolicyState.Compliant, verdict.State);
        Assert.Empty(reporter.Problems);
    }

    private static IReadOnlySet<AciPolicyState> States => Enum.GetValues<AciPolicyState>().ToHashSet();

    private static async Task<List<AciPolicyCompliance>> TestAsync(PolicyOptions options, Assess reporter, string group = Group)
    {
        IPolicySession session = await new AssessmentEngine().OpenPolicyTestAsync(options, reporter, Stop);
        List<AciPolicyCompliance> verdicts = [];
        await foreach (AciPolicyCompliance verdict in session.TestAsync([new ObjectInput { Json = group }], Stop)) verdicts.Add(verdict);
        return verdicts;
    }
}
