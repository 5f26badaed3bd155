using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>The sample estate shows what the module finds: every check of a living estate has something there that fails it, and something that keeps it.</summary>
public sealed class SampleEstateTests : IDisposable
{
    private const string Settings =
        """
        { "requiredTags": [ "owner" ], "productionTags": [ "env=prod" ], "namePattern": "^(web|job|etl|lab|kiosk)-[a-z]+$", "allowedRegions": [ "westeurope", "northeurope" ], "changeCallers": [ "b8000000-*" ] }
        """;

    /// <summary>What no living estate can show, and why.</summary>
    private static readonly IReadOnlyDictionary<(string RuleId, AciFindingStatus Status), string> Impossible = new Dictionary<(string, AciFindingStatus), string>
    {
        [("ACI-IMG-005", AciFindingStatus.Fail)] = "The service always says which image runs; where a source does not, the rule says Unknown and never Fail.",
        [("ACI-NET-007", AciFindingStatus.Fail)] = "The service refuses a public port that no container listens on.",
        [("ACI-NET-010", AciFindingStatus.Fail)] = "The service refuses a public address or a DNS name label together with a subnet.",
        [("ACI-POL-003", AciFindingStatus.Pass)] = "No subscription of the sample has its logs seen to by a policy: that of the shop asks for a category that holds nothing.",
        [("ACI-POL-009", AciFindingStatus.Fail)] = "It is about policies that a person gives.",
        [("ACI-POL-009", AciFindingStatus.Pass)] = "It is about policies that a person gives.",
        [("ACI-SEC-017", AciFindingStatus.Pass)] = "The service never gives the key of a workspace back: the id of a workspace means that there is one, and without the id nothing is sent.",
    };

    private readonly string settings = Path.GetTempFileName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(settings);

    [Fact]
    public async Task Every_live_check_fails_somewhere_in_the_sample_estate_and_passes_elsewhere()
    {
        HashSet<(string, AciFindingStatus)> seen = [];
        foreach (string profile in Profiles.All) seen.UnionWith((await JudgeAsync(profile)).Select(static f => (f.RuleId, f.Status)));

        // That a confidential group has no policy a row does not tell, only the group itself.
        seen.UnionWith((await JudgeAsync(Profiles.Confidential, isExact: true)).Select(static f => (f.RuleId, f.Status)));

        IEnumerable<(string, AciFindingStatus)> shown = RuleCatalogue.ById.Values.Where(IsLiveCheck)
            .SelectMany(static rule => new[] { (rule.Id, AciFindingStatus.Fail), (rule.Id, AciFindingStatus.Pass) });
        Assert.Equal(Impossible.Keys.Order(), shown.Where(pair => !seen.Contains(pair)).Order());
    }

    // Who is in the group only Microsoft Graph tells, which profiles from Strict on ask.
    [Theory]
    [InlineData(Profiles.Baseline, "workspaces/log-deleted'", "who is in group e0000000-0000-4000-8000-000000000006", "Who is in group e0000000-0000-4000-8000-000000000006")]
    [InlineData(Profiles.Regulated, "workspaces/log-deleted'")]
    public async Task Nothing_in_the_sample_estate_is_left_open_or_goes_wrong_but_what_cannot_be_known(string profile, params string[] open)
    {
        string[] said = [.. (await JudgeAsync(profile, isExact: true)).Where(static f => f.Status is AciFindingStatus.Error or AciFindingStatus.Unknown).Select(static f => f.Message)];

        Assert.Equal(open.Length, said.Length);
        Assert.All(open, text => Assert.Single(said, message => message.Contains(text, StringComparison.Ordinal)));
    }

    // What the engine raises by itself tells of what could not be read, of which there is nothing here; a check of files says what its shapes are, or is on files.
    private static bool IsLiveCheck(RuleMetadata rule) =>
        rule.Category != AciRuleCategory.Coverage && rule.Subject != AciSubjectType.File
        && (rule.Shapes.Count == 0 || rule.Shapes.Contains(AciSourceKind.Resource) || rule.Shapes.Contains(AciSourceKind.ResourceGraph));

    private async Task<List<AciSecurityFinding>> JudgeAsync(string profile, bool isExact = false)
    {
        await File.WriteAllTextAsync(settings, Settings, Stop);
        return await SampleEstateRun.LiveAsync(SandboxServer.Sample(), profile, settings, SampleEstateRun.EverySource, isExact, Stop);
    }
}
