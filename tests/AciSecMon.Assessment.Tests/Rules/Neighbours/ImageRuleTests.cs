using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>Rules on the images that groups run: what was found, what was never looked at, what the tag means by now.</summary>
public sealed class ImageRuleTests
{
    private const string Image = "contoso.azurecr.io/shop/web:1.0";
    private const string Registry = FakeLiveEstate.ResourceGroup + "/providers/Microsoft.ContainerRegistry/registries/contoso";
    private const string Running = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Newer = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    [Theory]
    [InlineData("Critical", "FixAvailable", false, AciSeverity.Critical)]
    [InlineData("High", "NoFixAvailable", false, AciSeverity.Medium)]
    [InlineData("High", "NoFixAvailable", true, AciSeverity.High)]
    [InlineData("Low", "NoFixAvailable", false, AciSeverity.Low)]
    [InlineData("High", "Unknown", false, AciSeverity.High)]
    public async Task An_open_weakness_fails_by_its_severity_its_fix_and_its_use(string severity, string fix, bool isUsed, AciSeverity expected)
    {
        AciSecurityFinding finding = Assert.Single(await Judge("ACI-IMG-010", use => Vulnerable(use, severity, fix, isUsed)));

        Assert.Equal((AciFindingStatus.Fail, expected, AciFindingSource.Vulnerability, AciSubjectType.Image), (finding.Status, finding.Severity, finding.Source, finding.SubjectType));
        Assert.Contains("CVE-2025-1", finding.Message, StringComparison.Ordinal);
        Assert.Contains(Image, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_finding_stands_for_all_groups_that_run_the_image()
    {
        AciSecurityFinding finding = Assert.Single(await Judge("ACI-IMG-010", static use => Vulnerable(use, "High", "FixAvailable", isUsed: false), "a", "b", "c"));

        Assert.Equal(["a", "b", "c"], finding.RelatedResourceId.Select(static id => id.Split('/')[^1]).Order());
        Assert.Contains("It concerns 3 container groups", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AciImageState.Clean, "ACI-IMG-010", AciFindingStatus.Pass)]
    [InlineData(AciImageState.Clean, "ACI-IMG-011", AciFindingStatus.Pass)]
    [InlineData(AciImageState.NotScanned, "ACI-IMG-010", AciFindingStatus.NotApplicable)]
    [InlineData(AciImageState.NotScanned, "ACI-IMG-011", AciFindingStatus.Fail)]
    [InlineData(AciImageState.NotCovered, "ACI-IMG-010", AciFindingStatus.NotApplicable)]
    [InlineData(AciImageState.NotCovered, "ACI-IMG-011", AciFindingStatus.Fail)]
    [InlineData(AciImageState.Unknown, "ACI-IMG-010", AciFindingStatus.Unknown)]
    [InlineData(AciImageState.Unknown, "ACI-IMG-011", AciFindingStatus.Unknown)]
    public async Task That_nothing_is_known_is_neither_a_pass_nor_a_vulnerability(AciImageState state, string rule, AciFindingStatus expected)
    {
        AciSecurityFinding finding = Assert.Single(await Judge(rule, use => Plain(use, state)));

        Assert.Equal(expected, finding.Status);
        if (expected == AciFindingStatus.Fail) Assert.Contains("It has its reason", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACI-IMG-010")]
    [InlineData("ACI-IMG-011")]
    public async Task What_may_not_be_read_leaves_the_rule_open_and_names_the_action(string rule)
    {
        FakeLiveEstate estate = Estate(use =>
        {
            ImageFacts image = Plain(use, AciImageState.Unknown);
            image.FindingsUnread = FakeLiveEstate.Refused(Facet.Images, $"/subscriptions/{FakeLiveEstate.Subscription}", "Microsoft.Security/assessments/read");
            return image;
        }, "a");

        AciSecurityFinding[] all = [.. (await Run(estate, rule)).Findings];

        Assert.DoesNotContain(all, static f => f.Status is AciFindingStatus.Pass or AciFindingStatus.NotApplicable or AciFindingStatus.Fail && f.RuleId.StartsWith("ACI-IMG", StringComparison.Ordinal));
        Assert.Contains(all, f => f.RuleId == "ACI-COV-003" && f.Message.Contains("Microsoft.Security/assessments/read", StringComparison.Ordinal) && f.Message.Contains(rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, AciFindingStatus.Fail)]
    [InlineData(false, AciFindingStatus.Pass)]
    public async Task What_runs_is_compared_with_what_the_tag_means_now(bool isOutdated, AciFindingStatus expected)
    {
        AciSecurityFinding finding = Assert.Single(await Judge("ACI-IMG-012", use => Tagged(use, isOutdated)));

        Assert.Equal(expected, finding.Status);
        if (isOutdated) Assert.Contains("its tag means sha256:bbbbbbbbbbbb by now", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_is_gone_fails_and_one_that_could_not_be_asked_for_is_open()
    {
        ImageFacts Gone(ImageUse use)
        {
            ImageFacts image = Tagged(use, null);
            image.IsTagGone = true;
            return image;
        }

        ImageFacts Refused(ImageUse use)
        {
            ImageFacts image = Tagged(use, null);
            image.TagUnread = FakeLiveEstate.Refused(Facet.Images, Registry, "Microsoft.ContainerRegistry/registries/pull/read");
            return image;
        }

        Assert.Equal(AciFindingStatus.Fail, Assert.Single(await Judge("ACI-IMG-012", Gone)).Status);
        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(await Judge("ACI-IMG-012", Refused)).Status);
        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(await Judge("ACI-IMG-012", static use => Tagged(use, null))).Status);
    }

    [Fact]
    public async Task Images_of_other_registries_and_images_that_nobody_pulled_are_not_compared()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", """{ "containers": [ { "name": "web", "properties": { "image": "docker.io/library/nginx:1.27" } } ] }"""));
        estate.ImagesOf = static use => [new ImageFacts(use, use.Groups)];

        Assert.Equal(AciFindingStatus.NotApplicable, Assert.Single((await Run(estate, "ACI-IMG-012")).Findings, static f => f.RuleId == "ACI-IMG-012").Status);
        Assert.Equal(AciFindingStatus.NotApplicable, Assert.Single(await Judge("ACI-IMG-012", static use =>
            new ImageFacts(use, use.Groups) { RegistryId = Registry, Digest = Running, DigestFrom = AciDigestSource.Registry })).Status);
    }

    [Theory]
    [InlineData("ACI-IMG-010", AciImageState.Clean)]
    [InlineData("ACI-IMG-011", AciImageState.Clean)]
    [InlineData("ACI-IMG-010", AciImageState.NotScanned)]
    [InlineData("ACI-IMG-011", AciImageState.NotScanned)]
    public async Task What_the_tag_means_says_nothing_of_what_runs_where_that_was_not_seen(string rule, AciImageState state)
    {
        AciSecurityFinding finding = Assert.Single(await Judge(rule, use =>
        {
            ImageFacts image = Plain(use, state);
            image.DigestFrom = AciDigestSource.Registry;
            image.RunUnread = FakeLiveEstate.Refused(Facet.InstanceView, FakeLiveEstate.GroupId("a"), "Microsoft.ContainerInstance/containerGroups/read");
            return image;
        }));

        Assert.Equal(AciFindingStatus.Unknown, finding.Status);
    }

    [Theory]
    [InlineData(true, AciFindingStatus.Unknown)]
    [InlineData(null, AciFindingStatus.Unknown)]
    [InlineData(false, AciFindingStatus.Pass)]
    public async Task A_scan_of_what_the_tag_means_is_none_of_what_runs_where_these_may_differ(bool? isOutdated, AciFindingStatus expected)
    {
        AciSecurityFinding finding = Assert.Single(await Judge("ACI-IMG-011", use =>
        {
            ImageFacts image = Plain(use, AciImageState.Clean);
            image.DigestFrom = AciDigestSource.Registry;
            image.Since = DateTimeOffset.UnixEpoch;
            image.IsOutdated = isOutdated;
            return image;
        }));

        Assert.Equal(expected, finding.Status);
    }

    [Fact]
    public async Task Images_are_asked_for_only_where_a_rule_needs_them()
    {
        FakeLiveEstate estate = Estate(static use => Plain(use, AciImageState.Clean), "a");

        await Assess.Judged([new LiveInput { Connection = estate.Connection }], new AssessmentOptions { Source = [AciFindingSource.Network], Settings = new SettingsOptions { NoSettings = true } });
        Assert.Empty(estate.ImageUses);

        await Assess.Judged([new LiveInput { Connection = estate.Connection }], new AssessmentOptions { Source = [AciFindingSource.Vulnerability], Settings = new SettingsOptions { NoSettings = true } });
        Assert.Equal(Image, Assert.Single(estate.ImageUses).Text);
    }

    [Theory]
    [InlineData("""{ "events": [ { "name": "Pulled", "message": "Successfully pulled image \"contoso.azurecr.io/web@sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", "lastTimestamp": "2026-03-01T00:00:00Z" } ] }""", Running)]
    [InlineData("""{ "events": [ { "name": "Pulled", "message": "pulled sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "lastTimestamp": "2026-03-02T00:00:00Z" }, { "name": "Pulled", "message": "pulled sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "lastTimestamp": "2026-03-01T00:00:00Z" } ] }""", Newer)]
    [InlineData("""{ "events": [ { "name": "Pulled", "message": "Successfully pulled image" } ] }""", null)]
    [InlineData("""{ "events": [ { "name": "Started", "message": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" } ] }""", null)]
    [InlineData("{}", null)]
    public void The_digest_that_runs_is_that_of_the_newest_pull(string view, string? expected) => Assert.Equal(expected, PulledImage.Of(Read(view)).Digest);

    [Fact]
    public void A_vulnerability_counts_once_and_two_secrets_with_one_title_twice()
    {
        var image = new ImageFacts(new ImageUse(Image, IsWindows: false), []);
        ImageFinding Found(string id, string data) => ImageFinding.Of(Read($$"""
            { "id": "{{Registry}}/providers/Microsoft.Security/assessments/{{id}}", "properties": { "resourceDetails": { "ResourceType": ".containerimage" }, "resourceAdditionalData": { "Digest": "{{Running}}" },
              "status": { "code": "Unhealthy" }, "displayName": "A key is in the image", "metadata": { "recommendationCategory": "ExposedSecrets" }, "additionalData": {{data}} } }
            """))!;

        Assert.Single(image.Take(Found("one", """{ "CvesDetails": [ { "CveId": "CVE-2025-1" } ] }""")));
        Assert.Empty(image.Take(Found("two", """{ "CvesDetails": [ { "CveId": "CVE-2025-1" } ] }""")));
        Assert.Single(image.Take(Found("three", "{}")));
        Assert.Single(image.Take(Found("four", "{}")));
        Assert.Equal(3, image.Open);
    }

    private static ImageFacts Vulnerable(ImageUse use, string severity, string fix, bool isUsed)
    {
        ImageFacts image = Plain(use, AciImageState.Vulnerable);
        image.Take(ImageFinding.Of(Read($$"""
            { "id": "{{Registry}}/providers/Microsoft.Security/assessments/one", "properties": { "resourceDetails": { "ResourceType": ".containerimage" }, "resourceAdditionalData": { "Digest": "{{Running}}" }, "status": { "code": "Unhealthy" },
              "additionalData": { "SoftwareName": "lib", "CvesDetails": [ { "CveId": "CVE-2025-1", "Severity": "{{severity}}", "FixStatus": "{{fix}}", "ExploitabilityDetails": { "IsInExploitKit": {{(isUsed ? "true" : "false")}} } } ] } } }
            """))!);
        return image;
    }

    private static ImageFacts Plain(ImageUse use, AciImageState state)
    {
        var image = new ImageFacts(use, use.Groups) { RegistryId = Registry, Digest = Running, DigestFrom = AciDigestSource.PulledEvent, State = state };
        if (state == AciImageState.Clean) image.Take(ImageFinding.Of(Read($$"""{ "id": "{{Registry}}/providers/Microsoft.Security/assessments/none", "properties": { "resourceDetails": { "ResourceType": ".containerimage" }, "resourceAdditionalData": { "Digest": "{{Running}}" }, "status": { "code": "Healthy" } } }"""))!);
        else if (state != AciImageState.Vulnerable) image.Reasons.Add("It has its reason.");
        return image;
    }

    private static ImageFacts Tagged(ImageUse use, bool? isOutdated) => new(use, use.Groups)
    {
        RegistryId = Registry, Digest = Running, DigestFrom = AciDigestSource.PulledEvent, CurrentDigest = isOutdated == true ? Newer : Running, IsOutdated = isOutdated,
    };

    private static Value Read(string json) => JsonDocumentReader.Read(new SourceFile(null, "test"), json).Root;

    private static FakeLiveEstate Estate(Func<ImageUse, ImageFacts> known, params string[] groups)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page([.. groups.Select(static name => FakeLiveEstate.Group(name, $$"""{ "containers": [ { "name": "web", "properties": { "image": "{{Image}}" } } ] }"""))]);
        estate.ImagesOf = use => [known(use)];
        return estate;
    }

    private static async Task<AciSecurityFinding[]> Judge(string rule, Func<ImageUse, ImageFacts> known, params string[] groups) =>
        [.. (await Run(Estate(known, groups.Length == 0 ? ["a"] : groups), rule)).Findings.Where(f => f.RuleId == rule)];

    private static Task<Assess> Run(FakeLiveEstate estate, string rule) => Assess.Judged(
        [new LiveInput { Connection = estate.Connection }], new AssessmentOptions { RuleId = [rule], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
}
