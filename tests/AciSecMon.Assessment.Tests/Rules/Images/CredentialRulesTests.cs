using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Images;

/// <summary>The rules on registry credentials: ACI-IMG-006 and 009.</summary>
public sealed class CredentialRulesTests
{
    private const string Id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pull";

    [Theory]
    [EveryShape]
    public void A_user_name_and_password_are_a_failure(Shape shape) => RuleCheck.Says(
        shape, new StaticCredentialRule(), Credentials("""{ "server": "contoso.azurecr.io", "username": "contoso", "password": "Tr0ub4dor-and-3-more" }"""),
        "Fail imageRegistryCredentials[contoso.azurecr.io].username");

    [Theory]
    [EveryShape]
    public void An_identity_passes(Shape shape) => RuleCheck.Says(
        shape, new StaticCredentialRule(), Credentials($$"""{ "server": "contoso.azurecr.io", "identity": "{{Id}}" }"""), "Pass imageRegistryCredentials");

    [Theory]
    [EveryShape]
    public void No_credential_passes(Shape shape) => RuleCheck.Says(shape, new StaticCredentialRule(), GroupFixture.FromProperties("{}"), "Pass imageRegistryCredentials");

    [Theory]
    [WholeShapes]
    public void A_password_in_the_vault_passes_where_the_registry_takes_no_identity(Shape shape) => RuleCheck.Says(
        shape, new StaticCredentialRule(), Credentials("""{ "server": "docker.io", "username": "contoso", "passwordReference": "hub" }"""), "Pass imageRegistryCredentials");

    [Fact]
    public void A_password_in_the_vault_weighs_less_for_an_azure_registry() =>
        Assert.Equal(AciSeverity.Low, Single("""{ "server": "contoso.azurecr.io", "username": "contoso", "passwordReference": "acr" }""").Severity);

    [Fact]
    public void A_password_beside_an_identity_weighs_less() =>
        Assert.Equal(AciSeverity.Low, Single($$"""{ "server": "contoso.azurecr.io", "username": "contoso", "identity": "{{Id}}" }""").Severity);

    [Fact]
    public void The_advice_fits_the_registry()
    {
        Assert.Contains("identity", Single("""{ "server": "contoso.azurecr.io", "username": "u" }""").Expected, StringComparison.Ordinal);
        Assert.Contains("passwordReference", Single("""{ "server": "ghcr.io", "username": "u" }""").Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_name_that_a_required_parameter_gives_is_a_user_name() => RuleCheck.SaysOfOpen(
        new StaticCredentialRule(), Credentials("""{ "server": "contoso.azurecr.io", "username": "?user", "password": "?password" }"""), "Fail imageRegistryCredentials[contoso.azurecr.io].username");

    [Fact]
    public void Credentials_that_are_not_known_are_left_open()
    {
        RuleCheck.SaysOfOpen(new StaticCredentialRule(), GroupFixture.FromProperties("""{ "imageRegistryCredentials": "?!credentials" }"""), "Unknown imageRegistryCredentials");
        RuleCheck.SaysOfOpen(new StaticCredentialRule(), Credentials("""{ "server": "contoso.azurecr.io", "username": "?!user" }"""), "Unknown imageRegistryCredentials[contoso.azurecr.io].username");
        RuleCheck.SaysOfOpen(new StaticCredentialRule(), Credentials("""{ "server": "?server", "username": "u", "passwordReference": "p" }"""), "Unknown imageRegistryCredentials[parameters('server')].username");
        RuleCheck.SaysOfOpen(
            new StaticCredentialRule(), Credentials("""{ "server": "contoso.azurecr.io", "username": "u" }""", "\"?...\""),
            "Fail imageRegistryCredentials[contoso.azurecr.io].username", "Unknown imageRegistryCredentials");
    }

    [Theory]
    [EveryShape]
    public void A_credential_for_a_registry_of_no_image_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new LeftoverCredentialRule(), Credentials("""{ "server": "contoso.azurecr.io", "username": "u" }""", """{ "server": "fabrikam.azurecr.io", "username": "u" }""")
            .With("properties.containers", """[ { "name": "web", "properties": { "image": "contoso.azurecr.io/web:1" } } ]"""),
        "Fail imageRegistryCredentials[fabrikam.azurecr.io].server");

    [Theory]
    [EveryShape]
    public void A_credential_that_only_an_init_container_needs_passes(Shape shape) => RuleCheck.Says(
        shape, new LeftoverCredentialRule(), Credentials("""{ "server": "CONTOSO.azurecr.io", "username": "u" }""", """{ "server": "index.docker.io", "username": "u" }""")
            .With("properties.initContainers", """[ { "name": "a", "properties": { "image": "contoso.azurecr.io/a:1" } }, { "name": "b", "properties": { "image": "nginx" } } ]"""),
        "Pass imageRegistryCredentials");

    [Theory]
    [EveryShape]
    public void A_server_with_a_scheme_or_a_path_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new LeftoverCredentialRule(), Credentials("""{ "server": "https://contoso.azurecr.io", "username": "u" }""")
            .With("properties.containers", """[ { "name": "web", "properties": { "image": "contoso.azurecr.io/web:1" } } ]"""),
        "Fail imageRegistryCredentials[https://contoso.azurecr.io].server");

    [Theory]
    [EveryShape]
    public void A_group_without_credentials_has_none_left_over(Shape shape) =>
        RuleCheck.Says(shape, new LeftoverCredentialRule(), GroupFixture.FromProperties("{}"), "NotApplicable imageRegistryCredentials");

    [Fact]
    public void A_credential_may_belong_to_an_image_that_is_not_known()
    {
        GroupFixture fixture = Credentials("""{ "server": "contoso.azurecr.io", "username": "u" }""");
        const string open = "Unknown imageRegistryCredentials[contoso.azurecr.io].server";
        RuleCheck.SaysOfOpen(new LeftoverCredentialRule(), fixture.With("properties.containers", """[ { "name": "web", "properties": { "image": "?image" } } ]"""), open);
        RuleCheck.SaysOfOpen(new LeftoverCredentialRule(), fixture.With("properties.containers", """[ "?..." ]"""), open);
        RuleCheck.SaysOfOpen(new LeftoverCredentialRule(), fixture.With("properties.containers", """[ { "name": "web", "properties": { "image": "<placeholder>" } } ]"""), open);
        RuleCheck.SaysOfOpen(new LeftoverCredentialRule(), Credentials("""{ "server": "<registry>", "username": "u" }"""), "Unknown imageRegistryCredentials[<registry>].server");
        RuleCheck.SaysOfOpen(new LeftoverCredentialRule(), Credentials("""{ "server": "?server", "username": "u" }"""), "Unknown imageRegistryCredentials[parameters('server')].server");
    }

    private static GroupFixture Credentials(params string[] credentials) =>
        GroupFixture.FromProperties($$"""{ "imageRegistryCredentials": [ {{string.Join(", ", credentials)}} ] }""");

    private static RuleResult Single(string credential) => Assert.Single(RuleProbe.Judge(new StaticCredentialRule(), OpenGroup.Bind(Credentials(credential))));
}
