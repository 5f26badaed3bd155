using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Runtime;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Runtime;

/// <summary>The rules on volumes and mounts: ACI-RUN-011 to 014.</summary>
public sealed class VolumeRulesTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [EveryShape]
    public void A_share_that_can_be_written_to_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new WritableShareRule(), Share(string.Empty, string.Empty), "Fail containers[web].volumeMounts[data].readOnly");

    [Theory]
    [WholeShapes]
    public void Either_flag_protects(Shape shape)
    {
        RuleCheck.Says(shape, new WritableShareRule(), Share(", \"readOnly\": true", string.Empty), "Pass containers[web].volumeMounts");
        RuleCheck.Says(shape, new WritableShareRule(), Share(string.Empty, ", \"readOnly\": true"), "Pass containers[web].volumeMounts");
        RuleCheck.Says(shape, new WritableShareRule(), Share(", \"readOnly\": false", ", \"readOnly\": true"), "Pass containers[web].volumeMounts");
    }

    [Fact]
    public void A_volume_of_another_kind_and_a_container_without_mounts_are_no_failure()
    {
        RuleCheck.SaysOfOpen(new WritableShareRule(), Mount("/data").With("properties.volumes", """[ { "name": "data", "emptyDir": {} } ]"""), "Pass containers[web].volumeMounts");
        RuleCheck.SaysOfOpen(new WritableShareRule(), GroupFixture.FromProperties("{}"), "NotApplicable containers[web].volumeMounts");
    }

    [Fact]
    public void A_flag_or_a_volume_that_is_not_known_is_left_open()
    {
        RuleCheck.SaysOfOpen(new WritableShareRule(), Share(", \"readOnly\": \"?r\"", string.Empty), "Unknown containers[web].volumeMounts[data].readOnly");
        RuleCheck.SaysOfOpen(new WritableShareRule(), Share(string.Empty, ", \"readOnly\": \"?r\""), "Unknown containers[web].volumeMounts[data].readOnly");
        RuleCheck.SaysOfOpen(new WritableShareRule(), Mount("/data").With("properties.volumes", "\"?!volumes\""), "Unknown containers[web].volumeMounts[data].readOnly");
        RuleCheck.SaysOfOpen(new WritableShareRule(), GroupFixture.FromContainer("""{ "volumeMounts": "?!mounts" }"""), "Unknown containers[web].volumeMounts");
    }

    [Theory]
    [EveryShape]
    public void A_volume_from_a_repository_is_a_failure_pinned_or_not(Shape shape)
    {
        RuleCheck.Says(shape, new GitVolumeUseRule(), Git($"\"repository\": \"https://example.com/r\", \"revision\": \"{Commit}\""), "Fail volumes[content].gitRepo");
        RuleCheck.Says(shape, new GitRevisionRule(), Git("\"repository\": \"https://example.com/r\", \"revision\": \"main\""), "Fail volumes[content].gitRepo.revision");
    }

    [Theory]
    [InlineData("http://example.com/r", Commit, AciSeverity.Medium)]
    [InlineData("https://example.com/r", "", AciSeverity.Medium)]
    [InlineData("https://example.com/r", Commit, null)]
    public void A_clear_or_floating_repository_weighs_more(string repository, string revision, AciSeverity? severity)
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new GitVolumeUseRule(), OpenGroup.Bind(Git($"\"repository\": \"{repository}\", \"revision\": \"{revision}\""))));
        Assert.Equal(severity, result.Severity);
        Assert.True(result.Value.IsMissing, "The address of a repository may hold a credential.");
    }

    [Theory]
    [InlineData(Commit, "Pass volumes")]
    [InlineData("", "Fail volumes[content].gitRepo.revision")]
    [InlineData("v1.2", "Fail volumes[content].gitRepo.revision")]
    [InlineData("0123456", "Fail volumes[content].gitRepo.revision")]
    [InlineData("?revision", "Unknown volumes[content].gitRepo.revision")]
    public void Only_the_full_hash_of_a_commit_pins(string revision, string expected) =>
        RuleCheck.SaysOfOpen(new GitRevisionRule(), Git($"\"repository\": \"https://example.com/r\", \"revision\": \"{revision}\""), expected);

    [Fact]
    public void Groups_without_such_a_volume_and_volumes_that_are_not_known()
    {
        RuleCheck.SaysOfOpen(new GitRevisionRule(), GroupFixture.FromProperties("{}"), "NotApplicable volumes");
        RuleCheck.SaysOfOpen(new GitVolumeUseRule(), GroupFixture.FromProperties("""{ "volumes": [ { "name": "scratch", "emptyDir": {} } ] }"""), "Pass volumes");
        RuleCheck.SaysOfOpen(new GitVolumeUseRule(), GroupFixture.FromProperties("""{ "volumes": "?!volumes" }"""), "Unknown volumes");
        RuleCheck.SaysOfOpen(new GitRevisionRule(), GroupFixture.FromProperties("""{ "volumes": "?!volumes" }"""), "Unknown volumes");
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/etc/", true)]
    [InlineData("/etc/nginx", false)]
    [InlineData("/etc/nginx/..", true)]
    [InlineData("//usr//bin", true)]
    [InlineData("/var/run/docker.sock", true)]
    [InlineData("/proc/sys", true)]
    [InlineData("/home/app/.ssh", true)]
    [InlineData("/home/app/upload", false)]
    [InlineData("/mnt/data", false)]
    [InlineData("/rooted", false)]
    [InlineData("C:\\", true)]
    [InlineData("c:\\windows\\system32\\drivers", true)]
    [InlineData("C:\\data", false)]
    [InlineData("D:\\", false)]
    public void A_mount_over_the_system_is_a_failure(string path, bool isSensitive) => RuleCheck.SaysOfOpen(
        new MountPathRule(), Mount(path.Replace("\\", "\\\\", StringComparison.Ordinal)), isSensitive ? "Fail containers[web].volumeMounts[data].mountPath" : "Pass containers[web].volumeMounts");

    [Theory]
    [EveryShape]
    public void It_is_seen_in_every_shape(Shape shape) => RuleCheck.Says(
        shape, new MountPathRule(), Mount("/etc").With("properties.volumes", """[ { "name": "data", "emptyDir": {} } ]"""), "Fail containers[web].volumeMounts[data].mountPath");

    [Fact]
    public void A_path_that_is_not_known_is_left_open() => RuleCheck.SaysOfOpen(new MountPathRule(), Mount("?path"), "Unknown containers[web].volumeMounts[data].mountPath");

    private static GroupFixture Mount(string path) => GroupFixture.FromContainer($$"""{ "volumeMounts": [ { "name": "data", "mountPath": "{{path}}" } ] }""");

    private static GroupFixture Share(string ofMount, string ofVolume) =>
        GroupFixture.FromContainer($$"""{ "volumeMounts": [ { "name": "data", "mountPath": "/data"{{ofMount}} } ] }""")
            .With("properties.volumes", $$"""[ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "a"{{ofVolume}} } } ]""");

    private static GroupFixture Git(string repository) => GroupFixture.FromProperties($$"""{ "volumes": [ { "name": "content", "gitRepo": { {{repository}} } } ] }""");
}
