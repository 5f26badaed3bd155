using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Images;

/// <summary>The rules on one image: ACI-IMG-001 to 005, 008, 014 and 016.</summary>
public sealed class ImageRulesTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string RegistryType = "Microsoft.ContainerRegistry/registries";

    /// <summary>A rule, an image, and the status that the rule gives it.</summary>
    public static TheoryData<string, string, string> Table { get; } = new()
    {
        { "ACI-IMG-001", "mcr.microsoft.com/azure-cli:2.70.0", "Pass" },
        { "ACI-IMG-001", "contoso.azurecr.io/web:1", "Unknown" },
        { "ACI-IMG-001", "nginx:1.29", "Fail" },
        { "ACI-IMG-001", "ghcr.io/contoso/web:1", "Fail" },
        { "ACI-IMG-001", "mcr.microsoft.com.evil.example/azure-cli:1", "Fail" },
        { "ACI-IMG-001", "contoso.azurecr.io.evil.example/web:1", "Fail" },
        { "ACI-IMG-001", "localhost:5000/web", "Fail" },
        { "ACI-IMG-002", "nginx:1.29", "Fail" },
        { "ACI-IMG-002", "index.docker.io/contoso/web:1", "Fail" },
        { "ACI-IMG-002", "mcr.microsoft.com/azure-cli:2.70.0", "NotApplicable" },
        { "ACI-IMG-003", "nginx", "Fail" },
        { "ACI-IMG-003", "nginx:latest", "Fail" },
        { "ACI-IMG-003", "registry.example:5000/web", "Fail" },
        { "ACI-IMG-003", "nginx:1.29", "Pass" },
        { "ACI-IMG-003", $"nginx@{Digest}", "Pass" },
        { "ACI-IMG-003", $"nginx:latest@{Digest}", "Pass" },
        { "ACI-IMG-004", "nginx:1.29", "Fail" },
        { "ACI-IMG-004", $"nginx:1.29@{Digest}", "Pass" },
        { "ACI-IMG-005", "nginx", "Pass" },
        { "ACI-IMG-008", "contoso.azurecr.io/web:1", "Fail" },
        { "ACI-IMG-008", "contoso.azurecr.cn/web:1", "Fail" },
        { "ACI-IMG-008", "nginx:1.29", "NotApplicable" },
        { "ACI-IMG-008", "azurecr.io.evil.example/web:1", "NotApplicable" },
        { "ACI-IMG-014", "mysql:5.6", "Fail" },
        { "ACI-IMG-014", "wordpress:4.9-apache", "Fail" },
        { "ACI-IMG-014", "microsoft/aci-helloworld", "Fail" },
        { "ACI-IMG-014", "mcr.microsoft.com/azuredocs/aci-helloworld:latest", "Fail" },
        { "ACI-IMG-014", "mcr.microsoft.com/dotnet/aspnet:6.0-alpine", "Fail" },
        { "ACI-IMG-014", "mcr.microsoft.com/dotnet/core/aspnet:3.1", "Fail" },
        { "ACI-IMG-014", "openjdk:21", "Fail" },
        { "ACI-IMG-014", "mcr.microsoft.com/dotnet/aspnet:10.0", "Pass" },
        { "ACI-IMG-014", "mysql:8.4", "Pass" },
        { "ACI-IMG-014", "mysql", "Pass" },
        { "ACI-IMG-014", "contoso.azurecr.io/mysql:5.6", "Pass" },
        { "ACI-IMG-014", $"mysql@{Digest}", "Unknown" },
        { "ACI-IMG-014", $"mysql:5.7@{Digest}", "Fail" },
        { "ACI-IMG-016", "contoso.azurecr.io.evil.example/web:1", "Fail" },
        { "ACI-IMG-016", "contoso.azurecr.io/web:1", "Pass" },
        { "ACI-IMG-016", "nginx:1.29", "Pass" },
    };

    /// <summary>Every rule on one image.</summary>
    public static TheoryData<string> Ids { get; } = [.. ImageRules.All.OfType<ImageRule>().Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Table))]
    public void An_image_is_judged_the_same_in_every_shape_and_for_init_containers_too(string id, string image, string status)
    {
        foreach (Shape shape in Shapes.All)
        {
            RuleCheck.Says(shape, RuleOf(id), GroupFixture.FromContainer($$"""{ "image": "{{image}}" }"""), $"{status} containers[web].image");
            GroupFixture init = GroupFixture.FromInitContainer($$"""{ "image": "{{image}}" }""");
            Assert.Contains(
                RuleCheck.Written(RuleProbe.Judge(RuleOf(id), init.PartIn(shape))),
                result => result == $"{status} initContainers[setup].image" || (!Shapes.Whole.Contains(shape) && result == "Unknown initContainers[setup].image"));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_image_that_is_not_known_is_left_open_and_named(string id)
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(RuleOf(id), OpenGroup.Bind(GroupFixture.FromContainer("""{ "image": "?image" }"""))));
        Assert.Equal(("Unknown containers[web].image", "image"), ($"{result.Status} {result.Place}", Assert.Single(result.Causes).Text));
        Assert.Contains("container 'web'", result.Message, StringComparison.Ordinal);
        Assert.Contains("parameters('image')", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_is_no_image_reference_is_left_open_and_not_quoted(string id)
    {
        foreach (string image in (string[])["", "https://contoso.azurecr.io/web", "<registry>/web:1"])
        {
            RuleResult result = Assert.Single(RuleProbe.Judge(RuleOf(id), OpenGroup.Bind(GroupFixture.FromContainer($$"""{ "image": "{{image}}" }"""))));
            Assert.Equal(AciFindingStatus.Unknown, result.Status);
            if (image.Length > 0) Assert.DoesNotContain(image, result.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_image_that_a_secret_flowed_into_is_named_in_no_message(string id)
    {
        GroupFixture fixture = GroupFixture.FromContainer("""{ "image": "tr0ub4dor.azurecr.io.evil.example/web:1" }""");
        var group = OpenGroup.Bind(fixture);
        var container = group.Containers.Items[0];
        var tainted = new Container
        {
            Place = container.Place,
            IsInit = container.IsInit,
            Name = container.Name,
            DisplayName = container.DisplayName,
            Location = container.Location,
            Properties = container.Properties,
            Image = container.Image.WithOrigins(Origins.Of(new Origin(OriginKind.Parameter, "host", IsSecure: true))),
            Ports = container.Ports,
            EnvironmentVariables = container.EnvironmentVariables,
        };
        var judgement = new Judgement(AssessmentSettings.Default, new EstatePart { Source = group.Source, Groups = [] });
        ((ContainerRule)RuleOf(id)).Judge(tainted, group, judgement);
        Assert.All(judgement.Results, static result =>
        {
            Assert.DoesNotContain("tr0ub4dor", result.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("tr0ub4dor", result.Expected ?? string.Empty, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("contoso", AciFindingStatus.Pass)]
    [InlineData("Contoso", AciFindingStatus.Pass)]
    [InlineData("fabrikam", AciFindingStatus.Unknown)]
    public void An_azure_registry_of_the_same_source_is_trusted(string registry, AciFindingStatus status) =>
        Assert.Equal(status, JudgeTrust("contoso.azurecr.io/web:1", new StringValue(registry)).Status);

    [Fact]
    public void A_registry_of_the_same_source_whose_name_is_not_known_may_be_the_one()
    {
        RuleResult result = JudgeTrust("contoso.azurecr.io/web:1", new UnresolvedValue("parameters('registry')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "registry")));
        Assert.Equal((AciFindingStatus.Unknown, "registry"), (result.Status, Assert.Single(result.Causes).Text));
    }

    [Fact]
    public void A_registry_of_the_same_name_in_another_tenant_is_not_trusted() =>
        Assert.Equal(AciFindingStatus.Unknown, JudgeTrust("contoso-a1b2c3.azurecr.io/web:1", new StringValue("contoso")).Status);

    [Fact]
    public void Another_azure_registry_is_answered_with_the_advice_to_list_it()
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new RegistryTrustRule(), OpenGroup.Bind(GroupFixture.FromContainer("""{ "image": "contoso.azurecr.io/web:1" }"""))));
        Assert.Contains("contoso.azurecr.io to allowedRegistries", result.Expected, StringComparison.Ordinal);
        Assert.Equal(CauseKind.NeedsAnswer, Assert.Single(result.Causes).Kind);
    }

    [Theory]
    [InlineData("contoso.azurecr.io/web:1", "Pass")]
    [InlineData("ghcr.io/contoso/web:1", "Pass")]
    [InlineData("ghcr.io/others/web:1", "Fail")]
    [InlineData("fabrikam.azurecr.io/web:1", "Fail")]
    [InlineData("mcr.microsoft.com/azure-cli:2.70.0", "Fail")]
    public void With_a_list_of_registries_the_list_alone_decides(string image, string status)
    {
        var settings = new AssessmentSettings { AllowedRegistries = ["contoso.azurecr.io", "ghcr.io/contoso"] };
        Assert.Equal([$"{status} containers[web].image"], Judge("ACI-IMG-001", image, settings));
    }

    [Theory]
    [InlineData("Baseline", null)]
    [InlineData("Batch", null)]
    [InlineData("Strict", AciSeverity.High)]
    [InlineData("Regulated", AciSeverity.High)]
    public void An_untrusted_registry_weighs_more_in_stricter_profiles(string profile, AciSeverity? severity) => Assert.Equal(
        severity,
        Assert.Single(RuleProbe.Judge(new RegistryTrustRule(), OpenGroup.Bind(GroupFixture.FromContainer("""{ "image": "nginx" }""")), new AssessmentSettings { Profile = profile })).Severity);

    [Theory]
    [InlineData("docker.io", "nginx:1.29", "ACI-IMG-002", "Pass")]
    [InlineData("https://index.docker.io/v1/", "nginx:1.29", "ACI-IMG-002", "Pass")]
    [InlineData("contoso.azurecr.io", "nginx:1.29", "ACI-IMG-002", "Fail")]
    [InlineData("CONTOSO.azurecr.io", "contoso.azurecr.io/web:1", "ACI-IMG-008", "Pass")]
    [InlineData("fabrikam.azurecr.io", "contoso.azurecr.io/web:1", "ACI-IMG-008", "Fail")]
    [InlineData("?server", "contoso.azurecr.io/web:1", "ACI-IMG-008", "Unknown")]
    [InlineData("?server", "nginx:1.29", "ACI-IMG-002", "Unknown")]
    public void A_pull_is_anonymous_unless_there_is_a_credential_for_the_registry(string server, string image, string id, string status)
    {
        GroupFixture fixture = GroupFixture.FromContainer($$"""{ "image": "{{image}}" }""").With("properties.imageRegistryCredentials", $$"""[ { "server": "{{server}}", "username": "u" } ]""");
        RuleCheck.SaysOfOpen(RuleOf(id), fixture, $"{status} containers[web].image");
    }

    [Fact]
    public void A_credential_may_be_among_those_that_are_not_known() => RuleCheck.SaysOfOpen(
        new AnonymousDockerHubRule(), GroupFixture.FromContainer("""{ "image": "nginx" }""").With("properties.imageRegistryCredentials", "\"?!credentials\""), "Unknown containers[web].image");

    [Fact]
    public void The_settings_add_to_the_outdated_images()
    {
        var settings = new AssessmentSettings { DeprecatedImages = ["contoso.azurecr.io/legacy", "contoso.azurecr.io/web:1.*"] };
        Assert.Equal(["Fail containers[web].image"], Judge("ACI-IMG-014", "contoso.azurecr.io/legacy:7", settings));
        Assert.Equal(["Fail containers[web].image"], Judge("ACI-IMG-014", "contoso.azurecr.io/web:1.4", settings));
        Assert.Equal(["Pass containers[web].image"], Judge("ACI-IMG-014", "contoso.azurecr.io/web:2.0", settings));
        Assert.Equal(["Unknown containers[web].image"], Judge("ACI-IMG-014", $"contoso.azurecr.io/web@{Digest}", settings));
    }

    [Fact]
    public void A_sample_weighs_less_than_an_image_without_fixes()
    {
        Assert.Equal(AciSeverity.Low, SeverityOf("mcr.microsoft.com/azuredocs/aci-helloworld:1.0.4"));
        Assert.Null(SeverityOf("mysql:5.6"));

        static AciSeverity? SeverityOf(string image) =>
            Assert.Single(RuleProbe.Judge(new OutdatedImageRule(), OpenGroup.Bind(GroupFixture.FromContainer($$"""{ "image": "{{image}}" }""")))).Severity;
    }

    [Fact]
    public void A_lookalike_host_that_the_settings_name_is_what_they_mean()
    {
        const string image = "docker.io.mirror.contoso.example/library/nginx:1.29";
        Assert.Equal(["Fail containers[web].image"], Judge("ACI-IMG-016", image, new AssessmentSettings { AllowedRegistries = ["*.contoso.example"] }));
        Assert.Equal(["Pass containers[web].image"], Judge("ACI-IMG-016", image, new AssessmentSettings { AllowedRegistries = ["docker.io.mirror.contoso.example"] }));
    }

    private static RuleResult JudgeTrust(string image, Value registryName) => Assert.Single(RuleProbe.Judge(
        new RegistryTrustRule(), OpenGroup.Bind(GroupFixture.FromContainer($$"""{ "image": "{{image}}" }""")), [RuleProbe.NeighbourOf(RegistryType, registryName)]));

    private static IReadOnlyList<string> Judge(string id, string image, AssessmentSettings settings) =>
        RuleCheck.Written(RuleProbe.Judge(RuleOf(id), OpenGroup.Bind(GroupFixture.FromContainer($$"""{ "image": "{{image}}" }""")), settings));

    private static Rule RuleOf(string id) => Assert.Single(ImageRules.All, rule => rule.Id == id);
}
