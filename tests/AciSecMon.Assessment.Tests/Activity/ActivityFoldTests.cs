using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Activity;

/// <summary>Folding of events into operations, and what is read of them.</summary>
public sealed class ActivityFoldTests
{
    private const string Group = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web";
    private const string Write = "Microsoft.ContainerInstance/containerGroups/write";

    [Fact]
    public void Events_of_one_call_on_one_resource_are_one_operation_whatever_their_order()
    {
        ActivityRecord record = Assert.Single(Fold(Event("2", "Accepted", 2), Event("3", "Succeeded", 5), Event("1", "Started", 0)));

        Assert.Equal((AciActivityKind.Write, AciActivityOutcome.Succeeded, 3), (record.Kind, record.Outcome, record.Events.Count));
        Assert.Equal(TimeSpan.FromSeconds(5), record.At - record.Started);
        Assert.True(record.HasBegin);
    }

    [Fact]
    public void One_event_read_twice_counts_once() => Assert.Single(Assert.Single(Fold(Event("1", "Started", 0), Event("1", "Started", 0))).Events);

    [Fact]
    public void Another_resource_another_operation_and_another_call_are_operations_of_their_own() => Assert.Equal(4, Fold(
        Event("1", "Succeeded", 0), Event("2", "Succeeded", 0, resource: Group + "2"), Event("3", "Succeeded", 0, operation: "Microsoft.ContainerInstance/containerGroups/delete"), Event("4", "Succeeded", 0, correlation: "other")).Count);

    [Fact]
    public void Case_does_not_tell_operations_apart() => Assert.Single(Fold(
        Event("1", "Start", 0, operation: Write.ToUpperInvariant(), resource: Group.ToUpperInvariant()), Event("2", "Succeeded", 1)));

    [Theory]
    [InlineData("Started", "", null, AciActivityOutcome.Unfinished)]
    [InlineData("Accept", "", null, AciActivityOutcome.Unfinished)]
    [InlineData("Success", "", null, AciActivityOutcome.Succeeded)]
    [InlineData("Failed", "Conflict (HTTP Status Code: 409)", "QuotaReached", AciActivityOutcome.Failed)]
    [InlineData("Failed", "Forbidden (HTTP Status Code: 403)", null, AciActivityOutcome.Refused)]
    [InlineData("Failure", "", "AuthorizationFailed", AciActivityOutcome.Refused)]
    [InlineData("Failure", "", "RequestDisallowedByPolicy", AciActivityOutcome.Refused)]
    public void The_outcome_is_that_of_the_event_that_tells_most(string status, string subStatus, string? code, AciActivityOutcome expected)
    {
        ActivityRecord record = Assert.Single(Fold(Event("1", "Started", 0), Event("2", status, 0, subStatus: subStatus, code: code)));

        Assert.Equal(expected, record.Outcome);
        if (code is not null) Assert.Contains(code, record.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna@contoso.example", "anna@contoso.example", AciCallerKind.User)]
    [InlineData("mika_partner.example#EXT#@contoso.example", null, AciCallerKind.Guest)]
    [InlineData("live.com#somebody@outlook.example", null, AciCallerKind.Guest)]
    [InlineData("somebody@outlook.example", "live.com#somebody@outlook.example", AciCallerKind.Guest)]
    [InlineData("b8000000-0000-4000-8000-000000000008", null, AciCallerKind.Application)]
    [InlineData("Microsoft.RecoveryServices", null, AciCallerKind.Azure)]
    [InlineData("", null, AciCallerKind.Unknown)]
    public void The_kind_of_caller_is_what_the_claims_tell(string caller, string? upn, AciCallerKind expected)
    {
        string claims = upn is null ? "{}" : $$"""{ "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn": "{{upn}}" }""";

        ActivityEvent one = Read($$"""{ "eventTimestamp": "2026-03-01T00:00:00Z", "eventDataId": "1", "operationName": { "value": "{{Write}}" }, "caller": "{{caller}}", "claims": {{claims}} }""");

        Assert.Equal(expected, one.Who.Kind);
    }

    [Fact]
    public void A_row_of_a_workspace_reads_as_the_event_of_the_service_does()
    {
        ActivityEvent row = ActivityReading.OfRow(Json($$"""
            { "TimeGenerated": "2026-03-01T00:00:00Z", "EventDataId": "1", "OperationNameValue": "{{Write.ToUpperInvariant()}}", "CorrelationId": "c", "ResourceId": "{{Group}}", "ActivityStatusValue": "Success",
              "ActivitySubstatusValue": "", "Caller": "a@b.example", "CallerIpAddress": "192.0.2.1", "Claims": "{\"name\":\"A B\",\"appid\":\"app\"}", "Properties": "{\"statusCode\":\"OK\"}" }
            """), "log")!;

        Assert.Equal((Write, ActivityStatus.Succeeded, "192.0.2.1", "A B", "app", "log"), (row.Operation, row.Status, row.IpAddress, row.Who.Name, row.Who.ApplicationId, row.Source));
    }

    [Theory]
    [InlineData("""{ "eventTimestamp": "never", "operationName": { "value": "x" } }""")]
    [InlineData("""{ "eventTimestamp": "2026-03-01T00:00:00Z" }""")]
    [InlineData("""{ }""")]
    public void What_is_no_event_is_none(string json) => Assert.Null(ActivityReading.OfService(Json(json)));

    [Theory]
    [InlineData(Group + "/containers/app", "web", "app")]
    [InlineData(Group, "web", null)]
    [InlineData(Group + "/providers/Microsoft.Insights/diagnosticSettings/x", "web", null)]
    [InlineData("/subscriptions/s/resourceGroups/rg", null, null)]
    [InlineData("/subscriptions/s/providers/Microsoft.ContainerInstance/containerGroups/", null, null)]
    public void The_target_is_a_group_and_a_container_of_it(string id, string? group, string? container) =>
        Assert.Equal((group, container), (ActivityTarget.Of(id).GroupName, ActivityTarget.Of(id).Container));

    [Fact]
    public void A_write_that_gives_an_identity_is_risky_and_another_is_not()
    {
        ActivityRecord with = Assert.Single(Fold(Event("1", "Started", 0, body: """{ "identity": { "type": "UserAssigned" } }"""), Event("2", "Succeeded", 1)));
        ActivityRecord without = Assert.Single(Fold(Event("1", "Started", 0, body: """{ "identity": { "type": "None" } }""")));

        Assert.Single(with.Risks);
        Assert.Empty(without.Risks);
    }

    [Fact]
    public void A_role_assignment_tells_role_principal_and_scope_where_the_log_does()
    {
        const string Assign = "Microsoft.Authorization/roleAssignments/write";
        ActivityRecord told = Assert.Single(Fold(Event("1", "Started", 0, operation: Assign, resource: Group + "/providers/Microsoft.Authorization/roleAssignments/a", body: """{ "properties": { "principalId": "p", "roleDefinitionId": "r" } }""")));
        ActivityRecord untold = Assert.Single(Fold(Event("1", "Started", 0, operation: Assign)));

        Assert.Equal(("r", "p", Group), told.Given);
        Assert.Null(untold.Given);
    }

    private static IReadOnlyList<ActivityRecord> Fold(params ActivityEvent[] events)
    {
        var fold = new ActivityFold();
        foreach (ActivityEvent one in events) fold.Add(one);
        return fold.Records();
    }

    private static ActivityEvent Event(string id, string status, int second, string operation = Write, string resource = Group, string correlation = "c", string subStatus = "", string? code = null, string? body = null)
    {
        string properties = (code, body) switch
        {
            ({ } said, _) => $$"""{ "statusMessage": "{\"error\":{\"code\":\"{{said}}\",\"message\":\"m\"} }" }""",
            (_, { } sent) => $$"""{ "requestbody": {{System.Text.Json.JsonSerializer.Serialize(sent)}} }""",
            _ => "{}",
        };
        return Read($$"""
            { "eventTimestamp": "2026-03-01T00:00:0{{second}}Z", "eventDataId": "{{id}}", "operationName": { "value": "{{operation}}" }, "correlationId": "{{correlation}}", "resourceId": "{{resource}}",
              "status": { "value": "{{status}}" }, "subStatus": { "value": "{{subStatus}}" }, "caller": "a@b.example", "properties": {{properties}} }
            """);
    }

    private static ActivityEvent Read(string json) => ActivityReading.OfService(Json(json))!;

    private static Value Json(string text) => JsonDocumentReader.Read(new SourceFile(null, "test"), text).Root;
}
