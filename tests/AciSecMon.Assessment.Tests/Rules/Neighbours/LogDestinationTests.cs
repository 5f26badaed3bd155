using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>The rules on where logs of groups go: ACI-LOG-004, 005, 009 and 011.</summary>
public sealed class LogDestinationTests : IDisposable
{
    private const string Customer = "7a1f0a52-0000-4000-8000-000000000001";
    private const string OtherSubscription = "99999999-0000-0000-0000-000000000000";
    private const string WorkspaceId = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.OperationalInsights/workspaces/logs";
    private const string ForeignId = $"/subscriptions/{OtherSubscription}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs";
    private const string StorageId = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.Storage/storageAccounts/archive";
    private const string NamespaceId = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.EventHub/namespaces/hubs";
    private const string Agent = $$"""{ "diagnostics": { "logAnalytics": { "workspaceId": "{{Customer}}" } } }""";
    private const string Closed = """{ "retentionInDays": 90, "publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "SecuredByPerimeter", "features": { "disableLocalAuth": true } }""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("workspaceId", WorkspaceId, WorkspaceId, "Microsoft.OperationalInsights/workspaces")]
    [InlineData("storageAccountId", StorageId, StorageId, "Microsoft.Storage/storageAccounts")]
    [InlineData("eventHubAuthorizationRuleId", $"{NamespaceId}/authorizationRules/send", NamespaceId, "Microsoft.EventHub/namespaces")]
    [InlineData("eventHubAuthorizationRuleId", $"{NamespaceId}/eventhubs/h/authorizationRules/send", NamespaceId, "Microsoft.EventHub/namespaces")]
    public async Task A_destination_that_is_there_is_a_pass_one_that_is_gone_a_failure_and_one_that_cannot_be_seen_unknown(string property, string named, string id, string type)
    {
        FakeLiveEstate there = Sending(property, named).Neighbour(Resource(id, type, "{}"));
        Assert.Equal("Pass diagnosticSettings", Written(Assert.Single(await Judge(there, "ACI-LOG-004"))));
        Assert.Equal(id, Assert.Single(there.NeighbourRequests[0].References).Id);

        FakeLiveEstate gone = Sending(property, named);
        gone.NeighboursUnread.Add(FakeLiveEstate.Refused(Facet.LogDestinations, id, null) with { Reason = UnreadReason.Gone });
        AciSecurityFinding lost = Assert.Single(await Judge(gone, "ACI-LOG-004"));
        Assert.Equal(("Fail diagnosticSettings[out]", AciSeverity.Medium, FakeLiveEstate.GroupId("a")), (Written(lost), lost.Severity, lost.ResourceId));

        FakeLiveEstate refused = Sending(property, named);
        refused.NeighboursUnread.Add(FakeLiveEstate.Refused(Facet.LogDestinations, id, type + "/read"));
        Assert.Contains(type + "/read", Unknown(await Judge(refused, "ACI-LOG-004")).Message, StringComparison.Ordinal);
        Unknown(await Judge(Sending(property, named), "ACI-LOG-004"));
    }

    [Fact]
    public async Task A_destination_of_a_subscription_that_is_not_listed_is_a_failure_even_where_it_cannot_be_seen()
    {
        string settings = folder.Write(".acisecmon.json", $$"""{ "logSubscriptions": [ "88888888-0000-0000-0000-000000000000" ] }""");
        string listed = folder.Write("listed.json", $$"""{ "logSubscriptions": [ "{{OtherSubscription}}" ] }""");
        FakeLiveEstate seen = Sending("workspaceId", ForeignId).Neighbour(Workspace(ForeignId, "{}"));
        Assert.Equal("Fail diagnosticSettings[out]", Written(Assert.Single(await Judge(seen, "ACI-LOG-004", settings))));
        Assert.Equal("Fail diagnosticSettings[out]", Written(Assert.Single(await Judge(Sending("workspaceId", ForeignId), "ACI-LOG-004", settings))));
        Assert.Equal("Pass diagnosticSettings", Written(Assert.Single(await Judge(seen, "ACI-LOG-004", listed))));
        Assert.Equal("Pass diagnosticSettings", Written(Assert.Single(await Judge(seen, "ACI-LOG-004"))));
        Assert.Equal("Pass diagnosticSettings", Written(Assert.Single(await Judge(Sending("workspaceId", WorkspaceId).Neighbour(Workspace(WorkspaceId, "{}")), "ACI-LOG-004", settings))));
    }

    [Fact]
    public async Task A_group_that_sends_nowhere_is_not_concerned_and_one_whose_settings_are_not_known_is_open()
    {
        FakeLiveEstate none = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Facets("a", settings: []);
        Assert.Equal("NotApplicable diagnosticSettings", Written(Assert.Single(await Judge(none, "ACI-LOG-004"))));
        FakeLiveEstate refused = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"))
            .Facets("a", unread: FakeLiveEstate.Refused(Facet.Diagnostics, FakeLiveEstate.GroupId("a"), "Microsoft.Insights/diagnosticSettings/read"));
        Assert.Equal("Unknown diagnosticSettings", Written(Assert.Single(await Judge(refused, "ACI-LOG-004"))));
    }

    [Fact]
    public async Task An_index_that_is_not_there_proves_no_workspace_gone()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", Agent)).Facets("a", settings: []);
        estate.NeighboursUnread.Add(FakeLiveEstate.Refused(Facet.LogDestinations, "what container groups send logs to", null) with { Reason = UnreadReason.Gone });
        Unknown(await Judge(estate, "ACI-LOG-004"));
        Unknown(await Judge(estate, "ACI-LOG-005"));
    }

    [Theory]
    [InlineData("ACI-LOG-005", """{ "retentionInDays": 30 }""", "Fail retentionInDays")]
    [InlineData("ACI-LOG-005", """{ "retentionInDays": 90 }""", "Pass retentionInDays")]
    [InlineData("ACI-LOG-005", """{ "retentionInDays": -1 }""", "Pass retentionInDays")]
    [InlineData("ACI-LOG-005", "{}", "Unknown retentionInDays")]
    [InlineData("ACI-LOG-009", Closed, "Pass ")]
    [InlineData("ACI-LOG-009", """{ "publicNetworkAccessForQuery": "Disabled", "features": { "disableLocalAuth": true } }""", "Fail publicNetworkAccessForIngestion")]
    [InlineData("ACI-LOG-009", """{ "publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "Enabled", "features": { "disableLocalAuth": true } }""", "Fail publicNetworkAccessForQuery")]
    [InlineData("ACI-LOG-009", """{ "publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "Disabled" }""", "Fail features.disableLocalAuth")]
    public async Task A_workspace_is_judged_once_however_groups_name_it(string rule, string properties, string expected)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b", Agent))
            .Facets("a", settings: [Setting("workspaceId", WorkspaceId)]).Facets("b", settings: []).Neighbour(Workspace(WorkspaceId, properties));
        AciSecurityFinding finding = Assert.Single(await Judge(estate, rule));
        Assert.Equal((expected, AciSubjectType.Workspace, WorkspaceId), (Written(finding), finding.SubjectType, finding.ResourceId));
        Assert.Equal([FakeLiveEstate.GroupId("a"), FakeLiveEstate.GroupId("b")], finding.RelatedResourceId.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task How_long_is_long_enough_the_settings_file_says()
    {
        string settings = folder.Write(".acisecmon.json", """{ "minimumRetentionDays": 365 }""");
        FakeLiveEstate estate = Sending("workspaceId", WorkspaceId).Neighbour(Workspace(WorkspaceId, """{ "retentionInDays": 180 }"""));
        Assert.Equal("Fail retentionInDays", Written(Assert.Single(await Judge(estate, "ACI-LOG-005", settings))));
        Assert.Equal("Pass retentionInDays", Written(Assert.Single(await Judge(estate, "ACI-LOG-005"))));
    }

    [Theory]
    [InlineData("ACI-LOG-005")]
    [InlineData("ACI-LOG-009")]
    public async Task A_workspace_that_cannot_be_seen_is_unknown_and_of_one_that_is_gone_nothing_is_said(string rule)
    {
        Unknown(await Judge(Sending("workspaceId", WorkspaceId), rule));
        FakeLiveEstate gone = Sending("workspaceId", WorkspaceId);
        gone.NeighboursUnread.Add(FakeLiveEstate.Refused(Facet.LogDestinations, WorkspaceId, null) with { Reason = UnreadReason.Gone });
        Assert.Empty(await Judge(gone, rule));
        Assert.Empty(await Judge(Sending("storageAccountId", StorageId).Neighbour(Resource(StorageId, "Microsoft.Storage/storageAccounts", "{}")), rule));
    }

    [Fact]
    public async Task A_workspace_of_a_template_is_judged_before_it_is_deployed()
    {
        const string Template =
            """
            { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
              { "type": "Microsoft.OperationalInsights/workspaces", "apiVersion": "2023-09-01", "name": "logs", "location": "westeurope", "properties": { "retentionInDays": 30, "features": { "disableLocalAuth": true } } },
              { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2025-09-01", "name": "web", "location": "westeurope", "properties": { "osType": "Linux", "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/a/b:1", "resources": { "requests": { "cpu": 1, "memoryInGB": 1 } } } } ] } },
              { "type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "scope": "[resourceId('Microsoft.ContainerInstance/containerGroups', 'web')]", "name": "s",
                "properties": { "workspaceId": "[resourceId('Microsoft.OperationalInsights/workspaces', 'logs')]", "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } } ] }
            """;
        var options = new AssessmentOptions { RuleId = ["ACI-LOG-005", "ACI-LOG-009"], Settings = new SettingsOptions { NoSettings = true }, Status = Assess.EveryStatus };

        IReadOnlyList<AciSecurityFinding> findings = (await Assess.Text(Template, options: options)).Findings;

        Assert.Equal(
            ["ACI-LOG-005 Fail retentionInDays", "ACI-LOG-009 Fail publicNetworkAccessForIngestion", "ACI-LOG-009 Fail publicNetworkAccessForQuery"],
            findings.Select(static f => $"{f.RuleId} {Written(f)}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Agent, """{ "properties": { "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } }""", "Fail diagnostics.logAnalytics")]
    [InlineData(Agent, """{ "properties": { "metrics": [ { "category": "AllMetrics", "enabled": true } ] } }""", "Pass diagnostics.logAnalytics")]
    [InlineData("{}", """{ "properties": { "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } }""", "Pass diagnostics.logAnalytics")]
    public async Task Logs_that_go_out_twice_are_told(string properties, string setting, string expected)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", properties)).Facets("a", settings: [setting]);
        Assert.Equal(expected, Written(Assert.Single(await Judge(estate, "ACI-LOG-011"))));
    }

    [Fact]
    public async Task Whether_logs_go_out_twice_is_not_known_where_the_settings_are_not()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", Agent))
            .Facets("a", unread: FakeLiveEstate.Refused(Facet.Diagnostics, FakeLiveEstate.GroupId("a"), "Microsoft.Insights/diagnosticSettings/read"));
        Unknown(await Judge(estate, "ACI-LOG-011"));
    }

    private static FakeLiveEstate Sending(string property, string id) => new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Facets("a", settings: [Setting(property, id)]);

    private static string Setting(string property, string id) => $$"""{ "name": "out", "properties": { "{{property}}": "{{id}}", "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } }""";

    private static string Workspace(string id, string properties) =>
        Resource(id, "microsoft.operationalinsights/workspaces", properties.Length == 2 ? $$"""{ "customerId": "{{Customer}}" }""" : $$"""{ "customerId": "{{Customer}}", {{properties[1..]}}""");

    private static string Resource(string id, string type, string properties) => $$"""{ "id": "{{id}}", "name": "{{id[(id.LastIndexOf('/') + 1)..]}}", "type": "{{type}}", "properties": {{properties}} }""";

    private static AciSecurityFinding Unknown(IReadOnlyList<AciSecurityFinding> findings)
    {
        AciSecurityFinding finding = Assert.Single(findings);
        Assert.Equal(AciFindingStatus.Unknown, finding.Status);
        return finding;
    }

    private static async Task<IReadOnlyList<AciSecurityFinding>> Judge(FakeLiveEstate estate, string rule, string? settings = null)
    {
        SettingsOptions options = settings is null ? new SettingsOptions { NoSettings = true } : new SettingsOptions { SettingsPath = settings };
        Assess run = await Assess.Judged([new LiveInput { Connection = estate.Connection }], new AssessmentOptions { RuleId = [rule], Status = Assess.EveryStatus, Settings = options });
        return [.. run.Findings.Where(f => f.RuleId == rule)];
    }

    private static string Written(AciSecurityFinding finding) => $"{finding.Status} {finding.Place}";
}
