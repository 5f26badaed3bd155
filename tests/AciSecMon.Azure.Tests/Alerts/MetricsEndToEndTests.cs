using System.Net;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Alerts;

/// <summary>Metrics of the sample estate.</summary>
public sealed class MetricsEndToEndTests
{
    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_container_at_its_limit_shows_by_its_share_and_a_spike_stands_out()
    {
        AciMetricSample[] crawler = await ReadAsync("lab-crawler", AciMetricName.Cpu);
        AciMetricSample[] database = await ReadAsync("lab-db", AciMetricName.Cpu);
        AciMetricSample[] front = await ReadAsync("web-front", AciMetricName.Cpu);

        Assert.All(crawler, static sample => Assert.True(sample.Share > 95, $"{sample.Share}"));
        Assert.All(database, static sample => Assert.Equal(3, sample.Outlier.Length));
        Assert.All(front, static sample => Assert.Equal((0, true), (sample.Outlier.Length, sample.Share < 60)));
        Assert.All(front, static sample => Assert.True(sample.Baseline <= sample.Maximum && sample.Average <= sample.Maximum && sample.Value.Length > 200));
    }

    [Fact]
    public async Task What_stands_out_is_a_finding_and_what_is_as_usual_is_none()
    {
        AciConnection connection = await ConnectAsync();
        List<AciSecurityFinding> findings = [];
        var selection = new GroupSelection { Name = ["lab-crawler", "lab-db", "web-front"] };
        await foreach (AciSecurityFinding finding in engine.GetMetricFindingsAsync(connection, selection, new MetricRequest { Metric = [AciMetricName.Cpu] }, pipeline, Stop)) findings.Add(finding);

        Assert.All(findings, static finding => Assert.Equal(("ACI-KQL-022", AciFindingStatus.Fail, AciFindingSource.Detection, AciSubjectType.Container), (finding.RuleId, finding.Status, finding.Source, finding.SubjectType)));
        Assert.Equal(["lab-crawler", "lab-db"], findings.Select(static finding => finding.ContainerGroupName).Distinct());
        Assert.Contains("percent of the processor that it asks for", findings[0].Message, StringComparison.Ordinal);
        AciSecurityFinding spike = findings.First(static finding => finding.ContainerGroupName == "lab-db");
        Assert.Contains("3 values stand out", spike.Message, StringComparison.Ordinal);
        Assert.Equal(3, spike.Evidence.Length);
        Assert.Equal(findings.Count, findings.Select(static finding => finding.FindingId).Distinct().Count());
    }

    [Fact]
    public async Task A_group_takes_two_calls_that_ask_as_the_service_wants_it()
    {
        AciMetricSample[] samples = await ReadAsync("web-front");

        string[] calls = [.. server.Log.Requests.Select(static request => request.PathAndQuery).Where(static path => path.Contains("/providers/Microsoft.Insights/metrics?", StringComparison.Ordinal))];
        Assert.Equal(2, calls.Length);
        Assert.All(calls, static call => Assert.Contains("api-version=2024-02-01", call, StringComparison.Ordinal));
        Assert.Contains("$filter=containerName eq '*'", Assert.Single(calls, static call => call.Contains("CpuUsage,MemoryUsage", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("$filter", Assert.Single(calls, static call => call.Contains("NetworkBytesReceivedPerSecond", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(Enum.GetValues<AciMetricName>(), samples.Select(static sample => sample.Metric).Distinct().Order());
        Assert.All(samples, static sample => Assert.Equal(sample.Metric is AciMetricName.Cpu or AciMetricName.Memory, sample.ContainerName is not null));
    }

    [Fact]
    public async Task A_group_whose_metrics_are_refused_is_told_and_the_others_go_on()
    {
        server.Faults.Add(Fault.Error("GET", "web-front/providers/Microsoft.Insights/metrics", HttpStatusCode.Forbidden, "AuthorizationFailed", times: 9));

        AciMetricSample[] samples = await ReadAsync("web-*", AciMetricName.Memory);

        Assert.NotEmpty(samples);
        Assert.DoesNotContain(samples, static sample => sample.ContainerGroupName == "web-front");
        Assert.Contains("Microsoft.Insights/metrics/read", Assert.Single(pipeline.Problems).Recommendation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-00:01:00", null)]
    [InlineData("200.00:00:00", null)]
    [InlineData("01:00:00", "00:02:00")]
    public async Task A_time_that_cannot_be_is_said_before_anything_is_asked(string timespan, string? interval)
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();
        var request = new MetricRequest { Timespan = TimeSpan.Parse(timespan, System.Globalization.CultureInfo.InvariantCulture), Interval = interval is null ? null : TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture) };

        AciProblemException wrong = await Assert.ThrowsAsync<AciProblemException>(async () =>
        {
            await foreach (AciMetricSample sample in engine.GetMetricsAsync(connection, new GroupSelection(), request, pipeline, Stop)) Assert.Fail(sample.ToString());
        });

        Assert.Equal("AciMetricTimeInvalid", wrong.Problem.Id);
        Assert.Empty(server.Log.Requests);
    }

    private Task<AciConnection> ConnectAsync() => engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);

    private async Task<AciMetricSample[]> ReadAsync(string name, params AciMetricName[] metrics)
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();
        List<AciMetricSample> samples = [];
        await foreach (AciMetricSample sample in engine.GetMetricsAsync(connection, new GroupSelection { Name = [name] }, new MetricRequest { Metric = metrics }, pipeline, Stop)) samples.Add(sample);
        return [.. samples];
    }
}
