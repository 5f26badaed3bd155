namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What assignments, their selectors and overrides, and exemptions make of verdicts.</summary>
public sealed class AssignmentTests
{
    private const string Exempted = PolicyTest.Group + "/providers/Microsoft.ContainerInstance/containerGroups/web";

    private const string Initiative = """
        { "id": "/providers/Microsoft.Authorization/policySetDefinitions/set", "name": "set", "type": "Microsoft.Authorization/policySetDefinitions",
          "properties": { "displayName": "Set", "parameters": { "wanted": { "type": "String", "defaultValue": "Deny" } }, "policyDefinitions": [
            { "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/no-public", "policyDefinitionReferenceId": "first", "parameters": { "effect": { "value": "[parameters('wanted')]" } } },
            { "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/no-public", "policyDefinitionReferenceId": "second", "parameters": { "effect": { "value": "Audit" } } } ] } }
        """;

    [Fact]
    public async Task An_assignment_gives_its_values_and_says_its_message()
    {
        AciPolicyCompliance verdict = await OneAsync(PolicyTest.Assigned(""", "parameters": { "effect": { "value": "Audit" } }, "nonComplianceMessages": [ { "message": "Ask the network team." } ]"""));

        Assert.Equal((AciPolicyState.NonCompliant, "audit", "Assigned", true), (verdict.State, verdict.Effect, verdict.AssignmentDisplayName, verdict.IsEnforced));
        Assert.EndsWith("Ask the network team.", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_enforced_is_judged_and_says_so()
    {
        AciPolicyCompliance verdict = await OneAsync(PolicyTest.Assigned(""", "enforcementMode": "DoNotEnforce" """));

        Assert.Equal((AciPolicyState.NonCompliant, false), (verdict.State, verdict.IsEnforced));
        Assert.Contains("does not enforce", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PolicyTest.Group, AciPolicyState.Excluded)]
    [InlineData(Exempted, AciPolicyState.Excluded)]
    [InlineData(PolicyTest.Group + "-annex", AciPolicyState.NonCompliant)]
    public async Task What_lies_in_a_scope_that_is_left_out_is_excluded(string notScope, AciPolicyState expected) =>
        Assert.Equal(expected, (await OneAsync(PolicyTest.Assigned($""", "notScopes": [ "{notScope}" ]"""))).State);

    [Theory]
    [InlineData("""{ "kind": "resourceLocation", "in": [ "West Europe", "northeurope" ] }""", AciPolicyState.NonCompliant)]
    [InlineData("""{ "kind": "resourceLocation", "in": [ "northeurope" ] }""", AciPolicyState.Excluded)]
    [InlineData("""{ "kind": "resourceLocation", "notIn": [ "westeurope" ] }""", AciPolicyState.Excluded)]
    [InlineData("""{ "kind": "resourceType", "in": [ "microsoft.containerinstance/containergroups" ] }""", AciPolicyState.NonCompliant)]
    [InlineData("""{ "kind": "resourceType", "in": [ "Microsoft.Storage/storageAccounts" ] }""", AciPolicyState.Excluded)]
    [InlineData("""{ "kind": "resourceWithoutLocation" }""", AciPolicyState.Excluded)]
    [InlineData("""{ "kind": "resourceType", "in": [ "Microsoft.ContainerInstance/containerGroups" ] }, { "kind": "resourceLocation", "in": [ "northeurope" ] }""", AciPolicyState.Excluded)]
    [InlineData("""{ "kind": "userPrincipalId", "in": [ "22222222-2222-2222-2222-222222222222" ] }""", AciPolicyState.Unknown)]
    public async Task A_selector_takes_the_resources_that_fit_all_that_it_says(string selectors, AciPolicyState expected) =>
        Assert.Equal(expected, (await OneAsync(PolicyTest.Assigned($$""", "resourceSelectors": [ { "name": "some", "selectors": [ {{selectors}} ] } ]"""))).State);

    [Fact]
    public async Task Of_several_selectors_one_is_enough() =>
        Assert.Equal(AciPolicyState.NonCompliant, (await OneAsync(PolicyTest.Assigned(
            """, "resourceSelectors": [ { "selectors": [ { "kind": "resourceLocation", "in": [ "northeurope" ] } ] }, { "selectors": [ { "kind": "resourceLocation", "in": [ "westeurope" ] } ] } ]"""))).State);

    [Fact]
    public async Task An_override_sets_the_effect_of_the_definition_that_it_names_and_of_no_other()
    {
        string assigned = PolicyTest.Assigned(
            """, "overrides": [ { "kind": "policyEffect", "value": "Audit", "selectors": [ { "kind": "policyDefinitionReferenceId", "in": [ "first" ] } ] } ]""", "policySetDefinitions/set");

        IReadOnlyList<AciPolicyCompliance> verdicts = await new PolicyTest().JudgeAsync([PolicyTest.NoPublicAddress, Initiative, assigned], PolicyTest.Public("web"));

        Assert.Equal([("first", "audit"), ("second", "audit")], verdicts.Select(static one => (one.ReferenceId!, one.Effect)));
        verdicts = await new PolicyTest().JudgeAsync([PolicyTest.NoPublicAddress, Initiative, PolicyTest.Assigned(of: "policySetDefinitions/set")], PolicyTest.Public("web"));
        Assert.Equal([("first", "deny"), ("second", "audit")], verdicts.Select(static one => (one.ReferenceId!, one.Effect)));
    }

    [Theory]
    [InlineData("westeurope", AciPolicyState.NotApplicable)]
    [InlineData("northeurope", AciPolicyState.NonCompliant)]
    public async Task An_override_may_be_for_a_region(string location, AciPolicyState expected)
    {
        string assigned = PolicyTest.Assigned(""", "overrides": [ { "kind": "policyEffect", "value": "Disabled", "selectors": [ { "kind": "resourceLocation", "in": [ "westeurope" ] } ] } ]""");

        Assert.Equal(expected, Assert.Single(await new PolicyTest().JudgeAsync([PolicyTest.NoPublicAddress, assigned], PolicyTest.Public("web", location))).State);
    }

    [Theory]
    [InlineData("1.*.*", AciPolicyState.NonCompliant)]
    [InlineData("1.2.*", AciPolicyState.NonCompliant)]
    [InlineData("2.*.*", AciPolicyState.Error)]
    [InlineData("1.*.*-preview", AciPolicyState.Error)]
    public async Task A_version_that_was_not_given_is_an_error_that_names_it(string version, AciPolicyState expected)
    {
        var test = new PolicyTest();
        AciPolicyCompliance verdict = Assert.Single(await test.JudgeAsync([PolicyTest.NoPublicAddress, PolicyTest.Assigned($""", "definitionVersion": "{version}" """)], PolicyTest.Public("web")));

        Assert.Equal(expected, verdict.State);
        if (expected == AciPolicyState.Error) Assert.Contains($"version {version} of 'no-public'; what was given is 1.2.0", Assert.Single(test.Reporter.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_versions_the_newest_that_fits_is_judged_by()
    {
        string older = PolicyTest.NoPublicAddress.Replace("1.2.0", "1.1.0", StringComparison.Ordinal).Replace("No public address", "Older", StringComparison.Ordinal);
        string newer = PolicyTest.NoPublicAddress.Replace("1.2.0", "2.0.0", StringComparison.Ordinal).Replace("No public address", "Newer", StringComparison.Ordinal);

        async Task<string> TitleAsync(string more) => Assert.Single(await new PolicyTest().JudgeAsync([older, newer, PolicyTest.NoPublicAddress, PolicyTest.Assigned(more)], PolicyTest.Public("web"))).PolicyDisplayName;

        Assert.Equal("No public address", await TitleAsync(""", "definitionVersion": "1.*.*" """));
        Assert.Equal("Newer", await TitleAsync(string.Empty));
        Assert.Equal("Older", await TitleAsync(""", "definitionVersion": "2.*.*", "overrides": [ { "kind": "policyVersion", "value": "1.1.*", "selectors": [] } ]"""));
    }

    [Theory]
    [InlineData("2026-06-01T00:00:00Z", AciPolicyState.NonCompliant)]
    [InlineData("2027-06-01T00:00:00Z", AciPolicyState.Exempt)]
    [InlineData(null, AciPolicyState.Exempt)]
    public async Task An_exemption_counts_until_it_runs_out(string? expires, AciPolicyState expected)
    {
        AciPolicyCompliance verdict = Assert.Single(await new PolicyTest(new At(2027, 1)).JudgeAsync([PolicyTest.NoPublicAddress, PolicyTest.Assigned(), Exemption(Exempted, expires)], PolicyTest.Public("web")));

        Assert.Equal(expected, verdict.State);
        Assert.EndsWith("/policyExemptions/trial", verdict.ExemptionId, StringComparison.Ordinal);
        if (expected == AciPolicyState.NonCompliant) Assert.Contains("ran out on 2026-06-01", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exemption_is_for_its_resource_its_assignment_and_its_definitions_only()
    {
        string set = PolicyTest.Assigned(of: "policySetDefinitions/set");
        IReadOnlyList<AciPolicyCompliance> verdicts = await new PolicyTest().JudgeAsync(
            [PolicyTest.NoPublicAddress, Initiative, set, Exemption(Exempted, null, """, "policyDefinitionReferenceIds": [ "second" ]""")], PolicyTest.Public("web"), PolicyTest.Public("web-2"));
        Assert.Equal([AciPolicyState.NonCompliant, AciPolicyState.Exempt, AciPolicyState.NonCompliant, AciPolicyState.NonCompliant], verdicts.Select(static one => one.State));

        string other = Exemption(Exempted, null).Replace("policyAssignments/assigned", "policyAssignments/another", StringComparison.Ordinal);
        Assert.Equal(AciPolicyState.NonCompliant, Assert.Single(await new PolicyTest().JudgeAsync([PolicyTest.NoPublicAddress, PolicyTest.Assigned(), other], PolicyTest.Public("web"))).State);
    }

    [Fact]
    public async Task Whether_an_exemption_covers_what_is_not_deployed_yet_is_open()
    {
        const string Nameless = """{ "type": "Microsoft.ContainerInstance/containerGroups", "name": "web", "location": "westeurope", "properties": { "ipAddress": { "type": "Public" }, "containers": [] } }""";

        AciPolicyCompliance verdict = Assert.Single(await new PolicyTest().JudgeAsync([PolicyTest.NoPublicAddress, PolicyTest.Assigned(), Exemption(Exempted, null)], Nameless));

        Assert.Equal(AciPolicyState.Unknown, verdict.State);
        Assert.Contains("-Scope", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_policy_is_not_about_is_neither_exempt_nor_left_out()
    {
        const string Account = $$"""{ "id": "{{PolicyTest.Group}}/providers/Microsoft.ContainerInstance/containerGroups/web", "type": "Microsoft.ContainerInstance/containerGroups", "name": "web", "location": "westeurope", "properties": { "ipAddress": { "type": "Private" }, "containers": [] } }""";

        Assert.Equal(AciPolicyState.Exempt, Assert.Single(await new PolicyTest().JudgeAsync([PolicyTest.NoPublicAddress, PolicyTest.Assigned(), Exemption(Exempted, null)], Account)).State);
        string forVaults = PolicyTest.NoPublicAddress.Replace("\"equals\": \"Microsoft.ContainerInstance/containerGroups\"", "\"equals\": \"Microsoft.KeyVault/vaults\"", StringComparison.Ordinal);
        Assert.Equal(AciPolicyState.NotApplicable, Assert.Single(await new PolicyTest().JudgeAsync([forVaults, PolicyTest.Assigned(), Exemption(Exempted, null)], Account)).State);
    }

    [Fact]
    public async Task A_value_that_an_initiative_lacks_is_one_error_and_no_verdict()
    {
        var test = new PolicyTest();
        string lacking = Initiative.Replace(""", "defaultValue": "Deny" """.TrimEnd(), string.Empty, StringComparison.Ordinal);

        IReadOnlyList<AciPolicyCompliance> verdicts = await test.JudgeAsync([PolicyTest.NoPublicAddress, lacking], PolicyTest.Public("web"));

        Assert.All(verdicts, static one => Assert.Equal(AciPolicyState.Error, one.State));
        Assert.Contains("In the initiative 'Set': The parameter 'wanted' has no value.", Assert.Single(test.Reporter.Problems).Message, StringComparison.Ordinal);
    }

    private static async Task<AciPolicyCompliance> OneAsync(string assignment) =>
        Assert.Single(await new PolicyTest().JudgeAsync([PolicyTest.NoPublicAddress, assignment], PolicyTest.Public("web")));

    private static string Exemption(string scope, string? expires, string more = "") => $$"""
        { "id": "{{scope}}/providers/Microsoft.Authorization/policyExemptions/trial", "name": "trial", "type": "Microsoft.Authorization/policyExemptions",
          "properties": { "displayName": "Trial", "policyAssignmentId": "{{PolicyTest.Group}}/providers/Microsoft.Authorization/policyAssignments/assigned", "exemptionCategory": "Waiver"{{(expires is null ? string.Empty : $", \"expiresOn\": \"{expires}\"")}}{{more}} } }
        """;

    private sealed class At(int year, int month) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, month, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
