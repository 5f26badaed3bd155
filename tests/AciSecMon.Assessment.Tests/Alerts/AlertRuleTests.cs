using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Alerts;

/// <summary>What an alert rule is about, and whether it tells anybody.</summary>
public sealed class AlertRuleTests
{
    private const string Group = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/";
    private const string Scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web";

    private static readonly AlertWorld World = new()
    {
        ActionGroups = new[]
        {
            Actions("good", """ "enabled": true, "emailReceivers": [ { "name": "on call", "emailAddress": "a@contoso.example", "status": "Enabled" } ] """),
            Actions("off", """ "enabled": false, "emailReceivers": [ { "name": "on call", "emailAddress": "a@contoso.example" } ] """),
            Actions("empty", """ "enabled": true, "emailReceivers": [], "webhookReceivers": [] """),
            Actions("left", """ "enabled": true, "emailReceivers": [ { "name": "gone", "emailAddress": "a@contoso.example", "status": "Disabled" } ] """),
        }.ToDictionary(static group => group.Id),
        Exists = static id => id.EndsWith("/gone", StringComparison.Ordinal) ? false : id.EndsWith("/unseen", StringComparison.Ordinal) ? null : true,
        IsCurrent = static (id, query) => id == "ACI-KQL-001" ? query == "current" : null,
    };

    [Theory]
    [InlineData("good", true, Scope, "Working")]
    [InlineData("off", true, Scope, "Unheard")]
    [InlineData("empty", true, Scope, "Unheard")]
    [InlineData("left", true, Scope, "Unheard")]
    [InlineData("gone", true, Scope, "Unheard")]
    [InlineData("unseen", true, Scope, "Unknown")]
    [InlineData("good", false, Scope, "Disabled")]
    [InlineData("empty", false, Scope, "Disabled")]
    [InlineData("good", false, "/subscriptions/s/resourceGroups/rg/providers/x/y/gone", "Broken")]
    [InlineData("good", true, "/subscriptions/s/resourceGroups/rg/providers/x/y/unseen", "Unknown")]
    public void A_rule_is_as_good_as_the_worst_of_it(string actionGroup, bool enabled, string scope, string expected)
    {
        AlertRule rule = Metric($$"""{ "enabled": {{(enabled ? "true" : "false")}}, "scopes": [ "{{scope}}" ], "actions": [ { "actionGroupId": "{{Group}}{{actionGroup}}" } ] }""");

        (AciAlertRuleState state, IReadOnlyList<string> problems) = AlertRuleJudge.Judge(rule, World);

        Assert.Equal(expected, state.ToString());
        Assert.Equal(state == AciAlertRuleState.Working, problems.Count == 0);
    }

    [Fact]
    public void One_action_group_that_hears_is_enough_and_the_other_is_told()
    {
        AlertRule rule = Metric($$"""{ "scopes": [ "{{Scope}}" ], "actions": [ { "actionGroupId": "{{Group}}good" }, { "actionGroupId": "{{Group}}gone" } ] }""");

        (AciAlertRuleState state, IReadOnlyList<string> problems) = AlertRuleJudge.Judge(rule, World);

        Assert.Equal((AciAlertRuleState.Working, "Its action group 'gone' is not there."), (state, Assert.Single(problems)));
    }

    [Theory]
    [InlineData("current", "Working")]
    [InlineData("of last year", "Outdated")]
    public void A_rule_of_a_detection_is_outdated_where_its_query_is(string query, string expected)
    {
        AlertRule rule = Rule(
            AlertTypes.LogSearch, $$"""{ "scopes": [ "{{Scope}}" ], "criteria": { "allOf": [ { "query": "{{query}}" } ] }, "actions": { "actionGroups": [ "{{Group}}good" ] } }""", """{ "acisecmon": "ACI-KQL-001" }""");

        Assert.Equal(expected, AlertRuleJudge.Judge(rule, World).State.ToString());
    }

    [Theory]
    [InlineData(AlertTypes.Metric, """{ "scopes": [ "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Web/sites/a" ], "targetResourceType": "Microsoft.Web/sites" }""", false)]
    [InlineData(AlertTypes.Metric, """{ "scopes": [ "/subscriptions/s" ], "targetResourceType": "microsoft.containerinstance/containergroups" }""", true)]
    [InlineData(AlertTypes.Metric, """{ "scopes": [ "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web" ] }""", true)]
    [InlineData(AlertTypes.LogSearch, """{ "scopes": [ "/subscriptions/s" ], "criteria": { "allOf": [ { "query": "ContainerEvent_CL | where Reason_s == 'Failed'" } ] } }""", true)]
    [InlineData(AlertTypes.LogSearch, """{ "scopes": [ "/subscriptions/s" ], "criteria": { "allOf": [ { "query": "Heartbeat | count" } ] } }""", false)]
    [InlineData(AlertTypes.ActivityLog, """{ "condition": { "allOf": [ { "field": "operationName", "equals": "Microsoft.Authorization/roleAssignments/write" } ] } }""", true)]
    [InlineData(AlertTypes.ActivityLog, """{ "condition": { "allOf": [ { "field": "category", "equals": "Administrative" } ] } }""", false)]
    [InlineData(AlertTypes.ActivityLog, """{ "condition": { "allOf": [ { "field": "category", "equals": "ServiceHealth" } ] } }""", false)]
    public void A_rule_concerns_container_groups_by_what_it_watches(string type, string properties, bool expected) =>
        Assert.Equal(expected, AlertConcern.Has(Rule(type, properties)));

    [Fact]
    public void Receivers_are_named_without_their_addresses()
    {
        ActionGroup group = Actions("a", """ "emailReceivers": [ { "name": "on call", "emailAddress": "a@contoso.example" } ], "webhookReceivers": [ { "name": "pager", "serviceUri": "https://pager.example/?key=secret" } ] """);

        Assert.Equal(["email: on call", "webhook: pager"], group.Receivers);
    }

    private static AlertRule Metric(string properties) => Rule(AlertTypes.Metric, properties);

    private static AlertRule Rule(string type, string properties, string tags = "{}") => AlertRuleReading.Of(Json(
        $$"""{ "id": "/subscriptions/s/resourceGroups/rg/providers/{{type}}/r", "name": "r", "type": "{{type}}", "tags": {{tags}}, "properties": {{properties}} }"""))!;

    private static ActionGroup Actions(string name, string properties) => ActionGroup.Of(Json($$"""{ "id": "{{Group}}{{name}}", "name": "{{name}}", "type": "microsoft.insights/actiongroups", "properties": { {{properties}} } }"""))!;

    private static ObjectValue Json(string text) => (ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "test"), text).Root;
}
