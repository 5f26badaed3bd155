using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Network;
using AciSecMon.Assessment.Rules.Risk;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Risk;

public sealed class RiskScoreTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_group_of_which_nothing_is_known_to_be_wrong_scores_nothing()
    {
        AciRisk risk = Judged(GroupFixture.FromContainer($$"""{ "image": "mcr.microsoft.com/azure-cli:2.70.0@{{Digest}}" }""")
            .With("properties.subnetIds", """[ { "id": "/v/s" } ]"""));
        Assert.Equal(("None", "None", "Trusted", "Unknown", 0), (risk.Exposure, risk.IdentityPower, risk.ImageTrust, risk.Watching, risk.Score));
        Assert.Empty(risk.Reason);
    }

    [Fact]
    public void Exposure_identity_and_trust_are_told_and_weigh_most_first()
    {
        AciRisk risk = Judged(GroupFixture.FromContainer("""{ "image": "ghcr.io/contoso/web:1" }""")
            .With("properties.ipAddress", """{ "type": "Public", "ports": [ { "port": 22 } ] }""")
            .With("identity", """{ "type": "SystemAssigned" }"""));
        Assert.Equal(("Public", "Assigned", "Untrusted"), (risk.Exposure, risk.IdentityPower, risk.ImageTrust));
        Assert.Equal("It has a public IP address.", risk.Reason[0]);
        Assert.Contains("An image comes from a registry that is not trusted.", risk.Reason);
        Assert.Contains("ACI-NET-004: A management or database port is public.", risk.Reason);
        Assert.DoesNotContain(risk.Reason, static r => r.Contains("ACI-NET-001", StringComparison.Ordinal) || r.Contains("ACI-IMG-001", StringComparison.Ordinal));
        Assert.InRange(risk.Score, 50, 100);
    }

    [Fact]
    public void An_identity_weighs_more_behind_a_public_address()
    {
        GroupFixture quiet = GroupFixture.FromProperties("{}");
        GroupFixture open = quiet.With("properties.ipAddress", """{ "type": "Public" }""");
        Assert.True(Plain(open, identity: true).Score - Plain(open, identity: false).Score > Plain(quiet, identity: true).Score - Plain(quiet, identity: false).Score);

        static AciRisk Plain(GroupFixture fixture, bool identity) =>
            RiskScore.Of(OpenGroup.Bind(identity ? fixture.With("identity", """{ "type": "SystemAssigned" }""") : fixture), []);
    }

    [Fact]
    public void What_is_not_known_is_said_and_weighs_nothing()
    {
        AciRisk risk = Judged(GroupFixture.FromContainer("""{ "image": "?image" }""")
            .With("properties.ipAddress", "\"?!ipAddress\"").With("properties.subnetIds", "\"?!subnetIds\"").With("identity", "\"?!identity\""));
        Assert.Equal(("Unknown", "Unknown", "Unknown", "Unknown"), (risk.Exposure, risk.IdentityPower, risk.ImageTrust, risk.Watching));
        Assert.Null(risk.ClearSecrets);
        Assert.Equal(0, risk.Score);
    }

    [Fact]
    public void An_image_without_a_digest_is_unpinned() => Assert.Equal(
        "Unpinned", Judged(GroupFixture.FromContainer("""{ "image": "mcr.microsoft.com/azure-cli:2.70.0" }""")).ImageTrust);

    [Fact]
    public void Clear_secrets_are_counted_by_place_and_only_where_every_reader_sees_them()
    {
        AciRisk risk = Of(
            ("ACI-SEC-001", AciFindingStatus.Fail, "containers[web].environmentVariables[A].value"),
            ("ACI-SEC-003", AciFindingStatus.Fail, "containers[web].environmentVariables[A].value"),
            ("ACI-SEC-003", AciFindingStatus.Fail, "containers[web].environmentVariables[B].value"),
            ("ACI-SEC-004", AciFindingStatus.Fail, "containers[web].environmentVariables[C].secureValue"));
        Assert.Equal(2, risk.ClearSecrets);
        Assert.Contains("Secrets can be read by every Reader in 2 places.", risk.Reason);
    }

    [Theory]
    [InlineData(AciFindingStatus.Pass, 0)]
    [InlineData(AciFindingStatus.NotApplicable, 0)]
    [InlineData(AciFindingStatus.Unknown, null)]
    [InlineData(AciFindingStatus.Error, null)]
    public void Clear_secrets_are_a_number_only_where_they_were_decided(AciFindingStatus status, int? expected) =>
        Assert.Equal(expected, Of(("ACI-SEC-001", status, "containers")).ClearSecrets);

    [Fact]
    public void A_found_secret_counts_even_where_others_are_open()
    {
        AciRisk risk = Of(("ACI-SEC-001", AciFindingStatus.Fail, "a"), ("ACI-SEC-002", AciFindingStatus.Unknown, "b"));
        Assert.Equal(1, risk.ClearSecrets);
        Assert.Contains("Secrets can be read by every Reader in 1 or more places.", risk.Reason);
    }

    [Fact]
    public void Without_the_rules_on_secrets_and_images_nothing_is_said_of_them()
    {
        AciRisk risk = Of(("ACI-NET-002", AciFindingStatus.Fail, "subnetIds"));
        Assert.Null(risk.ClearSecrets);
        Assert.Equal("Unknown", risk.ImageTrust);
    }

    [Fact]
    public void A_rule_weighs_once_however_many_places_break_it() => Assert.Equal(
        Of(("ACI-NET-004", AciFindingStatus.Fail, "a")).Score, Of(("ACI-NET-004", AciFindingStatus.Fail, "a"), ("ACI-NET-004", AciFindingStatus.Fail, "b")).Score);

    [Fact]
    public void A_rule_on_the_group_and_on_its_neighbours_weighs_once()
    {
        (RuleMetadata, RuleResult) said = (MetadataOf("ACI-IMG-007"), new RuleResult(AciFindingStatus.Fail, Place.Root, "m", MissingValue.Instance, EvidenceKind.None));
        RiskDraft draft = RiskScore.DraftOf(new GroupEntry { Variants = [new GroupVariant([], OpenGroup.Bind(GroupFixture.FromProperties("{}")))] }, [said]);

        AciRisk alone = RiskScore.Of(draft, RiskSurroundings.None);
        AciRisk both = RiskScore.Of(draft, RiskSurroundings.None with { Results = [said] });

        Assert.Equal((alone.Score, 1), (both.Score, both.Reason.Count(static reason => reason.StartsWith("ACI-IMG-007", StringComparison.Ordinal))));
    }

    [Fact]
    public void Long_lists_of_reasons_still_order_groups()
    {
        (string, AciFindingStatus, string)[] shared = [.. RuleCatalogue.ById.Values.Where(static rule => rule.Category == AciRuleCategory.Defender).Select(static rule => (rule.Id, AciFindingStatus.Fail, "a"))];
        Assert.InRange(Of([.. shared, ("ACI-NET-004", AciFindingStatus.Fail, "a")]).Score, Of(shared).Score + 1, 99);
    }

    [Fact]
    public void What_somebody_did_weighs_more_than_what_somebody_could_do()
    {
        Assert.Equal(RuleCatalogue.ById["ACI-NET-004"].Severity, RuleCatalogue.ById["ACI-ACT-001"].Severity);
        Assert.True(Of(("ACI-ACT-001", AciFindingStatus.Fail, "a")).Score > Of(("ACI-NET-004", AciFindingStatus.Fail, "a")).Score);
    }

    [Fact]
    public void What_a_whole_subscription_has_weighs_less_than_what_a_group_has()
    {
        Assert.Equal(RuleCatalogue.ById["ACI-NET-004"].Severity, RuleCatalogue.ById["ACI-DEF-001"].Severity);
        Assert.True(Of(("ACI-DEF-001", AciFindingStatus.Fail, "a")).Score < Of(("ACI-NET-004", AciFindingStatus.Fail, "a")).Score);
        Assert.True(Of(("ACI-ACT-003", AciFindingStatus.Fail, "a")).Score < OfGroup("ACI-ACT-003").Score);
    }

    [Fact]
    public void No_group_scores_more_than_a_hundred() => Assert.Equal(
        100, Of([.. RuleCatalogue.ById.Keys.Concat(["ACI-SEC-001", "ACI-SEC-002", "ACI-SEC-003"]).SelectMany(static id => Enumerable.Range(0, 40).Select(i => (id, AciFindingStatus.Fail, $"p{i}")))]).Score);

    [Fact]
    public void A_workspace_in_the_definition_means_that_logs_leave_the_group() => Assert.Equal(
        "Yes", Judged(GroupFixture.FromProperties("""{ "diagnostics": { "logAnalytics": { "workspaceId": "99999999-8888-7777-6666-555555555555" } } }""")).Watching);

    [Theory]
    [InlineData(Shape.GetResponse)]
    [InlineData(Shape.ShowCommand)]
    [InlineData(Shape.GraphRows)]
    [InlineData(Shape.AzModule4)]
    public void The_row_says_where_the_group_belongs(Shape shape)
    {
        AciRisk risk = RiskScore.Of(GroupFixture.Complete.In(shape), []);
        Assert.Equal(("shop", "rg-shop", "11111111-2222-3333-4444-555555555555"), (risk.ContainerGroupName, risk.ResourceGroupName, risk.SubscriptionId));
        Assert.NotNull(risk.ResourceId);
    }

    [Fact]
    public void What_differs_between_the_forms_of_a_group_is_not_known()
    {
        GroupFixture fixture = GroupFixture.FromProperties("{}");
        var condition = new ConditionSymbol("parameters('isPublic')", []);
        var entry = new GroupEntry
        {
            Variants =
            [
                new GroupVariant([(condition, true)], OpenGroup.Bind(fixture.With("properties.ipAddress", """{ "type": "Public" }"""))),
                new GroupVariant([(condition, false)], OpenGroup.Bind(fixture.With("properties.ipAddress", """{ "type": "Private" }"""))),
            ],
        };
        AciRisk risk = RiskScore.Of(entry, []);
        Assert.Equal(("Unknown", "None", 0), (risk.Exposure, risk.IdentityPower, risk.Score));
    }

    private static AciRisk Judged(GroupFixture fixture)
    {
        ContainerGroup group = OpenGroup.Bind(fixture);
        Rule[] rules = [.. NetworkRules.All, .. ImageRules.All, .. IdentityRules.All.Where(static r => r.Id != "ACI-IDN-001")];
        return RiskScore.Of(group, [.. rules.SelectMany(rule => RuleProbe.Judge(rule, group).Select(result => (RuleCatalogue.ById[rule.Id], result)))]);
    }

    private static AciRisk Of(params (string Id, AciFindingStatus Status, string Place)[] results) => RiskScore.Of(
        OpenGroup.Bind(GroupFixture.FromProperties("{}")),
        [.. results.Select(static r => (MetadataOf(r.Id), new RuleResult(r.Status, Place.Root.Of(r.Place), "m", MissingValue.Instance, EvidenceKind.None)))]);

    private static AciRisk OfGroup(string rule) => RiskScore.Of(
        OpenGroup.Bind(GroupFixture.FromProperties("{}")),
        [(MetadataOf(rule), new RuleResult(AciFindingStatus.Fail, Place.Root, "m", MissingValue.Instance, EvidenceKind.None) { OnlyGroups = new HashSet<string> { "this" } })]);

    private static RuleMetadata MetadataOf(string id) => RuleCatalogue.ById.TryGetValue(id, out RuleMetadata? known)
        ? known
        : new RuleMetadata
        {
            Id = id, Title = "t", Severity = AciSeverity.High, Category = AciRuleCategory.Secrets, Subject = AciSubjectType.Container, Profiles = ["Baseline"], Controls = ["IM-8"],
            Rationale = "r.", Recommendation = "r.",
        };
}
