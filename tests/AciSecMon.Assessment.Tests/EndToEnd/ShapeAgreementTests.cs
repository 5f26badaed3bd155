using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.EndToEnd;

/// <summary>One group, every shape, one verdict.</summary>
public sealed class ShapeAgreementTests
{
    private static readonly GroupFixture Faulty = GroupFixture.FromProperties(
        """
        {
          "restartPolicy": "Always",
          "ipAddress": { "type": "Public", "dnsNameLabel": "shop", "ports": [ { "port": 22, "protocol": "TCP" }, { "port": 80, "protocol": "TCP" }, { "port": 81, "protocol": "TCP" } ] },
          "dnsConfig": { "nameServers": [ "8.8.8.8" ] },
          "containers": [ { "name": "web", "properties": {
            "image": "nginx:latest", "ports": [ { "port": 80, "protocol": "TCP" } ],
            "command": [ "serve", "--password", "Hunter2-and-more" ],
            "environmentVariables": [ { "name": "DB_PASSWORD", "value": "Hunter2-and-more" }, { "name": "MODE", "value": "production" } ],
            "resources": { "requests": { "cpu": 1, "memoryInGB": 1.5 } } } } ],
          "initContainers": [ { "name": "setup", "properties": { "image": "busybox", "environmentVariables": [ { "name": "API_TOKEN", "value": "Hunter2-and-more" } ] } } ]
        }
        """);

    [Theory]
    [WholeShapes]
    public async Task A_group_fails_the_same_rules_at_the_same_places_in_every_shape(Shape shape)
    {
        Assess template = await InShape(Shape.Template);
        Assess other = await InShape(shape);

        Assert.Contains(Failures(template), static k => k.StartsWith("ACI-NET-004", StringComparison.Ordinal));
        Assert.Contains(Failures(template), static k => k.StartsWith("ACI-SEC-001 initContainers[setup]", StringComparison.Ordinal));
        Assert.Equal(Failures(template), Failures(other));
    }

    [Theory]
    [EveryShape]
    public async Task No_shape_passes_what_another_fails(Shape shape)
    {
        HashSet<string> failed = [.. (await InShape(Shape.Template)).Findings.Where(static f => f.Status == AciFindingStatus.Fail).Select(static f => f.MatchKey)];
        Assess other = await InShape(shape);

        Assert.DoesNotContain(other.Findings, f => f.Status == AciFindingStatus.Pass && failed.Contains(f.MatchKey));
        Assert.All(
            other.Findings.Where(static f => f.Status == AciFindingStatus.Fail && f.RuleId is not "ACI-COV-001"),
            f => Assert.Contains(f.MatchKey, failed));
    }

    [Theory]
    [EveryShape]
    public async Task A_group_that_was_read_can_be_piped_on_without_loss(Shape shape)
    {
        Assess read = await InShape(shape);
        Assess piped = await Assess.Run([new GroupInput { Group = Assert.Single(read.Groups) }]);

        Assert.Equal(Failures(read), Failures(piped));
    }

    private static Task<Assess> InShape(Shape shape) => Assess.In(shape, Faulty);

    private static List<string> Failures(Assess run) =>
        [.. run.Findings.Where(static f => f.Status == AciFindingStatus.Fail).Select(static f => $"{f.RuleId} {f.Place} {f.MatchKey}").Order(StringComparer.Ordinal)];
}
