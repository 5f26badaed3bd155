using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Runtime;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Runtime;

/// <summary>The rules on limits, probes, Windows, trust and restarts: ACI-RUN-008, 009, 016, 017 and 020.</summary>
public sealed class RuntimeRulesTests
{
    [Theory]
    [EveryShape]
    public void A_container_without_limits_is_a_failure(Shape shape) => RuleCheck.Says(shape, new LimitsRule(), GroupFixture.FromProperties("{}"), "Fail containers[web].resources.limits");

    [Theory]
    [WholeShapes]
    public void Both_limits_are_needed(Shape shape)
    {
        RuleCheck.Says(shape, new LimitsRule(), Limits("\"cpu\": 1, \"memoryInGB\": 1.5"), "Pass containers[web].resources.limits");
        RuleCheck.Says(shape, new LimitsRule(), Limits("\"cpu\": 1"), "Fail containers[web].resources.limits");
    }

    [Fact]
    public void The_name_of_the_memory_limit_may_be_spelled_in_two_ways_and_init_containers_have_none()
    {
        RuleCheck.SaysOfOpen(new LimitsRule(), Limits("\"cpu\": 1, \"memoryInGb\": 1.5"), "Pass containers[web].resources.limits");
        RuleCheck.SaysOfOpen(new LimitsRule(), Limits("\"cpu\": 1, \"memoryInGB\": \"?!memory\""), "Unknown containers[web].resources.limits");
        RuleCheck.SaysOfOpen(new LimitsRule(), GroupFixture.FromInitContainer("{}").With("properties.containers", "[]"), "NotApplicable initContainers[setup].resources.limits");
    }

    [Theory]
    [EveryShape]
    public void A_container_without_a_probe_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new ProbesRule(), GroupFixture.FromProperties("""{ "restartPolicy": "Always" }"""), "Fail containers[web].livenessProbe");

    [Fact]
    public void One_probe_is_enough_and_a_group_that_runs_once_needs_none()
    {
        RuleCheck.SaysOfOpen(new ProbesRule(), GroupFixture.FromContainer("""{ "readinessProbe": { "exec": { "command": [ "cat" ] } } }"""), "Pass containers[web].livenessProbe");
        RuleCheck.SaysOfOpen(new ProbesRule(), GroupFixture.FromProperties("""{ "restartPolicy": "Never" }"""), "NotApplicable containers[web].livenessProbe");
        RuleCheck.SaysOfOpen(new ProbesRule(), GroupFixture.FromProperties("""{ "restartPolicy": "?!policy" }"""), "Unknown containers[web].livenessProbe");
        RuleCheck.SaysOfOpen(new ProbesRule(), GroupFixture.FromContainer("""{ "livenessProbe": "?!probe" }"""), "Unknown containers[web].livenessProbe");
    }

    [Theory]
    [EveryShape]
    public void A_windows_group_is_told_and_a_linux_group_passes(Shape shape)
    {
        RuleCheck.Says(shape, new WindowsRule(), GroupFixture.FromProperties("""{ "osType": "Windows" }"""), "Fail osType");
        RuleCheck.Says(shape, new WindowsRule(), GroupFixture.FromProperties("""{ "osType": "Linux" }"""), "Pass osType");
    }

    [Theory]
    [InlineData("mcr.microsoft.com/windows/servercore:ltsc2016", AciSeverity.Low)]
    [InlineData("mcr.microsoft.com/dotnet/aspnet:6.0-nanoserver-1809", null)]
    [InlineData("mcr.microsoft.com/windows/nanoserver:ltsc2022", null)]
    [InlineData("contoso.azurecr.io/app:4-nanoserver-1803", AciSeverity.Low)]
    [InlineData("contoso.azurecr.io/web:2004", null)]
    [InlineData("contoso.azurecr.io/web:build-1909", null)]
    public void An_old_windows_weighs_more(string image, AciSeverity? severity)
    {
        GroupFixture fixture = GroupFixture.FromContainer($$"""{ "image": "{{image}}" }""").With("properties.osType", "\"Windows\"");
        Assert.Equal(severity, Assert.Single(RuleProbe.Judge(new WindowsRule(), OpenGroup.Bind(fixture))).Severity);
    }

    [Theory]
    [InlineData("contoso.azurecr.io/web:1", "nginx:1.27", "Fail containers")]
    [InlineData("contoso.azurecr.io/web:1", "mcr.microsoft.com/oss/nginx:1", "Pass containers")]
    [InlineData("nginx:1.27", "redis:7", "Pass containers")]
    [InlineData("mysql:8", "adminer:4", "Fail containers")]
    [InlineData("contoso.azurecr.io/web:1", "?image", "Unknown containers")]
    public void Containers_of_different_trust_in_one_group_are_a_failure(string first, string second, string expected) => RuleCheck.SaysOfOpen(
        new TrustZonesRule(),
        GroupFixture.FromProperties($$"""{ "containers": [ { "name": "a", "properties": { "image": "{{first}}" } }, { "name": "b", "properties": { "image": "{{second}}" } } ] }"""), expected);

    [Fact]
    public void One_container_is_of_one_trust_whatever_it_is() => RuleCheck.SaysOfOpen(new TrustZonesRule(), GroupFixture.FromContainer("""{ "image": "?image" }"""), "Pass containers");

    [Theory]
    [InlineData("""{ "restartCount": 5 }""", "Fail containers[web].instanceView.restartCount")]
    [InlineData("""{ "restartCount": 4, "currentState": { "state": "Running" } }""", "Pass containers[web].instanceView")]
    [InlineData("""{ "restartCount": 2, "previousState": { "state": "Terminated", "exitCode": 137 } }""", "Fail containers[web].instanceView.restartCount")]
    [InlineData("""{ "restartCount": 0, "currentState": { "state": "Terminated", "exitCode": 143 } }""", "Pass containers[web].instanceView")]
    [InlineData("""{ "restartCount": 1, "currentState": { "state": "Waiting", "detailStatus": "CrashLoopBackOff: Back-off restarting failed" } }""", "Fail containers[web].instanceView.currentState.detailStatus")]
    [InlineData("""{ "currentState": { "state": "Running" } }""", "Unknown containers[web].instanceView.restartCount")]
    [InlineData("null", "Unknown containers[web].instanceView")]
    [InlineData("\"?!view\"", "Unknown containers[web].instanceView")]
    public void A_container_that_is_restarted_again_and_again_is_a_failure(string view, string expected) =>
        RuleCheck.Says(new CrashLoopRule(), OpenGroup.Bind(View(view), AciSourceKind.Resource), expected);

    [Fact]
    public void The_setting_says_how_often_is_too_often()
    {
        ContainerGroup group = OpenGroup.Bind(View("""{ "restartCount": 5 }"""), AciSourceKind.Resource);
        Assert.Equal(AciFindingStatus.Pass, Assert.Single(RuleProbe.Judge(new CrashLoopRule(), group, new AssessmentSettings { RestartThreshold = 6 })).Status);
    }

    [Fact]
    public void What_is_not_seen_of_a_group_is_not_carried()
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new CrashLoopRule(), OpenGroup.Bind(View("null"), AciSourceKind.ResourceGraph)));
        Assert.Equal(CauseKind.NotCarried, Assert.Single(result.Causes).Kind);
    }

    [Theory]
    [AuthoredShapes]
    public void A_file_runs_nothing(Shape shape) => RuleCheck.Says(shape, new CrashLoopRule(), GroupFixture.FromProperties("{}"), "NotApplicable containers[web].instanceView");

    private static GroupFixture View(string view) => GroupFixture.FromContainer($$"""{ "instanceView": {{view}} }""");

    private static GroupFixture Limits(string limits) =>
        GroupFixture.FromContainer($$"""{ "resources": { "requests": { "cpu": 1, "memoryInGB": 1 }, "limits": { {{limits}} } } }""");
}
