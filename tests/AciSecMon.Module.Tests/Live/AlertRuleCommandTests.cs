using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

/// <summary>What the cmdlets on alert rules and metrics ask of the Azure side.</summary>
[Collection(FakeParts.Name)]
public sealed class AlertRuleCommandTests : IDisposable
{
    private readonly FakeAzure azure = new();
    private readonly Engine engine = Engine.WithModule(new CapturingHost());

    public void Dispose()
    {
        engine.Dispose();
        azure.Dispose();
    }

    [Fact]
    public void Piped_detections_become_one_request_with_typed_parameters()
    {
        Run("[pscustomobject]@{ DetectionId = 'ACI-KQL-001' }, [pscustomobject]@{ DetectionId = 'ACI-KQL-006' } | Enable-AciAlertRule -WorkspaceId w -ActionGroupId a -Parameter @{ expectedCallers = 'x', 'y' } -Confirm:$false");

        EnableAlertRuleRequest request = Assert.IsType<EnableAlertRuleRequest>(Assert.Single(azure.Requests));
        Assert.Equal(["ACI-KQL-001", "ACI-KQL-006"], request.Detection);
        Assert.Equal(["expectedCallers"], request.Parameter.Keys);
        Assert.Null(request.Query);
    }

    [Fact]
    public void Nothing_piped_asks_for_nothing()
    {
        Run("@() | Enable-AciAlertRule -WorkspaceId w -ActionGroupId a -Confirm:$false; @() | Disable-AciAlertRule -Confirm:$false");

        Assert.Empty(azure.Requests);
    }

    [Fact]
    public void Metrics_of_piped_groups_are_watched_by_their_ids()
    {
        Run("[pscustomobject]@{ ResourceId = '/a' }, [pscustomobject]@{ ResourceId = '/b' } | Enable-AciAlertRule -Metric Cpu, Memory -Threshold 80 -ActionGroupId a -Confirm:$false");

        EnableAlertRuleRequest request = Assert.IsType<EnableAlertRuleRequest>(Assert.Single(azure.Requests));
        Assert.Equal(["/a", "/b"], request.Groups.ResourceId);
        Assert.Equal([AciMetricName.Cpu, AciMetricName.Memory], request.Metric);
        Assert.Equal(80, request.Threshold);
    }

    [Theory]
    [InlineData("Enable-AciAlertRule -Query 'a | b' -Title t -WorkspaceId w -Severity High -Every 0:05 -Window 0:30 -Email a@b.example -Confirm:$false")]
    public void A_query_of_the_callers_own_keeps_its_times(string script)
    {
        Run(script);

        AlertQuery query = Assert.IsType<EnableAlertRuleRequest>(Assert.Single(azure.Requests)).Query!;
        Assert.Equal(("a | b", "t", AciSeverity.High, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)), (query.Text, query.Title, query.Severity, query.Every, query.Window));
    }

    [Fact]
    public void Rules_are_switched_off_by_name_or_by_what_is_piped()
    {
        Run("Disable-AciAlertRule one, two -Remove -Confirm:$false; [pscustomobject]@{ ResourceId = '/rule' } | Disable-AciAlertRule -Confirm:$false");

        DisableAlertRuleRequest[] requests = [.. azure.Requests.Cast<DisableAlertRuleRequest>()];
        Assert.Equal(["one,two:True", "/rule:False"], requests.Select(static request => $"{string.Join(',', request.Name)}:{request.Remove}"));
    }

    [Theory]
    [InlineData("", "Workspace, DefenderPlan, Diagnostics, ActivityLogExport, OperationAlert, DetectionAlert, MetricAlert, Policy")]
    [InlineData("-Skip DefenderPlan, OperationAlert", "Workspace, Diagnostics, ActivityLogExport, DetectionAlert, MetricAlert, Policy")]
    [InlineData("-Only DetectionAlert, Diagnostics -Skip DetectionAlert", "Diagnostics")]
    public void The_set_up_takes_the_steps_that_are_asked_for(string steps, string expected)
    {
        Run($"Enable-AciSecurityMonitoring w -ResourceGroupName r -ActionGroupId a -SubscriptionId s {steps} -Confirm:$false");

        EnableMonitoringRequest request = Assert.IsType<EnableMonitoringRequest>(Assert.Single(azure.Requests));
        Assert.Equal(("w", "r", "a", "s", expected), (request.WorkspaceId, request.ResourceGroupName, request.ActionGroupId.Single(), request.SubscriptionId.Single(), string.Join(", ", request.Step.Order())));
    }

    [Fact]
    public void Metrics_take_a_time_and_an_interval()
    {
        Run("Get-AciMetric -Metric Cpu -Timespan 6:00 -Interval 0:15; Get-AciMetric");

        MetricRequest[] requests = [.. azure.Requests.Cast<MetricRequest>()];
        Assert.Equal((TimeSpan.FromHours(6), TimeSpan.FromMinutes(15), 1), (requests[0].Timespan, requests[0].Interval!.Value, requests[0].Metric.Count));
        Assert.Equal((TimeSpan.FromDays(1), null, 0), (requests[1].Timespan, requests[1].Interval, requests[1].Metric.Count));
    }

    private void Run(string script) => Assert.Empty(engine.Run($"$null = Connect-AciSecMon -Identity; {script}").Errors);
}
