using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Defender;

public sealed class DefenderTests
{
    private const string One = "11111111-1111-1111-1111-111111111111";
    private const string Two = "22222222-2222-2222-2222-222222222222";

    private readonly ScriptedArm arm = new();
    private readonly ManualClock watch = new();
    private TestPipeline pipeline = new();

    [Fact]
    public async Task The_plans_that_matter_are_shown_with_their_extensions_even_those_that_are_off()
    {
        Plan("Containers", """{"pricingTier":"Standard","resourcesCoverageStatus":"FullyCovered","enablementTime":"2025-01-02T03:04:05Z","extensions":[{"name":"ContainerRegistriesVulnerabilityAssessments","isEnabled":"True","operationStatus":{"code":"Succeeded"}}]}""");
        Plan("CloudPosture", """{"pricingTier":"Free"}""");
        Plan("Arm", """{"pricingTier":"Standard","subPlan":"PerSubscription","inherited":"True","inheritedFrom":"/providers/Microsoft.Management/managementGroups/root"}""");
        Plan("KeyVaults", """{"pricingTier":"Free"}""");
        Plan("StorageAccounts", """{"pricingTier":"Free"}""");
        Plan("VirtualMachines", """{"pricingTier":"Standard"}""");
        Plan("KubernetesService", """{"pricingTier":"Standard","deprecated":true,"replacedBy":["Containers"]}""");
        Plan("ContainerRegistry", """{"pricingTier":"Free","deprecated":true}""");

        Dictionary<string, AciDefenderPlan> plans = (await ReadAsync()).ToDictionary(static plan => plan.Name);

        Assert.Equal(["Arm", "CloudPosture", "Containers", "KeyVaults", "KubernetesService", "StorageAccounts"], plans.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((true, "FullyCovered", 2025), (plans["Containers"].Enabled, plans["Containers"].Coverage, plans["Containers"].EnabledOn?.Year));
        Assert.True(Extension(plans["Containers"], "ContainerRegistriesVulnerabilityAssessments").Enabled);
        Assert.False(Extension(plans["Containers"], "ContainerSensor").Enabled);
        Assert.False(Extension(plans["CloudPosture"], "ServerlessContainers").Enabled);
        Assert.EndsWith("root", plans["Arm"].InheritedFrom, StringComparison.Ordinal);
        Assert.True(plans["KubernetesService"].Deprecated);
        Assert.Equal(["Containers"], plans["KubernetesService"].ReplacedBy);
        Assert.All(plans.Values, static plan => Assert.NotEmpty(plan.Gives));
        Assert.Contains(plans["Containers"].DoesNotGive, static text => text.Contains("Kubernetes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_that_may_not_be_read_is_unknown_and_the_next_goes_on()
    {
        Plan("Containers", """{"pricingTier":"Free"}""", Two);
        arm.Fail("GET", Pricing.PathOf(One), 403, "AuthorizationFailed");

        List<AciDefenderPlan> plans = await ReadAsync(["Containers"], One, Two);

        Assert.Equal([(One, null), (Two, (bool?)false)], plans.Select(static plan => (plan.SubscriptionId, plan.Enabled)));
        Assert.Contains("Microsoft.Security/pricings/read", Assert.Single(pipeline.Problems).Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_plan_that_the_service_does_not_know_is_a_problem()
    {
        Plan("Containers", """{"pricingTier":"Free"}""");

        Assert.Equal(["Containers"], (await ReadAsync(["Cont*", "Kontainers"], One)).Select(static plan => plan.Name));
        Assert.Equal("AciDefenderPlanNotFound", Assert.Single(pipeline.Problems).Id);
    }

    [Fact]
    public async Task Switching_on_keeps_what_is_there_and_writes_flags_as_texts()
    {
        Plan("Containers", """{"pricingTier":"Free","freeTrialRemainingTime":"PT0S","extensions":[{"name":"ContainerSensor","isEnabled":"True","additionalExtensionProperties":{"SecurityGatingEnabled":"True"},"operationStatus":{"code":"Succeeded"}},{"name":"ContainerRegistriesVulnerabilityAssessments","isEnabled":"False"}]}""");

        AciChange first = Assert.Single(await EnableAsync(["containers"]));
        AciChange second = Assert.Single(await EnableAsync(["Containers"]));

        Assert.Equal((AciChangeResult.Changed, AciChangeResult.Unchanged), (first.Result, second.Result));
        ArmRequest write = Assert.Single(arm.Writes);
        Assert.Equal(("PUT", $"/subscriptions/{One}/providers/Microsoft.Security/pricings/Containers", "2024-01-01"), (write.Method.Method, write.Path, write.ApiVersion));
        JsonNode expected = JsonNode.Parse("""{"properties":{"pricingTier":"Standard","extensions":[{"name":"ContainerSensor","isEnabled":"True","additionalExtensionProperties":{"SecurityGatingEnabled":"True"}},{"name":"ContainerRegistriesVulnerabilityAssessments","isEnabled":"True"}]}}""")!;
        Assert.True(JsonNode.DeepEquals(expected, write.Body), write.Body!.ToJsonString());
    }

    [Fact]
    public async Task Posture_gets_what_container_groups_need_and_the_control_plane_its_present_variant()
    {
        Plan("CloudPosture", """{"pricingTier":"Free"}""");
        Plan("Arm", """{"pricingTier":"Free","subPlan":"PerApiCall"}""");

        await EnableAsync(["CloudPosture", "Arm"]);

        ArmRequest[] writes = [.. arm.Writes];
        Assert.Equal(["ServerlessContainers", "ContainerRegistriesVulnerabilityAssessments"], writes[0].Body!["properties"]!["extensions"]!.AsArray().Select(static item => (string?)item!["name"]));
        Assert.Equal("PerSubscription", (string?)writes[1].Body!["properties"]!["subPlan"]);
        Assert.Null(writes[1].Body!["properties"]!["extensions"]);
    }

    [Fact]
    public async Task The_question_says_what_it_costs_and_what_it_grants_and_shows_the_request()
    {
        Plan("Containers", """{"pricingTier":"Free"}""");
        pipeline = new TestPipeline { IsWhatIf = true };

        AciChange change = Assert.Single(await EnableAsync(["Containers"]));

        Assert.Equal(AciChangeResult.WouldChange, change.Result);
        Assert.Contains("\"Standard\"", change.After, StringComparison.Ordinal);
        Assert.Contains("Owner", change.Consequence, StringComparison.Ordinal);
        ChangeProposal asked = Assert.Single(pipeline.Asked);
        Assert.Contains("price list", asked.Action, StringComparison.Ordinal);
        Assert.Contains("assign roles", asked.Action, StringComparison.Ordinal);
        Assert.StartsWith("PUT /subscriptions/", asked.Request, StringComparison.Ordinal);
        Assert.Empty(arm.Writes);
    }

    [Theory]
    [InlineData("Arm")]
    [InlineData("KeyVaults")]
    public async Task Where_no_extension_is_switched_on_none_is_said_to_assign_roles(string name)
    {
        Plan(name, """{"pricingTier":"Free"}""");

        AciChange change = Assert.Single(await EnableAsync([name]));

        Assert.DoesNotContain("roles", change.Consequence, StringComparison.Ordinal);
        Assert.DoesNotContain("roles", Assert.Single(pipeline.Asked).Action, StringComparison.Ordinal);
        Assert.Contains("price list", pipeline.Asked[0].Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureCloud", true)]
    [InlineData("Custom", true)]
    [InlineData("AzureUSGovernment", false)]
    [InlineData("AzureChinaCloud", false)]
    public async Task Posture_of_serverless_containers_is_switched_on_by_itself_only_where_it_exists(string cloud, bool expected)
    {
        Plan("CloudPosture", """{"pricingTier":"Free"}""");
        var enabler = new DefenderPlanEnabler(arm, TimeProvider.System, Grace.By(watch), AciSecMon.Azure.Connection.Cloud.IsCommercial(cloud));

        await foreach (AciChange change in enabler.EnableAsync(new EnableDefenderPlanRequest { Name = ["CloudPosture"] }, [One], pipeline, TestContext.Current.CancellationToken))
        {
            Assert.Equal(AciChangeResult.Changed, change.Result);
        }

        string?[] written = [.. Assert.Single(arm.Writes).Body!["properties"]!["extensions"]!.AsArray().Select(static item => (string?)item!["name"])];
        Assert.Equal(expected, written.Contains("ServerlessContainers"));
        Assert.Contains("ContainerRegistriesVulnerabilityAssessments", written);
    }

    [Theory]
    [InlineData("Containers", """{"pricingTier":"Free","inherited":"True","inheritedFrom":"/providers/Microsoft.Management/managementGroups/root"}""", "managementGroups/root")]
    [InlineData("KubernetesService", """{"pricingTier":"Free"}""", "Containers")]
    [InlineData("Future", """{"pricingTier":"Free","deprecated":true,"replacedBy":["Newer"]}""", "Newer")]
    public async Task What_cannot_be_switched_on_here_is_refused_with_its_reason(string name, string properties, string reason)
    {
        Plan(name, properties);

        AciChange change = Assert.Single(await EnableAsync([name]));

        Assert.Equal(AciChangeResult.Refused, change.Result);
        Assert.Contains(reason, change.Message, StringComparison.Ordinal);
        Assert.Equal("AciDefenderPlanRefused", Assert.Single(pipeline.Problems).Id);
        Assert.Empty(arm.Writes);
    }

    [Fact]
    public async Task An_inherited_plan_that_is_on_already_is_unchanged()
    {
        Plan("Arm", """{"pricingTier":"Standard","inherited":"True","inheritedFrom":"/x"}""");

        Assert.Equal(AciChangeResult.Unchanged, Assert.Single(await EnableAsync(["Arm"])).Result);
    }

    [Fact]
    public async Task An_extension_that_could_not_be_set_up_is_a_failure_with_the_services_reason()
    {
        Plan("Containers", """{"pricingTier":"Free"}""");
        arm.Storing = static (_, body) =>
        {
            body["properties"]!["extensions"]![0]!["operationStatus"] = new JsonObject { ["code"] = "Failed", ["message"] = "No right to assign the role." };
            return body;
        };

        AciChange change = Assert.Single(await EnableAsync(["Containers"]));

        Assert.Equal(AciChangeResult.Failed, change.Result);
        Assert.Contains("No right to assign the role.", change.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Problems);
    }

    [Theory]
    [InlineData("GET", 403, AciChangeResult.Failed)]
    [InlineData("PUT", 403, AciChangeResult.Refused)]
    [InlineData("PUT", 409, AciChangeResult.Refused)]
    [InlineData("PUT", 500, AciChangeResult.Failed)]
    [InlineData("PUT", 429, AciChangeResult.Failed)]
    public async Task A_fault_on_one_subscription_is_told_and_the_next_goes_on(string method, int status, AciChangeResult result)
    {
        Plan("Arm", """{"pricingTier":"Free"}""");
        Plan("Arm", """{"pricingTier":"Free"}""", Two);
        arm.Fail(method, Pricing.PathOf(One, "Arm"), status);

        List<AciChange> changes = await EnableAsync(["Arm"], One, Two);

        Assert.Equal([result, AciChangeResult.Changed], changes.Select(static change => change.Result));
        Assert.Equal(Pricing.PathOf(One, "Arm"), Assert.Single(pipeline.Problems).Target);
    }

    [Fact]
    public async Task Stopping_during_a_write_reports_it()
    {
        Plan("Arm", """{"pricingTier":"Free"}""");
        arm.Throw("PUT", Pricing.PathOf(One, "Arm"), static () => new OperationCanceledException());
        var seen = new List<AciChange>();

        await Assert.ThrowsAsync<OperationCanceledException>(() => EnableAsync(["Arm", "KeyVaults"], seen, One));

        Assert.Equal(AciChangeResult.Failed, Assert.Single(seen).Result);
        Assert.Equal("AciChangeInterrupted", Assert.Single(pipeline.Problems).Id);
    }

    [Fact]
    public async Task What_changes_by_itself_while_the_question_stands_is_no_reason_to_ask_again()
    {
        Plan("Containers", """{"pricingTier":"Free","freeTrialRemainingTime":"P30D"}""");
        pipeline.OnAsk = _ =>
        {
            watch.Advance(TimeSpan.FromMinutes(5));
            Plan("Containers", """{"pricingTier":"Free","freeTrialRemainingTime":"P29DT23H55M"}""");
        };

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await EnableAsync(["Containers"])).Result);

        Assert.Single(pipeline.Asked);
        Assert.DoesNotContain("freeTrial", Assert.Single(arm.Writes).Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(3, arm.Sent.Count(static line => line.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_somebody_else_switched_on_while_the_question_stood_is_asked_about_and_kept()
    {
        Plan("Containers", """{"pricingTier":"Free"}""");
        pipeline.OnAsk = _ =>
        {
            if (pipeline.Asked.Count > 1) return;
            watch.Advance(TimeSpan.FromMinutes(5));
            Plan("Containers", """{"pricingTier":"Standard","extensions":[{"name":"ContainerSensor","isEnabled":"True"}]}""");
        };

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await EnableAsync(["Containers"])).Result);

        Assert.Equal(2, pipeline.Asked.Count);
        Assert.Contains("\"ContainerSensor\"", pipeline.Asked[1].Request, StringComparison.Ordinal);
        Assert.Contains("\"ContainerSensor\"", Assert.Single(arm.Writes).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Con*", null)]
    [InlineData("Containers,Arm", "ServerlessKontainers")]
    public async Task A_wrong_request_ends_before_anything_is_read(string names, string? extension)
    {
        var request = new EnableDefenderPlanRequest { Name = names.Split(','), Extension = extension is null ? [] : [extension] };

        await Assert.ThrowsAsync<AciProblemException>(async () =>
        {
            await foreach (AciChange _ in new DefenderPlanEnabler(arm, TimeProvider.System, Grace.By(watch)).EnableAsync(request, [One], pipeline, TestContext.Current.CancellationToken)) Assert.Fail("Something was done.");
        });
        Assert.Empty(arm.Sent);
    }

    private static AciDefenderExtension Extension(AciDefenderPlan plan, string name) => Assert.Single(plan.Extension, extension => extension.Name == name);

    private void Plan(string name, string properties, string subscription = One) =>
        arm.Put(Pricing.PathOf(subscription, name), $$"""{"id":"{{Pricing.PathOf(subscription, name)}}","name":"{{name}}","properties":{{properties}} }""");

    private async Task<List<AciDefenderPlan>> ReadAsync(string[]? names = null, params string[] subscriptions)
    {
        var plans = new List<AciDefenderPlan>();
        string[] asked = subscriptions.Length == 0 ? [One] : subscriptions;
        await foreach (AciDefenderPlan plan in new DefenderPlanReader(arm).ReadAsync(names ?? [], asked, pipeline, TestContext.Current.CancellationToken)) plans.Add(plan);
        return plans;
    }

    private async Task<List<AciChange>> EnableAsync(string[] names, params string[] subscriptions)
    {
        var changes = new List<AciChange>();
        await EnableAsync(names, changes, subscriptions.Length == 0 ? [One] : subscriptions);
        return changes;
    }

    private async Task EnableAsync(string[] names, List<AciChange> seen, params string[] subscriptions)
    {
        var enabler = new DefenderPlanEnabler(arm, TimeProvider.System, Grace.By(watch));
        await foreach (AciChange change in enabler.EnableAsync(new EnableDefenderPlanRequest { Name = names }, subscriptions, pipeline, TestContext.Current.CancellationToken)) seen.Add(change);
    }
}
