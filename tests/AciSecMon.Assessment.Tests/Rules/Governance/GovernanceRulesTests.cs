using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Governance;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Governance;

/// <summary>The rules on how groups are kept in order: ACI-GOV-001 to 011.</summary>
public sealed class GovernanceRulesTests
{
    private static readonly AssessmentSettings Settings = new()
    {
        RequiredTags = ["owner", "cost center"],
        ProductionTags = ["environment=production"],
        NamePattern = "^ci-[a-z-]+$",
        AllowedRegions = ["West Europe", "northeurope"],
    };

    private static GroupFixture Plain => GroupFixture.FromProperties("{}");

    [Fact]
    public void What_the_settings_do_not_ask_for_is_not_judged()
    {
        foreach (Rule rule in (Rule[])[new RequiredTagsRule(), new NamePatternRule(), new SpotInProductionRule(), new RegionRule()])
        {
            Assert.Equal(AciFindingStatus.NotApplicable, Assert.Single(RuleProbe.Judge(rule, OpenGroup.Bind(Plain))).Status);
        }
    }

    [Theory]
    [WholeShapes]
    public void Each_missing_tag_is_a_failure(Shape shape)
    {
        RuleCheck.Says(shape, new RequiredTagsRule(), Plain, Settings, ["Fail tags[owner]", "Fail tags[cost center]"]);
        RuleCheck.Says(shape, new RequiredTagsRule(), Plain.With("tags", """{ "OWNER": "a", "cost center": "" }"""), Settings, ["Fail tags[cost center]"]);
        RuleCheck.Says(shape, new RequiredTagsRule(), Plain.With("tags", """{ "Owner": "a", "Cost Center": "1" }"""), Settings, ["Pass tags"]);
    }

    [Theory]
    [InlineData("\"ci-shop\"", "Pass name")]
    [InlineData("\"shop\"", "Fail name")]
    [InlineData("\"?name\"", "Unknown name")]
    public void The_name_follows_the_pattern(string name, string expected) => Assert.Equal([expected], Said(new NamePatternRule(), Plain.With("name", name)));

    [Fact]
    public void A_pattern_that_takes_too_long_is_no_pass()
    {
        ContainerGroup group = OpenGroup.Bind(Plain.With("name", $"\"{new string('a', 60)}!\""));
        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(RuleProbe.Judge(new NamePatternRule(), group, new AssessmentSettings { NamePattern = "^(([a-z])+)+$" })).Status);
    }

    [Theory]
    [InlineData("\"westeurope\"", "Pass location")]
    [InlineData("\"North Europe\"", "Pass location")]
    [InlineData("\"westeurope2\"", "Fail location")]
    [InlineData("\"west\"", "Fail location")]
    [InlineData("\"?location\"", "Unknown location")]
    [InlineData("null", "Unknown location")]
    public void The_region_is_one_of_those_that_are_allowed(string region, string expected) => Assert.Equal([expected], Said(new RegionRule(), Plain.With("location", region)));

    [Theory]
    [InlineData("\"Spot\"", "{ \"Environment\": \"Production\" }", "Fail priority")]
    [InlineData("\"Spot\"", "{ \"environment\": \"test\" }", "Pass priority")]
    [InlineData("\"Regular\"", "{ \"environment\": \"production\" }", "Pass priority")]
    [InlineData("null", "\"?!tags\"", "Pass priority")]
    [InlineData("\"Spot\"", "\"?!tags\"", "Unknown priority")]
    [InlineData("\"?priority\"", "{ \"environment\": \"production\" }", "Unknown priority")]
    public void A_production_group_is_not_on_spot(string priority, string tags, string expected) =>
        Assert.Equal([expected], Said(new SpotInProductionRule(), Plain.With("properties.priority", priority).With("tags", tags)));

    [Theory]
    [InlineData("\"2019-12-01\"", "Fail apiVersion")]
    [InlineData("\"2021-07-01\"", "Pass apiVersion")]
    [InlineData("\"2024-05-01-preview\"", "Fail apiVersion")]
    [InlineData("\"latest\"", "Unknown apiVersion")]
    [InlineData("\"?version\"", "Unknown apiVersion")]
    public void An_old_or_preview_version_is_a_failure(string version, string expected) => Assert.Equal([expected], Said(new ApiVersionRule(), Plain.With("apiVersion", version)));

    [Theory]
    [LiveShapes]
    public void The_version_is_a_matter_of_files(Shape shape) => RuleCheck.Says(shape, new ApiVersionRule(), Plain.With("apiVersion", "\"2018-10-01\""), "NotApplicable apiVersion");

    [Theory]
    [WholeShapes]
    public void A_group_names_a_zone_or_fails(Shape shape)
    {
        RuleCheck.Says(shape, new ZonesRule(), Plain, "Fail zones");
        RuleCheck.Says(shape, new ZonesRule(), Plain.With("zones", """[ "1" ]"""), "Pass zones");
    }

    [Fact]
    public void Zones_that_are_not_known_are_left_open()
    {
        RuleCheck.SaysOfOpen(new ZonesRule(), Plain.With("zones", "\"?!zones\""), "Unknown zones");
        RuleCheck.SaysOfOpen(new ZonesRule(), Plain.With("zones", "[ \"?zone\" ]"), "Pass zones");
        RuleCheck.SaysOfOpen(new ZonesRule(), Plain.With("zones", "[]"), "Fail zones");
    }

    [Theory]
    [InlineData("""{ "state": "Stopped" }""", "Fail instanceView.state", AciSeverity.Informational)]
    [InlineData("""{ "state": "Failed" }""", "Fail instanceView.state", AciSeverity.Informational)]
    [InlineData("""{ "state": "Succeeded" }""", "Fail instanceView.state", AciSeverity.Informational)]
    [InlineData("""{ "state": "Running" }""", "Pass instanceView.state", null)]
    [InlineData("""{ "state": "Elsewhere" }""", "Unknown instanceView.state", null)]
    [InlineData("null", "Unknown instanceView.state", null)]
    [InlineData("\"?!view\"", "Unknown instanceView.state", null)]
    public void A_group_that_does_nothing_is_left_over(string view, string expected, AciSeverity? severity)
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new LeftoverGroupRule(), OpenGroup.Bind(Plain.With("properties.instanceView", view), AciSourceKind.Resource)));
        Assert.Equal(expected, $"{result.Status} {result.Place}");
        Assert.Equal(severity, result.Severity);
    }

    [Theory]
    [InlineData("Stopped", "2026-02-20T00:00:00Z", "Fail", null)]
    [InlineData("Failed", "2026-03-01T00:00:00Z", "Pass", null)]
    [InlineData("Succeeded", "2026-02-20T00:00:00Z", "Fail", AciSeverity.Informational)]
    public void What_ended_a_moment_ago_is_not_left_over_yet(string state, string finished, string expected, AciSeverity? severity)
    {
        ContainerGroup group = OpenGroup.Bind(
            Plain.With("properties.instanceView", $$"""{ "state": "{{state}}" }""")
                .With("properties.containers", $$"""[ { "name": "web", "properties": { "image": "a/b:1", "instanceView": { "currentState": { "state": "Terminated", "finishTime": "{{finished}}" } } } } ]"""),
            AciSourceKind.Resource);
        var judgement = new Judgement(AssessmentSettings.Default, new EstatePart { Source = group.Source, Groups = [] }) { Now = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero) };

        new LeftoverGroupRule().Judge(group, judgement);

        RuleResult result = Assert.Single(judgement.Results);
        Assert.Equal((expected, severity), (result.Status.ToString(), result.Severity));
    }

    [Fact]
    public void A_group_that_could_not_be_provisioned_is_left_over_and_a_file_is_not()
    {
        GroupFixture failed = Plain.With("properties.provisioningState", "\"Failed\"");
        RuleCheck.Says(new LeftoverGroupRule(), OpenGroup.Bind(failed, AciSourceKind.ResourceGraph), "Fail provisioningState");
        RuleCheck.Says(new LeftoverGroupRule(), OpenGroup.Bind(failed), "NotApplicable instanceView.state");
    }

    [Fact]
    public void A_parameter_that_nothing_uses_is_a_failure_where_it_is_secure_or_for_linked_files()
    {
        Assert.Equal(
            ["Fail parameters[password]", "Fail parameters[_artifactsLocation]", "Fail deployments[app].parameters[key]"],
            OfTemplate(Parameter("password", isSecure: true), Parameter("_artifactsLocation"), Parameter("size"), Parameter("used", isSecure: true, isUsed: true), Parameter("key", isSecure: true, path: "app")));
        Assert.Equal(["Pass parameters"], OfTemplate(Parameter("size"), Parameter("_artifactsLocation", isUsed: true)));
    }

    private static IReadOnlyList<string> OfTemplate(params TemplateParameter[] parameters)
    {
        var file = new SourceFile(null, "main.json");
        var template = new TemplateFacts(file, null, parameters, []);
        var judgement = new Judgement(Settings, new EstatePart { Source = file, Groups = [], Template = template });
        new TemplateHygieneRule().Judge(template, judgement);
        return RuleCheck.Written(judgement.Results);
    }

    private static TemplateParameter Parameter(string name, bool isSecure = false, bool isUsed = false, string path = "") =>
        new() { Name = name, Type = isSecure ? "securestring" : "string", IsSecure = isSecure, IsUsed = isUsed, DeploymentPath = path };

    private static IReadOnlyList<string> Said(Rule rule, GroupFixture fixture) => RuleCheck.Written(RuleProbe.Judge(rule, OpenGroup.Bind(fixture), Settings));
}
