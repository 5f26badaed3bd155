using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>The sample estate live, as exported JSON, as rows of Resource Graph and as templates: what fails is the same, under the same keys.</summary>
public sealed class ShapeAgreementTests
{
    /// <summary>What fails live and not in the files of these shapes, each with the reason for which that is right. Nothing else may differ.</summary>
    private static readonly (string Reason, string Shapes, Func<Failure, bool> Concerns)[] OnlyLive =
    [
        ("That there is no lock only a connection can say: a file need not hold all of them.", "exports rows templates", static f => f.RuleId == "ACI-GOV-004"),
        ("Who may do what only the connection knows.", "exports rows templates", static f => f.RuleId.StartsWith("ACI-RBAC-", StringComparison.Ordinal)),
        ("Which principals are gone only Microsoft Graph can say.", "exports rows templates", static f => f.RuleId == "ACI-IDN-010"),
        ("The neighbour is not in the file, and nothing is said of what is not there.", "rows templates", static f => !f.IsOnGroup && !f.IsOnProfile),
        ("Only the service counts the revisions of a profile.", "templates", static f => f.RuleId == "ACI-GOV-009"),
        ("The profile may supply what the group leaves out; the service answers with what holds.", "templates", static f => f.Group.StartsWith("kiosk-", StringComparison.Ordinal) && f.RuleId is "ACI-DAT-001" or "ACI-IMG-002"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exports")]
    [InlineData("rows")]
    [InlineData("templates")]
    public async Task The_same_subjects_fail_the_same_rules_at_the_same_places_under_the_same_keys(string shape)
    {
        SandboxServer server = SandboxServer.Sample();
        using SampleEstateFiles files = await SampleEstateFiles.WriteAsync(server, Stop);
        string folder = shape switch { "exports" => files.Exports, "rows" => files.Rows, _ => files.Templates };
        var pipeline = new TestPipeline();

        // A row may leave out what the group itself has, live as in a file.
        HashSet<Failure> live = Failures(await SampleEstateRun.LiveAsync(server, Profiles.Strict, null, [], isExact: shape != "rows", Stop));
        HashSet<Failure> read = Failures(await SampleEstateRun.JudgeAsync([new PathInput { FullPath = folder }], Profiles.Strict, null, [], server.Clock, pipeline, Stop));

        Assert.Empty(pipeline.Problems);
        Assert.Empty(read.Except(live));
        Failure[] missing = [.. live.Except(read)];
        (string Reason, string Shapes, Func<Failure, bool> Concerns)[] reasons = [.. OnlyLive.Where(r => r.Shapes.Split(' ').Contains(shape))];
        Assert.DoesNotContain(missing, f => !Array.Exists(reasons, r => r.Concerns(f)));
        Assert.All(reasons, r => Assert.True(Array.Exists(missing, f => r.Concerns(f)), $"Nothing differs any more because: {r.Reason}"));
    }

    [Fact]
    public async Task What_agrees_is_most_of_the_rules_on_groups_and_on_what_stands_around_them()
    {
        SandboxServer server = SandboxServer.Sample();
        using SampleEstateFiles files = await SampleEstateFiles.WriteAsync(server, Stop);
        HashSet<Failure> read = Failures(await SampleEstateRun.JudgeAsync([new PathInput { FullPath = files.Exports }], Profiles.Strict, null, [], server.Clock, new TestPipeline(), Stop));

        Assert.Superset(
            new HashSet<string> { "ACI-IDN-004", "ACI-IDN-005", "ACI-IMG-007", "ACI-NET-012", "ACI-NET-017", "ACI-NET-018", "ACI-NET-019", "ACI-DAT-009", "ACI-GOV-009", "ACI-GOV-010" },
            read.Where(static f => !f.IsOnGroup || f.RuleId == "ACI-GOV-009").Select(static f => f.RuleId).ToHashSet());
        Assert.True(read.Where(static f => f.IsOnGroup).Select(static f => f.RuleId).Distinct().Count() > 50, "Few rules on groups fail at all.");
    }

    private static HashSet<Failure> Failures(IEnumerable<AciSecurityFinding> findings) =>
        [.. findings.Where(static f => f.Status == AciFindingStatus.Fail).Select(static f => new Failure(f.RuleId, f.MatchKey, f.SubjectType, f.ContainerGroupName ?? string.Empty, f.Place))];

    private sealed record Failure(string RuleId, string MatchKey, AciSubjectType Subject, string Group, string Place)
    {
        public bool IsOnGroup => Subject is AciSubjectType.ContainerGroup or AciSubjectType.Container;

        public bool IsOnProfile => Subject == AciSubjectType.ContainerGroupProfile;
    }
}
