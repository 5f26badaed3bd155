using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Live;

public sealed class LiveFlowTests
{
    private const string SubnetId = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.Network/virtualNetworks/net/subnets/aci";
    private const string Network =
        $$"""{ "id": "{{FakeLiveEstate.ResourceGroup}}/providers/Microsoft.Network/virtualNetworks/net", "name": "net", "type": "microsoft.network/virtualnetworks", "properties": { "subnets": [ { "id": "{{SubnetId}}", "name": "aci", "properties": {} } ] } }""";

    private const string InSubnet = $$"""{ "subnetIds": [ { "id": "{{SubnetId}}" } ] }""";

    [Fact]
    public async Task Findings_on_a_page_come_before_the_next_page_is_read()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(PublicGroup("a")).Page(PublicGroup("b"));
        IAssessmentSession session = await Open();
        IAsyncEnumerator<AciSecurityFinding> findings = session.AssessAsync([new LiveInput { Connection = estate.Connection }], TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await findings.MoveNextAsync());
        Assert.Equal(("a", 1), (findings.Current.ContainerGroupName, estate.PagesGiven));
        await findings.DisposeAsync();
    }

    [Fact]
    public async Task A_neighbour_is_read_and_judged_once_however_many_groups_lead_to_it()
    {
        FakeLiveEstate estate = new FakeLiveEstate()
            .Page(FakeLiveEstate.Group("a", InSubnet), FakeLiveEstate.Group("b", InSubnet)).Page(FakeLiveEstate.Group("c", InSubnet)).Neighbour(Network);
        Assess run = await Live(estate);
        AciSecurityFinding finding = Assert.Single(run.Findings, static f => f.RuleId == "ACI-NET-012");
        Assert.Equal((AciSubjectType.Subnet, AciFindingStatus.Fail, SubnetId), (finding.SubjectType, finding.Status, finding.ResourceId));
        Assert.Equal([FakeLiveEstate.GroupId("a"), FakeLiveEstate.GroupId("b"), FakeLiveEstate.GroupId("c")], finding.RelatedResourceId);
        Assert.Contains("3 container groups: a, b, c", finding.Message, StringComparison.Ordinal);
        Assert.Null(finding.ContainerGroupName);
        NeighbourRequest request = Assert.Single(estate.NeighbourRequests);
        Assert.Single(request.References, static r => r.Facet == Facet.Network);
        Assert.Equal(1, run.Summary.Neighbours);
    }

    [Fact]
    public async Task No_call_per_group_is_made_by_default_and_the_sources_that_would_need_one_are_named()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        Assess run = await Live(estate);
        Assert.Empty(estate.FacetRequests);
        Assert.Contains(AciFindingSource.Diagnostics, run.Summary.NotAsked);
        Assert.Contains(AciFindingSource.Defender, run.Summary.NotAsked);
        Assert.DoesNotContain(Facet.Defender, Assert.Single(estate.NeighbourRequests).Facets);
        Assert.DoesNotContain(run.Findings, static f => f.RuleId.StartsWith("ACI-LOG", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_lock_and_principal_calls_are_left_to_the_profiles_whose_rules_need_them()
    {
        FakeLiveEstate baseline = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        await Live(baseline);
        Assert.DoesNotContain(Assert.Single(baseline.NeighbourRequests).Facets, static f => f is Facet.Keys or Facet.Locks or Facet.Principals);
        FakeLiveEstate regulated = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        await Live(regulated, Options("Regulated"));
        Assert.Superset(new HashSet<Facet> { Facet.Keys, Facet.Locks, Facet.Principals }, Assert.Single(regulated.NeighbourRequests).Facets.ToHashSet());
    }

    [Fact]
    public async Task A_rule_that_is_named_runs_whatever_its_source()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Facets("a", settings: []);
        Assess run = await Live(estate, new AssessmentOptions { RuleId = ["ACI-LOG-001"], Settings = new SettingsOptions { NoSettings = true } });
        Assert.Equal(("ACI-LOG-001", FakeLiveEstate.GroupId("a")), (Assert.Single(run.Findings).RuleId, run.Findings[0].ResourceId));
        Assert.Equal([Facet.Diagnostics], Assert.Single(estate.FacetRequests).Facets);
        Assert.Empty(estate.NeighbourRequests);
        Assert.Empty(run.Summary.NotAsked);
    }

    [Fact]
    public async Task What_a_source_is_not_asked_for_is_not_judged_in_files_either()
    {
        string template = Template(Group("a"), Setting("a", """ { "category": "ContainerEvent", "enabled": true } """));
        Assess silent = await Assess.Text(template, options: Options());
        Assert.DoesNotContain(silent.Findings, static f => f.Category == AciRuleCategory.Logging);
        Assess asked = await Assess.Text(template, options: new AssessmentOptions { Source = [AciFindingSource.Diagnostics], Settings = new SettingsOptions { NoSettings = true } });
        Assert.Equal("ACI-LOG-002", Assert.Single(asked.Findings, static f => f.Category == AciRuleCategory.Logging).RuleId);
        Assert.Superset(silent.Findings.Select(static f => f.FindingId).ToHashSet(), asked.Findings.Select(static f => f.FindingId).ToHashSet());
    }

    [Fact]
    public async Task A_setting_with_metrics_only_is_told_apart_from_one_with_the_wrong_category_and_from_none()
    {
        FakeLiveEstate estate = new FakeLiveEstate()
            .Page(
                FakeLiveEstate.Group("none"), FakeLiveEstate.Group("metrics"), FakeLiveEstate.Group("audit"), FakeLiveEstate.Group("off"), FakeLiveEstate.Group("all"),
                FakeLiveEstate.Group("agent", """{ "diagnostics": { "logAnalytics": { "workspaceId": "7a1f0a52-0000-4000-8000-000000000001" } } }"""))
            .Facets("none", settings: [])
            .Facets("metrics", settings: ["""{ "properties": { "metrics": [ { "category": "AllMetrics", "enabled": true } ] } }"""])
            .Facets("audit", settings: ["""{ "properties": { "logs": [ { "categoryGroup": "audit", "enabled": true } ] } }"""])
            .Facets("off", settings: ["""{ "properties": { "logs": [ { "category": "ContainerInstanceLog", "enabled": true }, { "category": "ContainerEvent", "enabled": false } ] } }"""])
            .Facets("all", settings: ["""{ "properties": { "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } }"""])
            .Facets("agent", settings: []);
        Assess run = await Live(estate, Collection());
        Assert.Equal(
            ["audit ACI-LOG-002", "metrics ACI-LOG-003", "none ACI-LOG-001", "off ACI-LOG-002"],
            run.Findings.Select(static f => $"{f.ContainerGroupName} {f.RuleId}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_neighbour_that_is_in_order_is_counted_too()
    {
        FakeLiveEstate estate = new FakeLiveEstate()
            .Page(FakeLiveEstate.Group("a", InSubnet)).Neighbour(Network.Replace("\"properties\": {} }", "\"properties\": { \"networkSecurityGroup\": { \"id\": \"/nsg\" } } }", StringComparison.Ordinal));
        Assess run = await Live(estate);
        Assert.DoesNotContain(run.Findings, static f => f.RuleId == "ACI-NET-012");
        Assert.Equal(1, run.Summary.Neighbours);
    }

    [Theory]
    [InlineData(null, "NotApplicable")]
    [InlineData("""{ "properties": { "metrics": [ { "category": "AllMetrics", "enabled": true } ] } }""", "Fail")]
    [InlineData("""{ "properties": { "logs": [ { "category": "ContainerEvent", "enabled": true } ] } }""", "Pass")]
    [InlineData("""{ "properties": { "logs": [ { "categoryGroup": "audit", "enabled": true } ] } }""", "NotApplicable")]
    public async Task The_rule_on_metrics_alone_passes_only_where_a_log_is_collected(string? setting, string expected)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Facets("a", settings: setting is null ? [] : [setting]);
        Assess run = await Live(estate, new AssessmentOptions { RuleId = ["ACI-LOG-003"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
        Assert.Equal(expected, Assert.Single(run.Findings).Status.ToString());
    }

    [Fact]
    public async Task Groups_that_may_not_be_read_are_an_error_of_high_severity_that_names_the_permission()
    {
        const string Target = "/subscriptions/99999999-0000-0000-0000-000000000000";
        FakeLiveEstate estate = new FakeLiveEstate()
            .Unread(FakeLiveEstate.Refused(null, Target, "Microsoft.ContainerInstance/containerGroups/read")).Page(FakeLiveEstate.Group("a"));
        Assess run = await Live(estate);
        AciSecurityFinding finding = Assert.Single(run.Findings, static f => f.RuleId == "ACI-COV-003");
        Assert.Equal((AciSubjectType.Subscription, Target), (finding.SubjectType, finding.SubjectId));
        Assert.True(finding.Severity >= AciSeverity.High);
        Assert.Contains("Microsoft.ContainerInstance/containerGroups/read", finding.Message, StringComparison.Ordinal);
        Assert.Contains(run.Problems, static p => p.Target == Target);
    }

    [Fact]
    public async Task Diagnostics_that_may_not_be_read_leave_the_rules_open_in_one_finding()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b"))
            .Facets("a", unread: FakeLiveEstate.Refused(Facet.Diagnostics, FakeLiveEstate.GroupId("a"), "Microsoft.Insights/diagnosticSettings/read"))
            .Facets("b", unread: FakeLiveEstate.Refused(Facet.Diagnostics, FakeLiveEstate.GroupId("b"), "Microsoft.Insights/diagnosticSettings/read"));
        Assess run = await Live(estate, Collection());
        AciSecurityFinding finding = Assert.Single(run.Findings);
        Assert.Equal(("ACI-COV-003", AciSeverity.High, AciFindingStatus.Unknown), (finding.RuleId, finding.Severity, finding.Status));
        Assert.Contains("Left open: ACI-LOG-001, ACI-LOG-002, ACI-LOG-003.", finding.Message, StringComparison.Ordinal);
        Assert.Equal([FakeLiveEstate.GroupId("a"), FakeLiveEstate.GroupId("b")], finding.RelatedResourceId.Order(StringComparer.Ordinal));
        Assert.Equal(6, run.Summary.Unknown);
    }

    [Fact]
    public async Task What_never_came_back_is_not_lost()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        Assess run = await Live(estate, Collection());
        Assert.Equal("ACI-COV-004", Assert.Single(run.Findings).RuleId);
    }

    [Fact]
    public async Task A_neighbour_that_the_caller_cannot_see_is_unknown_and_its_permission_named()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", InSubnet));
        Assess run = await Live(estate);
        AciSecurityFinding finding = Assert.Single(run.Findings, static f => f.RuleId.StartsWith("ACI-COV", StringComparison.Ordinal));
        Assert.Equal(("ACI-COV-003", AciSeverity.High, "a"), (finding.RuleId, finding.Severity, finding.ContainerGroupName));
        Assert.Contains("Microsoft.Network/virtualNetworks/read", finding.Message, StringComparison.Ordinal);
        Assert.Contains("ACI-NET-012", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Findings, static f => f.RuleId == "ACI-NET-012");
    }

    [Fact]
    public async Task An_image_of_a_registry_of_the_connection_is_trusted_and_one_of_a_strange_registry_is_open()
    {
        FakeLiveEstate estate = new FakeLiveEstate()
            .Page(FakeLiveEstate.Group("own", Image("contoso.azurecr.io/web:1")), FakeLiveEstate.Group("other", Image("stranger.azurecr.io/web:1")))
            .Neighbour($$"""{ "id": "{{FakeLiveEstate.ResourceGroup}}/providers/Microsoft.ContainerRegistry/registries/contoso", "name": "contoso", "type": "microsoft.containerregistry/registries", "properties": { "loginServer": "contoso.azurecr.io", "publicNetworkAccess": "Disabled" } }""");
        Assess run = await Live(estate, new AssessmentOptions { RuleId = ["ACI-IMG-001"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
        Assert.Equal(
            ["other Unknown", "own Pass"],
            run.Findings.Where(static f => f.RuleId == "ACI-IMG-001").Select(static f => $"{f.ContainerGroupName} {f.Status}").Order(StringComparer.Ordinal));
        AciSecurityFinding cause = Assert.Single(run.Findings, static f => f.RuleId == "ACI-COV-002");
        Assert.Equal("other", cause.ContainerGroupName);
        Assert.Equal([FakeLiveEstate.GroupId("other")], cause.RelatedResourceId);
    }

    [Fact]
    public async Task A_group_that_is_gone_by_the_time_it_is_read_is_left_out_and_told()
    {
        var gone = new UnreadPart(Facet.InstanceView, FakeLiveEstate.GroupId("a"), UnreadReason.Gone, new AciProblem { Id = "AciGone", Kind = AciProblemKind.NotFound, Message = "not there" });
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b")).Facets("a", unread: gone)
            .Facets("b", FakeLiveEstate.Group("b", """{ "instanceView": { "state": "Running" }, "containers": [ { "name": "web", "properties": { "image": "a:1", "instanceView": { "restartCount": 3 } } } ] }"""));
        var quiet = new Assess();
        List<AciContainerGroup> groups = [];
        await foreach (AciContainerGroup group in new AssessmentEngine().ReadContainerGroupsAsync(
            [new LiveInput { Connection = estate.Connection, IncludeState = true }], new ReadOptions(), quiet, TestContext.Current.CancellationToken)) groups.Add(group);
        AciContainerGroup left = Assert.Single(groups);
        Assert.Equal(("b", "Running", 3, AciSourceKind.Resource), (left.Name, left.State, left.RestartCount, left.SourceKind));
        Assert.Contains(quiet.Notices, static n => n.Contains("containerGroups/a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_whose_state_is_refused_stays_and_the_refusal_is_told()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(PublicGroup("a"))
            .Facets("a", unread: FakeLiveEstate.Refused(Facet.InstanceView, FakeLiveEstate.GroupId("a"), "Microsoft.ContainerInstance/containerGroups/read"));
        Assess run = await Live(estate, isExact: true);
        Assert.Contains(run.Findings, static f => f is { RuleId: "ACI-NET-001", ContainerGroupName: "a" });
        Assert.Contains(run.Findings, static f => f.RuleId == "ACI-COV-010" && f.Message.Contains("Microsoft.ContainerInstance/containerGroups/read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Groups_that_come_through_the_pipeline_bring_their_connection_along()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", InSubnet), FakeLiveEstate.Group("b", InSubnet)).Neighbour(Network);
        List<EstateInput> piped = [];
        await foreach (AciContainerGroup group in new AssessmentEngine().ReadContainerGroupsAsync(
            [new LiveInput { Connection = estate.Connection }], new ReadOptions(), new Assess(), TestContext.Current.CancellationToken)) piped.Add(new GroupInput { Group = group });
        IAssessmentSession session = await Open();
        List<AciSecurityFinding> findings = [];
        foreach (EstateInput input in piped)
        {
            await foreach (AciSecurityFinding finding in session.AssessAsync([input], TestContext.Current.CancellationToken)) findings.Add(finding);
        }

        await foreach (AciSecurityFinding finding in session.CompleteAsync(TestContext.Current.CancellationToken)) findings.Add(finding);
        Assert.Equal(2, Assert.Single(findings, static f => f.RuleId == "ACI-NET-012").RelatedResourceId.Length);
        Assert.Single(estate.NeighbourRequests);
    }

    [Fact]
    public async Task A_connection_of_another_process_says_so()
    {
        IAssessmentSession session = await Open();
        AciProblemException fault = await Assert.ThrowsAsync<AciProblemException>(async () =>
        {
            await foreach (AciSecurityFinding _ in session.AssessAsync([new LiveInput { Connection = new AciConnection() }], TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.Equal("AciConnectionClosed", fault.Problem.Id);
    }

    private static string PublicGroup(string name) => FakeLiveEstate.Group(name, """{ "ipAddress": { "type": "Public", "ports": [ { "port": 443 } ] } }""");

    private static string Image(string image) => $$"""{ "containers": [ { "name": "web", "properties": { "image": "{{image}}" } } ] }""";

    private static string Group(string name) =>
        $$"""{ "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2025-09-01", "name": "{{name}}", "location": "westeurope", "properties": { "osType": "Linux", "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/a:1" } } ] } }""";

    private static string Setting(string group, string log) =>
        $$"""{ "type": "Microsoft.ContainerInstance/containerGroups/providers/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "{{group}}/Microsoft.Insights/logs", "properties": { "logs": [ {{log}} ] } }""";

    private static string Template(params string[] resources) =>
        $$"""{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [ {{string.Join(", ", resources)}} ] }""";

    private static AssessmentOptions Options(string? profile = null) => new() { Settings = new SettingsOptions { NoSettings = true, Profile = profile } };

    private static AssessmentOptions Collection() => new() { RuleId = ["ACI-LOG-001", "ACI-LOG-002", "ACI-LOG-003"], Settings = new SettingsOptions { NoSettings = true } };

    private static Task<IAssessmentSession> Open() => new AssessmentEngine().OpenAssessmentAsync(Options(), new Assess(), TestContext.Current.CancellationToken);

    private static Task<Assess> Live(FakeLiveEstate estate, AssessmentOptions? options = null, bool isExact = false) =>
        Assess.Judged([new LiveInput { Connection = estate.Connection, IsExact = isExact }], options ?? Options());
}
