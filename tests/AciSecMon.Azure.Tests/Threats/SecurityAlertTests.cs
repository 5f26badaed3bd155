using System.Net;
using AciSecMon.Azure.Tests.EndToEnd.Faults;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Threats;

/// <summary>Alerts of Defender, over the wire and back.</summary>
public sealed class SecurityAlertTests
{
    private const string Lab = "/subscriptions/" + FaultWorld.Lab;
    private const string Notebook = Lab + "/resourceGroups/rg-lab/providers/Microsoft.ContainerInstance/containerGroups/lab-notebook";
    private const string Story = Lab + "/providers/Microsoft.Security/locations/westeurope/alerts/2517538700000000000_d1a60000-0000-4000-8000-0000000000a1";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_alert_on_the_guest_names_the_group_who_it_was_and_what_was_done()
    {
        AciSecurityAlert alert = Assert.Single(await ReadAsync());

        Assert.Equal((AciSeverity.High, AciSecurityAlertStatus.Active, AciThreatRelation.ContainerGroup, "lab-notebook"), (alert.Severity, alert.Status, alert.Relation, alert.ContainerGroupName));
        Assert.Equal($"entity azure-resource {Notebook}", alert.MatchedBy);
        Assert.Equal([Notebook], alert.RelatedResourceId);
        Assert.Equal(["DefenseEvasion", "Execution"], alert.Intent);
        Assert.Equal(["T1562", "T1609"], alert.Technique);
        Assert.Contains(alert.Entity, static entity => entity.Value == "mika.sorel_partner.example#EXT#@northlightbooks.example" && entity.ObjectId == "e0000000-0000-4000-8000-000000000007" && entity.IsKnown);
        Assert.Contains(alert.Entity, static entity => entity is { Type: "ip", Value: "198.51.100.88" });
        Assert.Contains(alert.Evidence, static fact => fact.Value!.Contains("containers/exec/action", StringComparison.Ordinal));
        Assert.Equal(Story, alert.ResourceId);
    }

    [Fact]
    public async Task What_is_over_comes_with_its_status_and_what_a_rule_has_dismissed_only_where_it_is_asked_for()
    {
        AciSecurityAlert[] resolved = await ReadAsync(new SecurityAlertRequest { Status = [AciSecurityAlertStatus.Resolved] });
        AciSecurityAlert[] suppressed = await ReadAsync(new SecurityAlertRequest { IncludeSuppressed = true });

        Assert.Equal((AciThreatRelation.Vault, "KV_UnusualAccessSuspiciousIP"), (Assert.Single(resolved).Relation, resolved[0].AlertType));
        Assert.Null(resolved[0].ContainerGroupName);
        Assert.True(resolved[0].ContainerGroupCount > 1);
        Assert.Equal(2, suppressed.Length);
        Assert.Equal(["quiet-proxy"], Assert.Single(suppressed, static alert => alert.Status == AciSecurityAlertStatus.Dismissed).SuppressedBy);
    }

    [Fact]
    public async Task An_identity_of_a_subscription_that_is_not_seen_is_told()
    {
        server.Seed($$"""
            {"id":"{{Lab}}/resourceGroups/rg-lab/providers/Microsoft.ContainerInstance/containerGroups/guest-id","name":"guest-id","type":"Microsoft.ContainerInstance/containerGroups","location":"westeurope",
            "identity":{"type":"UserAssigned","userAssignedIdentities":{"/subscriptions/99999999-bbbb-4bbb-8bbb-000000000009/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/far":{"principalId":"99000000-0000-4000-8000-000000000009"} } },
            "properties":{"osType":"Linux","containers":[]} }
            """);

        await ReadAsync(selection: new GroupSelection { Name = ["guest-id"] });

        Assert.Contains(pipeline.Warnings, static warning => warning.Contains("99999999-bbbb-4bbb-8bbb-000000000009", StringComparison.Ordinal) && warning.Contains("does not see", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Severity_time_and_group_narrow_it_down()
    {
        Assert.Empty(await ReadAsync(new SecurityAlertRequest { After = new DateTimeOffset(2026, 3, 2, 7, 3, 0, TimeSpan.Zero) }));
        Assert.Single(await ReadAsync(new SecurityAlertRequest { After = new DateTimeOffset(2026, 3, 2, 7, 2, 0, TimeSpan.Zero), MinimumSeverity = AciSeverity.High }));
        Assert.Empty(await ReadAsync(selection: new GroupSelection { Name = ["web-*"] }));
        Assert.Single(await ReadAsync(selection: new GroupSelection { ResourceId = [Notebook] }));
    }

    [Fact]
    public async Task An_alert_on_a_cluster_concerns_no_group_and_one_with_an_entity_of_a_new_type_keeps_it()
    {
        server.Seed($$$"""
            { "id": "{{{Lab}}}/providers/Microsoft.Security/locations/westeurope/alerts/new", "type": "Microsoft.Security/locations/alerts", "name": "new",
              "properties": { "alertType": "ARM_OperationFromSuspiciousIP", "alertDisplayName": "New", "severity": "Medium", "status": "SomethingNew", "timeGeneratedUtc": "2026-03-02T07:30:00Z",
                "resourceIdentifiers": [ { "type": "AzureResource", "azureResourceId": "{{{Lab}}}" } ],
                "entities": [ { "type": "quantum-device", "name": "q1", "inner": { "type": "ip", "address": "203.0.113.5" } }, { "$ref": "1" }, 7, null ],
                "extendedProperties": { "accessKey": "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy", "commandLine": "curl https://x.example/?sig=ZmFrZXNpZ25hdHVyZWZha2VzaWduYXR1cmU%3D&sv=2024-01-01&se=2026-01-01" } } }
            """);

        AciSecurityAlert[] all = await ReadAsync(new SecurityAlertRequest { Status = Enum.GetValues<AciSecurityAlertStatus>() });

        Assert.DoesNotContain(all, static alert => alert.AlertType.StartsWith("K8S", StringComparison.Ordinal));
        AciSecurityAlert found = Assert.Single(all, static alert => alert.Name == "new");
        Assert.Equal((AciSecurityAlertStatus.Unknown, AciThreatRelation.Subscription), (found.Status, found.Relation));
        Assert.Contains(found.Entity, static entity => entity is { Type: "quantum-device", Value: "q1", IsKnown: false });
        Assert.Contains(found.Entity, static entity => entity is { Type: "ip", Value: "203.0.113.5", IsKnown: true });
        string shown = string.Join('\n', found.Evidence.Select(static fact => fact.ToString()));
        Assert.DoesNotContain("Zm9vYmFy", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("ZmFrZXNpZ25hdHVyZ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_that_may_not_be_read_is_told_and_the_others_go_on()
    {
        server.Rights.Deny("Microsoft.Security/alerts/read", "/subscriptions/" + FaultWorld.Shop);

        Assert.Single(await ReadAsync());

        AciProblem problem = Assert.Single(pipeline.Problems);
        Assert.Equal(AciProblemKind.PermissionDenied, problem.Kind);
        Assert.Equal("/subscriptions/" + FaultWorld.Shop, problem.Target);
        Assert.Contains("Microsoft.Security/alerts/read", problem.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_there_is_no_alert_is_no_sign_of_health_where_the_plan_is_off_or_was_never_on()
    {
        server.Faults.Add(Fault.Error("GET", $"{FaultWorld.Data}/providers/Microsoft.Security/alerts", HttpStatusCode.Conflict, "MissingSubscriptionRegistration", times: 99));

        Assert.Empty(await ReadAsync(selection: new GroupSelection { Name = ["etl-*"] }));

        Assert.Contains(pipeline.Warnings, static said => said.Contains(FaultWorld.Data, StringComparison.Ordinal) && said.Contains("never switched on", StringComparison.Ordinal));
        Assert.Empty(pipeline.Problems);
        pipeline = new TestPipeline();
        await ReadAsync(selection: new GroupSelection { Name = ["lab-*"] });
        Assert.Contains(pipeline.Warnings, static said => said.Contains(FaultWorld.Lab, StringComparison.Ordinal) && said.Contains("Arm", StringComparison.Ordinal) && said.Contains("no sign of health", StringComparison.Ordinal));
        Assert.DoesNotContain(pipeline.Warnings, static said => said.Contains(FaultWorld.Shop, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_that_the_cloud_does_not_offer_is_told_with_what_to_do()
    {
        server.Faults.Add(Fault.Error("GET", "providers/Microsoft.Security/alerts", HttpStatusCode.BadRequest, "NoRegisteredProviderFound", times: 99));

        Assert.Empty(await ReadAsync());

        Assert.All(pipeline.Problems, static problem => Assert.Equal("AciAzureUnsupported", problem.Id));
        Assert.NotEmpty(pipeline.Problems);
    }

    [Theory]
    [InlineData(AciSecurityAlertStatus.InProgress, "inProgress")]
    [InlineData(AciSecurityAlertStatus.Resolved, "resolve")]
    [InlineData(AciSecurityAlertStatus.Dismissed, "dismiss")]
    public async Task A_status_is_set_once_and_read_back(AciSecurityAlertStatus status, string verb)
    {
        AciChange first = Assert.Single(await SetAsync(status, Story));
        AciChange second = Assert.Single(await SetAsync(status, Story));
        AciChange back = Assert.Single(await SetAsync(AciSecurityAlertStatus.Active, Story));

        Assert.Equal((AciChangeResult.Changed, AciChangeResult.Unchanged, AciChangeResult.Changed), (first.Result, second.Result, back.Result));
        Assert.Equal(1, server.Log.Count("POST", $"/{verb}?api-version=2022-01-01"));
        Assert.Contains(status.ToString(), first.After, StringComparison.Ordinal);
        Assert.Contains("Active", first.Before, StringComparison.Ordinal);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task Who_only_looks_changes_nothing_and_sees_the_request()
    {
        pipeline = new TestPipeline { IsWhatIf = true };

        AciChange change = Assert.Single(await SetAsync(AciSecurityAlertStatus.Dismissed, Story));

        Assert.Equal(AciChangeResult.WouldChange, change.Result);
        Assert.StartsWith($"POST {Story}/dismiss", Assert.Single(pipeline.Asked).Request, StringComparison.Ordinal);
        Assert.Equal(0, server.Log.Count("POST", "/dismiss"));
    }

    [Fact]
    public async Task A_refusal_names_the_action_and_what_is_no_alert_is_told_without_a_call()
    {
        server.Rights.Deny("Microsoft.Security/locations/alerts/dismiss/action", Lab);

        AciChange change = Assert.Single(await SetAsync(AciSecurityAlertStatus.Dismissed, Story, "secret-that-was-pasted", Notebook));

        Assert.Equal(AciChangeResult.Refused, change.Result);
        Assert.Contains(pipeline.Problems, static problem => problem.Recommendation!.Contains("locations/alerts/dismiss/action", StringComparison.Ordinal));
        AciProblem[] invalid = [.. pipeline.Problems.Where(static problem => problem.Id == "AciSecurityAlertIdInvalid")];
        Assert.Equal(2, invalid.Length);
        Assert.DoesNotContain(invalid, static problem => problem.Message.Contains("secret-that-was-pasted", StringComparison.Ordinal));
    }

    private async Task<AciSecurityAlert[]> ReadAsync(SecurityAlertRequest? request = null, GroupSelection? selection = null)
    {
        AciConnection connection = await ConnectAsync();
        List<AciSecurityAlert> alerts = [];
        await foreach (AciSecurityAlert alert in engine.GetSecurityAlertsAsync(connection, selection ?? new GroupSelection(), request ?? new SecurityAlertRequest(), pipeline, Stop)) alerts.Add(alert);
        return [.. alerts];
    }

    private async Task<AciChange[]> SetAsync(AciSecurityAlertStatus status, params string[] ids)
    {
        AciConnection connection = await ConnectAsync();
        List<AciChange> changes = [];
        await foreach (AciChange change in engine.SetSecurityAlertsAsync(connection, new SetSecurityAlertRequest { ResourceId = ids, Status = status }, pipeline, Stop)) changes.Add(change);
        return [.. changes];
    }

    private Task<AciConnection> ConnectAsync() => engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
}
