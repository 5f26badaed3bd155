using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What is in force in Azure: what it recorded, what it would say now, and what it would say of a file.</summary>
public sealed class InForceTests
{
    private const string Subscription = $"/subscriptions/{FakeLiveEstate.Subscription}";
    private const string Public = """{ "ipAddress": { "type": "Public", "ports": [ { "port": 80 } ] } }""";

    private static readonly string Assigned = $$"""
        { "id": "{{Subscription}}/providers/Microsoft.Authorization/policyAssignments/a", "name": "a", "type": "microsoft.authorization/policyassignments",
          "properties": { "displayName": "No public addresses", "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/no-public", "scope": "{{Subscription}}" } }
        """;

    [Fact]
    public async Task Without_evaluation_the_record_is_given_and_groups_without_one_are_told()
    {
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", Public), FakeLiveEstate.Group("b", Public)).Neighbour(PolicyTest.NoPublicAddress, Assigned, State("a", "Compliant"));
        var reporter = new Assess();

        AciPolicyCompliance record = Assert.Single(await TestAsync(live, reporter, evaluate: false));

        Assert.Equal(("a", AciPolicyState.Compliant, "Compliant", "No public address", "No public addresses"), (record.ResourceName, record.State, record.RecordedState, record.PolicyDisplayName, record.AssignmentDisplayName));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 4, 10, 0, TimeSpan.Zero), record.RecordedAt);
        Assert.Contains(reporter.Notices, static notice => notice.Contains("nothing of 1 container group:", StringComparison.Ordinal));
        Assert.Equal([Facet.Policies, Facet.PolicyStates], Assert.Single(live.NeighbourRequests).Facets.Order());
    }

    [Fact]
    public async Task With_evaluation_the_verdict_of_now_stands_beside_the_record()
    {
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", Public), FakeLiveEstate.Group("b", Public)).Neighbour(PolicyTest.NoPublicAddress, Assigned, State("a", "Compliant"), State("b", "NonCompliant"));

        IReadOnlyList<AciPolicyCompliance> verdicts = await TestAsync(live, new Assess(), evaluate: true);

        Assert.Equal([("a", AciPolicyState.NonCompliant, "Compliant", true), ("b", AciPolicyState.NonCompliant, "NonCompliant", false)], verdicts.Select(static one => (one.ResourceName, one.State, one.RecordedState!, one.IsRecordOutdated)));
    }

    [Fact]
    public async Task A_record_of_what_is_not_about_the_group_any_more_is_shown_as_outdated()
    {
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Neighbour(PolicyTest.NoPublicAddress, Assigned.Replace("\"scope\"", "\"parameters\": { \"effect\": { \"value\": \"Disabled\" } }, \"scope\"", StringComparison.Ordinal), State("a", "NonCompliant"));

        AciPolicyCompliance verdict = Assert.Single(await TestAsync(live, new Assess(), evaluate: true, AciPolicyState.NonCompliant));

        Assert.Equal((AciPolicyState.NotApplicable, true), (verdict.State, verdict.IsRecordOutdated));
    }

    [Theory]
    [InlineData($"{FakeLiveEstate.ResourceGroup}", "deny")]
    [InlineData("/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/elsewhere", null)]
    public async Task A_file_is_judged_by_what_is_in_force_where_it_is_deployed_to(string scope, string? effect)
    {
        const string Template = """
            { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
              { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2025-09-01", "name": "web", "location": "westeurope", "properties": { "ipAddress": { "type": "Public", "ports": [ { "port": 80 } ] }, "containers": [] } } ] }
            """;
        FakeLiveEstate live = new FakeLiveEstate().Neighbour(PolicyTest.NoPublicAddress, Assigned);
        var options = new PolicyOptions { InForce = live.Connection, State = new HashSet<AciPolicyState> { AciPolicyState.NonCompliant }, Read = new ReadOptions { Scope = scope } };

        IPolicySession session = await new AssessmentEngine().OpenPolicyTestAsync(options, new Assess(), TestContext.Current.CancellationToken);
        List<AciPolicyCompliance> verdicts = [];
        await foreach (AciPolicyCompliance verdict in session.TestAsync([new ObjectInput { Json = Template }], TestContext.Current.CancellationToken)) verdicts.Add(verdict);

        Assert.Equal(effect, verdicts.SingleOrDefault()?.Effect);
        Assert.Equal([scope.Split('/')[2]], Assert.Single(live.NeighbourRequests).SubscriptionIds);
    }

    [Fact]
    public async Task A_file_that_nobody_says_the_place_of_is_not_judged()
    {
        var options = new PolicyOptions { InForce = new FakeLiveEstate().Connection, State = new HashSet<AciPolicyState> { AciPolicyState.NonCompliant } };
        IPolicySession session = await new AssessmentEngine().OpenPolicyTestAsync(options, new Assess(), TestContext.Current.CancellationToken);

        AciProblemException wrong = await Assert.ThrowsAsync<AciProblemException>(async () =>
        {
            await foreach (AciPolicyCompliance _ in session.TestAsync([new ObjectInput { Json = PolicyTest.Public("web") }], TestContext.Current.CancellationToken)) Assert.Fail("Nothing can be said of it.");
        });

        Assert.Equal("AciScopeRequired", wrong.Problem.Id);
    }

    [Fact]
    public async Task A_definition_is_read_by_its_id_and_one_that_is_not_there_is_told()
    {
        FakeLiveEstate live = new FakeLiveEstate().Neighbour(PolicyTest.NoPublicAddress);
        const string Id = "/providers/Microsoft.Authorization/policyDefinitions/no-public";
        var options = new PolicyOptions { Id = [Id, "8af8f826-edcb-4178-b35f-851ea6fea615"], Connection = live.Connection, State = Enum.GetValues<AciPolicyState>().ToHashSet() };
        var reporter = new Assess();

        IPolicySession session = await new AssessmentEngine().OpenPolicyTestAsync(options, reporter, TestContext.Current.CancellationToken);
        List<AciPolicyCompliance> verdicts = [];
        await foreach (AciPolicyCompliance verdict in session.TestAsync([new ObjectInput { Json = PolicyTest.Public("web") }], TestContext.Current.CancellationToken)) verdicts.Add(verdict);

        Assert.Equal(AciPolicyState.NonCompliant, Assert.Single(verdicts).State);
        AciProblem problem = Assert.Single(reporter.Problems);
        Assert.Equal(("AciPolicyNotFound", "8af8f826-edcb-4178-b35f-851ea6fea615"), (problem.Id, problem.Target));
        Assert.Equal(3, Assert.Single(live.NeighbourRequests).PolicyIds.Count);
    }

    [Fact]
    public async Task What_could_not_be_read_is_an_error()
    {
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", Public));
        live.NeighboursUnread.Add(FakeLiveEstate.Refused(Facet.Policies, Subscription, "Microsoft.Authorization/policyAssignments/read"));
        var reporter = new Assess();

        Assert.Empty(await TestAsync(live, reporter, evaluate: true));
        Assert.Equal("AciForbidden", Assert.Single(reporter.Problems).Id);
    }

    private static async Task<IReadOnlyList<AciPolicyCompliance>> TestAsync(FakeLiveEstate live, Assess reporter, bool evaluate, params AciPolicyState[] states)
    {
        var options = new PolicyOptions { InForce = live.Connection, Evaluate = evaluate, State = (states.Length == 0 ? Enum.GetValues<AciPolicyState>() : states).ToHashSet() };
        IPolicySession session = await new AssessmentEngine().OpenPolicyTestAsync(options, reporter, TestContext.Current.CancellationToken);
        List<AciPolicyCompliance> verdicts = [];
        await foreach (AciPolicyCompliance verdict in session.TestAsync([new LiveInput { Connection = live.Connection, Selection = new GroupSelection() }], TestContext.Current.CancellationToken)) verdicts.Add(verdict);
        return verdicts;
    }

    private static string State(string group, string compliance) => $$"""
        { "id": "{{FakeLiveEstate.GroupId(group)}}/providers/Microsoft.PolicyInsights/policyStates/s", "name": "s", "type": "microsoft.policyinsights/policystates",
          "properties": { "timestamp": "2026-03-01T04:10:00Z", "resourceId": "{{FakeLiveEstate.GroupId(group)}}", "resourceType": "Microsoft.ContainerInstance/containerGroups", "complianceState": "{{compliance}}", "policyDefinitionAction": "deny",
            "policyDefinitionReferenceId": "", "policySetDefinitionId": "", "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/no-public", "policyAssignmentId": "{{Subscription}}/providers/Microsoft.Authorization/policyAssignments/a" } }
        """;
}
