using AciSecMon.Assessment;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Estates.Generated;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>The real client against made-up estates, with the quotas that the service has.</summary>
public sealed class FleetTests
{
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(700, 1)]
    [InlineData(600, 2)]
    public async Task States_of_a_fleet_are_read_at_the_quota_and_never_over_it(int groups, int subscriptions)
    {
        SandboxServer server = SandboxServer.Generated(new EstatePlan(groups, subscriptions));
        AciConnection connection = await ConnectAsync(server);
        DateTimeOffset start = server.Clock.GetUtcNow();

        List<AciContainerGroup> read = await GroupsAsync(new LiveInput { Connection = connection, IncludeState = true });

        Assert.Equal(groups, read.Count(static group => group.State is not null));
        Assert.DoesNotContain(server.Log.Requests, static request => request.Status == 429);
        Assert.Empty(pipeline.Problems);

        // What the bucket of a subscription does not hold at the start comes back at 25 a second; more than a second beyond that for each filling would be idling.
        double least = ((double)groups / subscriptions - 250) / 25;
        Assert.InRange((server.Clock.GetUtcNow() - start).TotalSeconds, least - 1, (least * subscriptions) + 3);
    }

    [Fact]
    public async Task A_bucket_that_somebody_else_empties_too_is_minded()
    {
        SandboxServer server = SandboxServer.Generated(new EstatePlan(400, 1));
        AciConnection connection = await ConnectAsync(server);
        using var other = new Sandbox.Client(server);
        for (int number = 0; number < 100; number++) await other.GetAsync("/subscriptions/" + new Names(new EstatePlan(400, 1)).Subscription(0));

        List<AciContainerGroup> read = await GroupsAsync(new LiveInput { Connection = connection, IncludeState = true });

        Assert.Equal(400, read.Count(static group => group.State is not null));
        Assert.DoesNotContain(server.Log.Requests, static request => request.Status == 429);
    }

    [Fact]
    public async Task Findings_on_a_fleet_take_a_page_for_a_thousand_groups_and_some_calls_for_their_neighbours()
    {
        SandboxServer server = SandboxServer.Generated(new EstatePlan(2_500, 10));
        AciConnection connection = await ConnectAsync(server);
        server.Log.Clear();

        List<AciSecurityFinding> findings = await FindingsAsync(connection);

        Assert.Contains(findings, static finding => finding.Status == AciFindingStatus.Fail && finding.SubjectType == AciSubjectType.ContainerGroup);
        Assert.Equal(3, server.Log.Requests.Count(static request => request.Body?.Contains("containergroups", StringComparison.OrdinalIgnoreCase) == true));
        Assert.InRange(server.Log.Requests.Count, 4, 12);
        Assert.All(server.Log.Requests, static request => Assert.Equal(200, request.Status));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task Findings_on_twenty_five_groups_take_no_more_than_twelve_calls()
    {
        SandboxServer server = SandboxServer.Generated(new EstatePlan(25, 1));
        AciConnection connection = await ConnectAsync(server);
        server.Log.Clear();

        await FindingsAsync(connection);

        Assert.InRange(server.Log.Requests.Count, 1, 12);
    }

    private Task<AciConnection> ConnectAsync(SandboxServer server) =>
        new AzureEngine().ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);

    private async Task<List<AciContainerGroup>> GroupsAsync(LiveInput input)
    {
        List<AciContainerGroup> groups = [];
        await foreach (AciContainerGroup group in new AssessmentEngine().ReadContainerGroupsAsync([input], new ReadOptions(), pipeline, Stop)) groups.Add(group);
        return groups;
    }

    private async Task<List<AciSecurityFinding>> FindingsAsync(AciConnection connection)
    {
        List<AciSecurityFinding> findings = [];
        IAssessmentSession session = await new AssessmentEngine().OpenAssessmentAsync(new AssessmentOptions { Settings = new SettingsOptions { NoSettings = true } }, pipeline, Stop);
        await foreach (AciSecurityFinding finding in session.AssessAsync([new LiveInput { Connection = connection }], Stop)) findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(Stop)) findings.Add(finding);
        return findings;
    }
}
