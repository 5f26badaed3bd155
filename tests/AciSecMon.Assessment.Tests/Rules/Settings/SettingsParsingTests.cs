using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Tests.Rules.Settings;

public sealed class SettingsParsingTests
{
    private const string File = "/repo/.acisecmon.json";

    [Fact]
    public void Every_setting_is_read_with_comments_and_trailing_commas()
    {
        AssessmentSettings settings = SettingsReader.Parse(
            File,
            """
            {
              "$schema": "https://example.com/schema.json",
              // who we are
              "profile": "strict",
              "allowedRegistries": [ "contoso.azurecr.io", "*.contoso.example", "docker.io/contoso", ],
              "publicPorts": [ 443, 22, 443 ],
              "maximumPublicPorts": 1,
              "allowedDnsServers": [ "203.0.113.7", "2001:db8::/32" ],
              "deprecatedImages": [ "contoso/old", "mysql:8.*" ],
              "requiredTags": [ "owner", "cost center" ],
              "productionTags": [ "environment=production", "env=prod" ],
              "namePattern": "^ci-[a-z0-9-]+$",
              "allowedRegions": [ "westeurope", "North Europe" ],
              "restartThreshold": 10,
              "minimumRetentionDays": 180,
              "logSubscriptions": [ "0a1b2c3d-0000-4000-8000-000000000001" ],
              "denyingPolicies": [ "acisecmon-no-*" ],
              "changeCallers": [ "release-*", "b8000000-0000-4000-8000-000000000008" ],
              "changeHours": "22:00-06:00",
              "severity": { "aci-net-001": "medium" },
            }
            """);
        Assert.Equal("Strict", settings.Profile);
        Assert.Equal(["contoso.azurecr.io", "*.contoso.example", "docker.io/contoso"], settings.AllowedRegistries);
        Assert.Equal([443, 22], settings.PublicPorts);
        Assert.Equal(1, settings.MaximumPublicPorts);
        Assert.Equal(["203.0.113.7", "2001:db8::/32"], settings.AllowedDnsServers);
        Assert.Equal(["contoso/old", "mysql:8.*"], settings.DeprecatedImages);
        Assert.Equal(["owner", "cost center"], settings.RequiredTags);
        Assert.Equal([("environment", "production"), ("env", "prod")], settings.ProductionTagPairs);
        Assert.Matches(settings.NameExpression!, "ci-shop-1");
        Assert.Equal(["westeurope", "North Europe"], settings.AllowedRegions);
        Assert.Equal(10, settings.RestartThreshold);
        Assert.Equal(180, settings.MinimumRetentionDays);
        Assert.Equal(["0a1b2c3d-0000-4000-8000-000000000001"], settings.LogSubscriptions);
        Assert.Equal(["acisecmon-no-*"], settings.DenyingPolicies);
        Assert.Equal(["release-*", "b8000000-0000-4000-8000-000000000008"], settings.ChangeCallers);
        Assert.True(settings.ChangeHours!.Holds(new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero)));
        Assert.True(settings.ChangeHours.Holds(new DateTimeOffset(2026, 3, 1, 6, 59, 0, TimeSpan.FromHours(1))));
        Assert.False(settings.ChangeHours.Holds(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero)));
        Assert.Equal(AciSeverity.Medium, settings.SeverityOverrides["ACI-NET-001"]);
        Assert.Equal(File, settings.Path);
    }

    [Fact]
    public void An_empty_object_and_null_values_give_the_defaults()
    {
        AssessmentSettings settings = SettingsReader.Parse(File, """{ "profile": null, "publicPorts": null }""");
        Assert.Equal("Baseline", settings.Profile);
        Assert.Empty(settings.PublicPorts);
        Assert.Equal(3, settings.MaximumPublicPorts);
        Assert.Equal(5, settings.RestartThreshold);
        Assert.Equal(90, settings.MinimumRetentionDays);
        Assert.Empty(settings.LogSubscriptions);
        Assert.Null(settings.NameExpression);
    }

    [Fact]
    public void A_longer_list_of_public_ports_raises_how_many_may_be_public() =>
        Assert.Equal(5, SettingsReader.Parse(File, """{ "publicPorts": [ 1, 2, 3, 4, 5 ] }""").MaximumPublicPorts);

    [Fact]
    public void The_profile_that_is_asked_for_goes_before_the_files() =>
        Assert.Equal("Regulated", SettingsReader.Parse(File, """{ "profile": "Batch" }""", "Regulated").Profile);

    [Theory]
    [InlineData("""{ "allowedRegistry": [] }""", "'allowedRegistry' is not a setting; did you mean 'allowedRegistries'?", 1, 3)]
    [InlineData("""{ "proflie": "Strict" }""", "'proflie' is not a setting; did you mean 'profile'?", 1, 3)]
    [InlineData("""{ "zzzzzzzzzzzzzzzz": 1 }""", "known are allowedDnsServers, allowedRegions, allowedRegistries,", 1, 3)]
    [InlineData("""{ "profile": "Stricd" }""", "not a profile; did you mean 'Strict'?", 1, 14)]
    [InlineData("""{ "profile": 3 }""", "'profile' must be a string", 1, 14)]
    [InlineData("""{ "publicPorts": 443 }""", "'publicPorts' must be a list of whole numbers", 1, 18)]
    [InlineData("""{ "publicPorts": [ "443" ] }""", "'publicPorts[*]' must be a whole number from 1 to 65535", 1, 20)]
    [InlineData("""{ "publicPorts": [ 0 ] }""", "from 1 to 65535", 1, 20)]
    [InlineData("""{ "publicPorts": [ 1.5 ] }""", "must be a whole number", 1, 20)]
    [InlineData("""{ "maximumPublicPorts": -1 }""", "from 0 to 65535", 1, 25)]
    [InlineData("""{ "allowedRegistries": [ "https://contoso.azurecr.io" ] }""", "must be a host without a scheme", 1, 26)]
    [InlineData("""{ "allowedRegistries": [ "contoso" ] }""", "must begin with a registry's host", 1, 26)]
    [InlineData("""{ "allowedRegistries": [ "contoso.*" ] }""", "wildcard only as '*.' before a host", 1, 26)]
    [InlineData("""{ "allowedRegistries": [ "*" ] }""", "wildcard only as '*.' before a host", 1, 26)]
    [InlineData("""{ "allowedRegistries": [ "ghcr.io/Contoso" ] }""", "must have a valid repository", 1, 26)]
    [InlineData("""{ "allowedRegistries": [ 7 ] }""", "'allowedRegistries[*]' must be a string", 1, 26)]
    [InlineData("""{ "allowedDnsServers": [ "dns.example" ] }""", "must be an IP address or a prefix", 1, 26)]
    [InlineData("""{ "deprecatedImages": [ "a@sha256:00" ] }""", "not a digest", 1, 25)]
    [InlineData("""{ "deprecatedImages": [ "" ] }""", "must be a repository", 1, 25)]
    [InlineData("""{ "requiredTags": "owner" }""", "'requiredTags' must be a list of strings", 1, 19)]
    [InlineData("""{ "requiredTags": [ " " ] }""", "'requiredTags' must not be empty", 1, 21)]
    [InlineData("""{ "productionTags": [ "production" ] }""", "such as 'environment=production'", 1, 23)]
    [InlineData("""{ "productionTags": [ "=x" ] }""", "must be a tag with its value", 1, 23)]
    [InlineData("""{ "namePattern": "ci-(" }""", "'namePattern' is no regular expression (InsufficientClosingParentheses at character 4)", 1, 18)]
    [InlineData("""{ "namePattern": [ "x" ] }""", "'namePattern' must be a string", 1, 18)]
    [InlineData("""{ "allowedRegions": [ "" ] }""", "'allowedRegions' must not be empty", 1, 23)]
    [InlineData("""{ "restartThreshold": 0 }""", "from 1 to 1000000", 1, 23)]
    [InlineData("""{ "minimumRetentionDays": 4384 }""", "from 1 to 4383", 1, 27)]
    [InlineData("""{ "changeHours": "8-18" }""", "such as '08:00-18:00'", 1, 18)]
    [InlineData("""{ "changeHours": "08:00-08:00" }""", "such as '08:00-18:00'", 1, 18)]
    [InlineData("""{ "logSubscriptions": [ "shop" ] }""", "'logSubscriptions' must be the id of a subscription", 1, 25)]
    [InlineData("""{ "severity": [] }""", "'severity' must be an object", 1, 15)]
    [InlineData("""{ "severity": { "ACI-NET-01": "Low" } }""", "'ACI-NET-01' is not a rule; did you mean 'ACI-NET-001'?", 1, 17)]
    [InlineData("""{ "severity": { "ACI-NET-001": "Hihg" } }""", "'severity.ACI-NET-001' is not a severity; did you mean 'High'?", 1, 32)]
    [InlineData("""{ "severity": { "ACI-NET-001": "3" } }""", "is not a severity", 1, 32)]
    [InlineData("""[]""", "holds one object", 1, 1)]
    [InlineData("""{ "profile": "Batch", "Profile": "Strict" }""", "stands more than once", 1, 23)]
    [InlineData("{ \"profile\": ", "", 1, 14)]
    public void An_error_is_told_with_its_position(string text, string message, int line, int column)
    {
        AciProblem problem = ProblemOf(text);
        Assert.Equal("AciSettingsInvalid", problem.Id);
        Assert.Equal(AciProblemKind.InvalidData, problem.Kind);
        Assert.Contains($"{File}:{line}:{column}: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Location!.Line, problem.Location.Column));
    }

    [Fact]
    public void All_errors_of_a_file_are_told_at_once_and_in_order()
    {
        AciProblem problem = ProblemOf(
            """
            {
              "severity": { "ACI-NET-001": "loud" },
              "publicPorts": [ 70000, 443, "x" ],
              "colour": true
            }
            """);
        string[] lines = problem.Message.Split('\n');
        Assert.Contains("has 4 errors", lines[0], StringComparison.Ordinal);
        Assert.Equal(["2:32", "3:20", "3:32", "4:3"], lines[1..].Select(static line => line[(File.Length + 1)..line.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_value_that_may_be_a_secret_is_never_quoted()
    {
        const string secret = "Tr0ub4dor-and-3-more";
        AciProblem problem = ProblemOf(
            $$"""
            { "profile": "{{secret}}", "allowedRegistries": [ "{{secret}}" ], "allowedDnsServers": [ "{{secret}}" ], "severity": { "ACI-NET-001": "{{secret}}" } }
            """);
        Assert.DoesNotContain(secret, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_full_of_errors_lists_the_first_of_them()
    {
        AciProblem problem = ProblemOf($$"""{ "publicPorts": [ {{string.Join(", ", Enumerable.Repeat("0", 500))}} ] }""");
        Assert.Equal(22, problem.Message.Split('\n').Length);
        Assert.EndsWith("480 more are not listed.", problem.Message, StringComparison.Ordinal);
    }

    private static AciProblem ProblemOf(string text) => Assert.Throws<AciProblemException>(() => SettingsReader.Parse(File, text)).Problem;
}
