using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Permissions;
using AciSecMon.Azure.Tests.Support;
using CsCheck;

namespace AciSecMon.Azure.Tests.Permissions;

public sealed class PermissionTests
{
    private const string One = "11111111-1111-1111-1111-111111111111";
    private const string Two = "22222222-2222-2222-2222-222222222222";

    private readonly ScriptedArm arm = new();
    private readonly TestPipeline pipeline = new();

    [Fact]
    public async Task What_is_held_and_what_is_missing_is_told_for_each_capability()
    {
        Grant("reader", """{"actions":["*/read"],"notActions":[]}""");

        Dictionary<string, AciCapability> told = (await TestAsync()).ToDictionary(static capability => capability.Name);

        Assert.True(told["Assess"].Allowed);
        Assert.True(told["DefenderPlan"].Allowed);
        AciCapability plan = told["EnableDefenderPlan"];
        Assert.False(plan.Allowed);
        Assert.Equal(["Microsoft.Security/pricings/read"], plan.HeldAction);
        Assert.Equal(["Microsoft.Security/pricings/write"], plan.MissingAction);
        Assert.Contains("Microsoft.Insights/diagnosticSettings/write", told["EnableDiagnosticsToWorkspace"].MissingAction);
    }

    [Theory]
    [InlineData("EnableDiagnosticsToWorkspace", "Microsoft.OperationalInsights/workspaces/read", "Microsoft.OperationalInsights/workspaces/sharedKeys/action")]
    [InlineData("EnableDiagnosticsToStorage", "Microsoft.Storage/storageAccounts/read", "Microsoft.Storage/storageAccounts/listKeys/action")]
    [InlineData(
        "EnableDiagnosticsToEventHub", "Microsoft.EventHub/namespaces/authorizationRules/read", "Microsoft.EventHub/namespaces/authorizationRules/listkeys/action",
        "Microsoft.EventHub/namespaces/read", "Microsoft.EventHub/namespaces/networkRuleSets/read", "Microsoft.EventHub/namespaces/eventhubs/read")]
    [InlineData("DisableDiagnostics", "Microsoft.Insights/diagnosticSettings/delete")]
    public void Each_kind_of_destination_asks_for_its_own_rights_and_for_no_others(string name, params string[] own)
    {
        string[] common = ["Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Insights/diagnosticSettings/read", "Microsoft.Insights/diagnosticSettings/write"];

        Assert.Equal(common.Concat(own).Order(StringComparer.Ordinal), Assert.Single(Capabilities.Find([name])).Actions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_one_role_takes_out_another_can_give()
    {
        Grant("most", """{"actions":["*"],"notActions":["Microsoft.Security/*"]}""");
        Assert.False(Assert.Single(await TestAsync("DefenderPlan")).Allowed);

        Grant("security", """{"actions":["microsoft.security/PRICINGS/*"],"notActions":[]}""");
        Assert.True(Assert.Single(await TestAsync("DefenderPlan")).Allowed);
    }

    [Fact]
    public async Task Where_it_cannot_be_found_out_the_answer_is_unknown_and_the_next_subscription_goes_on()
    {
        arm.Fail("GET", Path(One), 403, "AuthorizationFailed");
        Grant("all", """{"actions":["*"]}""", Two);

        List<AciCapability> told = await TestAsync("State", One, Two);

        Assert.Equal([null, (bool?)true], told.Select(static capability => capability.Allowed));
        Assert.NotNull(told[0].Note);
        Assert.Single(pipeline.Problems);
    }

    [Theory]
    [InlineData("""{"actions":[]}""", true)]
    [InlineData("""{"actions":["*"],"notActions":["Microsoft.ContainerInstance/*"]}""", true)]
    [InlineData("""{"actions":["*/read"]}""", false)]
    [InlineData("""{"actions":["Microsoft.ContainerInstance/containerGroups/read"]}""", false)]
    public async Task Of_a_subscription_that_is_not_granted_as_a_whole_it_is_said_that_only_a_part_may_be_seen(string grant, bool isTold)
    {
        var recorder = new Recorder();
        Grant("some", grant);
        var told = new List<AciCapability>();
        await foreach (AciCapability capability in new CapabilityTester(arm).TestAsync(Capabilities.All, [One], recorder, TestContext.Current.CancellationToken)) told.Add(capability);

        AciCapability assess = told.Single(static capability => capability.Name == "Assess");
        Assert.Equal(isTold, assess.Note?.Contains("a part", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("a part", told.Single(static capability => capability.Name == "DefenderPlan").Note ?? string.Empty, StringComparison.Ordinal);
        if (isTold) Assert.Contains(One, Assert.Single(recorder.Warnings), StringComparison.Ordinal);
        else Assert.Empty(recorder.Warnings);
        Assert.Single(arm.Sent);
    }

    [Fact]
    public async Task What_could_not_be_found_out_is_not_said_to_be_a_part()
    {
        var recorder = new Recorder();
        arm.Fail("GET", Path(One), 403, "AuthorizationFailed");
        await foreach (AciCapability capability in new CapabilityTester(arm).TestAsync(Capabilities.All, [One], recorder, TestContext.Current.CancellationToken)) Assert.Null(capability.Allowed);

        Assert.Empty(recorder.Warnings);
        Assert.Single(recorder.Problems);
    }

    [Fact]
    public async Task Nobody_without_a_role_is_allowed_anything() =>
        Assert.All(await TestAsync(), static capability => Assert.False(capability.Allowed));

    [Fact]
    public void The_least_role_has_just_the_actions_of_its_capabilities_where_each_of_its_readers_looks()
    {
        IReadOnlyList<Capability> chosen = Capabilities.Find(["Defender*", "State"]);

        JsonNode role = JsonNode.Parse(LeastRole.Of(chosen, [One, Two]))!;

        string[] expected = ["Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Security/pricings/read"];
        Assert.Equal(expected, Texts(role["Actions"]));
        Assert.Equal(expected, Texts(role["Permissions"]![0]!["Actions"]));
        Assert.Equal(["/subscriptions/" + One, "/subscriptions/" + Two], Texts(role["AssignableScopes"]));
        Assert.NotEmpty((string?)role["Name"] ?? string.Empty);
        Assert.NotEmpty((string?)role["Description"] ?? string.Empty);
        Assert.True((bool?)role["IsCustom"]);
    }

    [Fact]
    public async Task Whoever_has_the_least_role_of_a_capability_is_allowed_it()
    {
        foreach (Capability capability in Capabilities.All)
        {
            JsonNode permission = JsonNode.Parse(LeastRole.Of([capability], [One]))!["Permissions"]![0]!;
            Grant("least", permission.ToJsonString());
            Assert.True(Assert.Single(await TestAsync(capability.Name)).Allowed);
        }
    }

    [Fact]
    public void An_unknown_capability_is_named() =>
        Assert.Contains("Asess", Assert.Throws<AciProblemException>(static () => Capabilities.Find(["Asess"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Actions_match_patterns_as_a_regular_expression_would()
    {
        Gen<string> part = Gen.OneOfConst("Microsoft.A", "a", "B", "read", "write", "*", "?", "**", "x*y", ".");
        Gen<string> path = part.Array[1, 4].Select(static parts => string.Join('/', parts));
        Gen.Select(path, path).Sample(
            static (pattern, text) =>
            {
                string action = text.Replace('*', 'z');
                bool expected = Regex.IsMatch(action, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
                Assert.Equal(expected, Wildcards.FitsStars(action, pattern));
            },
            iter: 20_000);
    }

    [Fact]
    public void Names_match_patterns_as_the_query_for_them_does()
    {
        Gen<string> text = Gen.OneOfConst("a", "B", "web", "-", "_", "(", ")", ".", "*", "?").Array[0, 6].Select(static parts => string.Concat(parts));
        Gen.Select(text, text).Sample(
            static (pattern, raw) =>
            {
                string name = raw.Replace('*', 'z').Replace('?', 'q');
                Assert.Equal(Regex.IsMatch(name, Wildcards.ToRegex(pattern), RegexOptions.CultureInvariant), Wildcards.Fits(name, pattern));
            },
            iter: 20_000);
    }

    private static string Path(string subscription) => $"/subscriptions/{subscription}/providers/Microsoft.Authorization/permissions";

    private static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(static item => (string)item!)];

    private void Grant(string name, string json, string subscription = One) => arm.Put($"{Path(subscription)}/{name}", json);

    private async Task<List<AciCapability>> TestAsync(string? name = null, params string[] subscriptions)
    {
        var told = new List<AciCapability>();
        string[] asked = subscriptions.Length == 0 ? [One] : subscriptions;
        IReadOnlyList<Capability> chosen = Capabilities.Find(name is null ? [] : [name]);
        await foreach (AciCapability capability in new CapabilityTester(arm).TestAsync(chosen, asked, pipeline, TestContext.Current.CancellationToken)) told.Add(capability);
        return told;
    }
}
