using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>Each rule on a neighbour, on a connection: what it says of a bad one, of a good one, and where.</summary>
public sealed class NeighbourRuleTests
{
    private const string Principal = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string Owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    private const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private const string IdentityId = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/worker";
    private const string ProfileId = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.ContainerInstance/containerGroupProfiles/web";
    private const string SubscriptionId = $"/subscriptions/{FakeLiveEstate.Subscription}";

    private const string Everything =
        """
        { "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "identity": "/i/a" } ],
          "volumes": [ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "contosodata" } } ],
          "secretReferences": [ { "name": "db", "secretReferenceUri": "https://contoso-kv.vault.azure.net/secrets/db" } ],
          "encryptionProperties": { "vaultBaseUrl": "https://contoso-kv.vault.azure.net", "keyName": "disk", "keyVersion": "1" } }
        """;

    [Theory]
    [InlineData("ACI-NET-017", """{ "publicNetworkAccess": "Enabled" }""", "Fail networkRuleSet.defaultAction")]
    [InlineData("ACI-NET-017", """{ "networkRuleSet": { "defaultAction": "Deny" }, "anonymousPullEnabled": true }""", "Fail anonymousPullEnabled")]
    [InlineData("ACI-NET-017", """{ "publicNetworkAccess": "Disabled" }""", "Pass ")]
    [InlineData("ACI-IMG-007", """{ "adminUserEnabled": true }""", "Fail adminUserEnabled")]
    [InlineData("ACI-IMG-007", """{ "adminUserEnabled": false }""", "Pass adminUserEnabled")]
    public Task A_registry_is_judged_by_its_doors_and_its_admin_account(string rule, string properties, string expected) =>
        Says(rule, AciSubjectType.Registry, "Microsoft.ContainerRegistry/registries", "contoso", properties, expected);

    [Theory]
    [InlineData("ACI-NET-018", """{ "networkAcls": { "defaultAction": "Allow" }, "minimumTlsVersion": "TLS1_2" }""", "Fail networkAcls.defaultAction")]
    [InlineData("ACI-NET-018", """{ "networkAcls": { "defaultAction": "Deny" }, "minimumTlsVersion": "TLS1_0" }""", "Fail minimumTlsVersion")]
    [InlineData("ACI-NET-018", """{ "networkAcls": { "defaultAction": "Deny" }, "minimumTlsVersion": "TLS1_2", "allowBlobPublicAccess": true }""", "Fail allowBlobPublicAccess")]
    [InlineData("ACI-NET-018", """{ "networkAcls": { "defaultAction": "Deny" }, "minimumTlsVersion": "TLS1_2", "supportsHttpsTrafficOnly": false }""", "Fail supportsHttpsTrafficOnly")]
    [InlineData("ACI-NET-018", """{ "publicNetworkAccess": "Disabled", "minimumTlsVersion": "TLS1_2" }""", "Pass ")]
    [InlineData("ACI-DAT-009", "{}", "Fail encryption.requireInfrastructureEncryption")]
    [InlineData("ACI-DAT-009", """{ "encryption": { "requireInfrastructureEncryption": true } }""", "Pass encryption.requireInfrastructureEncryption")]
    public Task A_storage_account_is_judged_by_its_doors_and_its_encryption(string rule, string properties, string expected) =>
        Says(rule, AciSubjectType.StorageAccount, "Microsoft.Storage/storageAccounts", "contosodata", properties, expected);

    [Theory]
    [InlineData("""{ "enablePurgeProtection": true }""", "Fail networkAcls.defaultAction")]
    [InlineData("""{ "networkAcls": { "defaultAction": "Deny" } }""", "Fail enablePurgeProtection")]
    [InlineData("""{ "networkAcls": { "defaultAction": "Deny" }, "enablePurgeProtection": true, "enableSoftDelete": false }""", "Fail enableSoftDelete")]
    [InlineData("""{ "networkAcls": { "defaultAction": "Deny" }, "enablePurgeProtection": true }""", "Pass ")]
    public Task A_vault_is_judged_by_its_doors_and_by_what_can_be_lost(string properties, string expected) =>
        Says("ACI-NET-019", AciSubjectType.Vault, "Microsoft.KeyVault/vaults", "contoso-kv", properties, expected);

    [Theory]
    [InlineData("""{ "attributes": { "enabled": false }, "rotationPolicy": { "lifetimeActions": [ { "action": { "type": "rotate" } } ] } }""", "Fail attributes.enabled")]
    [InlineData("""{ "attributes": { "enabled": true, "exp": 1000 }, "rotationPolicy": { "lifetimeActions": [ { "action": { "type": "Rotate" } } ] } }""", "Fail attributes.exp")]
    [InlineData("""{ "attributes": { "enabled": true } }""", "Fail rotationPolicy")]
    [InlineData("""{ "attributes": { "enabled": true, "exp": 9999999999 }, "rotationPolicy": { "lifetimeActions": [ { "action": { "type": "rotate" } } ] } }""", "Pass ")]
    public async Task A_customer_key_must_be_enabled_unexpired_and_rotated(string properties, string expected)
    {
        string key = $$"""{ "id": "{{FakeLiveEstate.ResourceGroup}}/providers/Microsoft.KeyVault/vaults/contoso-kv/keys/disk", "name": "disk", "type": "Microsoft.KeyVault/vaults/keys", "properties": {{properties}} }""";
        string vault = $$"""{ "id": "{{FakeLiveEstate.ResourceGroup}}/providers/Microsoft.KeyVault/vaults/contoso-kv", "name": "contoso-kv", "type": "microsoft.keyvault/vaults", "properties": { "enablePurgeProtection": true } }""";
        AciSecurityFinding finding = Assert.Single(await Judge("ACI-DAT-004", Everything, key, vault));
        Assert.Equal((expected, AciSubjectType.Key, "a"), (Written(finding), finding.SubjectType, finding.ContainerGroupName));
    }

    [Theory]
    [InlineData("westeurope", FakeLiveEstate.Subscription, "Pass encryptionProperties.vaultBaseUrl")]
    [InlineData("northeurope", FakeLiveEstate.Subscription, "Fail encryptionProperties.vaultBaseUrl")]
    [InlineData("West Europe", "99999999-0000-0000-0000-000000000000", "Fail encryptionProperties.vaultBaseUrl")]
    public async Task A_key_far_from_its_group_is_told(string region, string subscription, string expected)
    {
        string vault = $$"""{ "id": "/subscriptions/{{subscription}}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-kv", "name": "contoso-kv", "type": "microsoft.keyvault/vaults", "location": "{{region}}", "properties": {} }""";
        Assert.Equal(expected, Written(Assert.Single(await Judge("ACI-DAT-011", Everything, vault))));
    }

    [Theory]
    [InlineData(Owner, SubscriptionId, "Fail roleAssignments[Owner on subscription 11111111-2222-3333-4444-555555555555]", AciSeverity.Critical)]
    [InlineData(Contributor, FakeLiveEstate.ResourceGroup, "Fail roleAssignments[Contributor on resource group rg-shop]", AciSeverity.High)]
    [InlineData(Reader, SubscriptionId, "Pass roleAssignments", AciSeverity.Critical)]
    [InlineData(Owner, $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.Storage/storageAccounts/x", "Pass roleAssignments", AciSeverity.Critical)]
    public async Task A_privileged_role_on_more_than_a_resource_is_told_by_its_power(string role, string scope, string expected, AciSeverity severity)
    {
        foreach (string identity in Identities())
        {
            AciSecurityFinding finding = Assert.Single(await Judge("ACI-IDN-004", "{}", identity, Assignment(role, scope)));
            Assert.Equal((expected, severity, AciSubjectType.Identity), (Written(finding), finding.Severity, finding.SubjectType));
            Assert.Equal(identity.Contains("worker", StringComparison.Ordinal) ? IdentityId : FakeLiveEstate.GroupId("a"), finding.ResourceId);
        }
    }

    [Theory]
    [InlineData("""[ { "actions": [ "*" ], "notActions": [] } ]""", "Fail", AciSeverity.Critical)]
    [InlineData("""[ { "actions": [ "*" ], "notActions": [ "Microsoft.Authorization/*/Write" ] } ]""", "Fail", AciSeverity.High)]
    [InlineData("""[ { "actions": [ "Microsoft.Authorization/roleAssignments/*" ] } ]""", "Fail", AciSeverity.Critical)]
    [InlineData("""[ { "actions": [ "Microsoft.Storage/*/read" ] } ]""", "Pass", AciSeverity.Critical)]
    [InlineData("""[ { "notActions": [] } ]""", "Unknown", AciSeverity.Critical)]
    [InlineData("null", "Unknown", AciSeverity.Critical)]
    public async Task A_custom_role_is_judged_by_its_actions(string permissions, string status, AciSeverity severity)
    {
        const string Custom = "cccccccc-0000-0000-0000-000000000001";
        string definition = $$"""{ "id": "{{SubscriptionId}}/providers/Microsoft.Authorization/roleDefinitions/{{Custom}}", "name": "{{Custom}}", "type": "microsoft.authorization/roledefinitions", "properties": { "roleName": "Shop", "permissions": {{permissions}} } }""";
        AciSecurityFinding finding = Assert.Single(await Judge("ACI-IDN-004", "{}", Identities()[0], Assignment(Custom, SubscriptionId), definition));
        Assert.Equal((status, severity), (finding.Status.ToString(), finding.Severity));
    }

    [Fact]
    public async Task A_role_whose_definition_cannot_be_read_is_unknown() =>
        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(await Judge("ACI-IDN-004", "{}", Identities()[0], Assignment("cccccccc-0000-0000-0000-000000000002", SubscriptionId))).Status);

    [Fact]
    public async Task A_role_on_a_whole_subscription_is_wide_whatever_it_may_do()
    {
        Assert.Equal("Fail roleAssignments[Reader on subscription 11111111-2222-3333-4444-555555555555]", Written(Assert.Single(await Judge("ACI-IDN-005", "{}", Identities()[0], Assignment(Reader, SubscriptionId)))));
        Assert.Equal("Pass roleAssignments", Written(Assert.Single(await Judge("ACI-IDN-005", "{}", Identities()[0], Assignment(Reader, FakeLiveEstate.ResourceGroup)))));
    }

    [Theory]
    [InlineData("Containers", "ACI-DEF-001", """{ "pricingTier": "Free" }""", "Fail pricings[Containers].pricingTier")]
    [InlineData("Containers", "ACI-DEF-001", """{ "pricingTier": "Standard" }""", "Pass pricings[Containers].pricingTier")]
    [InlineData("Containers", "ACI-DEF-002", """{ "pricingTier": "Standard", "extensions": [ { "name": "ContainerRegistriesVulnerabilityAssessments", "isEnabled": "False" } ] }""", "Fail pricings[Containers].extensions[ContainerRegistriesVulnerabilityAssessments]")]
    [InlineData("Containers", "ACI-DEF-002", """{ "pricingTier": "Standard", "extensions": [ { "name": "ContainerRegistriesVulnerabilityAssessments", "isEnabled": "True" } ] }""", "Pass pricings[Containers].extensions[ContainerRegistriesVulnerabilityAssessments]")]
    [InlineData("CloudPosture", "ACI-DEF-003", """{ "pricingTier": "Standard", "extensions": [] }""", "Fail pricings[CloudPosture].extensions[ServerlessContainers]")]
    [InlineData("CloudPosture", "ACI-DEF-003", """{ "pricingTier": "Standard", "extensions": [ { "name": "ServerlessContainers", "isEnabled": "True" } ] }""", "Pass pricings[CloudPosture]")]
    [InlineData("Arm", "ACI-DEF-004", """{ "pricingTier": "Free" }""", "Fail pricings[Arm].pricingTier")]
    public async Task A_plan_is_judged_by_tier_and_extensions(string plan, string rule, string properties, string expected)
    {
        string[] plans = [.. new[] { "Containers", "CloudPosture", "Arm" }.Select(name => Plan(name, name == plan ? properties : """{ "pricingTier": "Free" }"""))];
        AciSecurityFinding finding = Assert.Single(await Judge(rule, "{}", plans));
        Assert.Equal((expected, AciSubjectType.Subscription, SubscriptionId), (Written(finding), finding.SubjectType, finding.SubjectId));
    }

    [Fact]
    public async Task A_lock_of_the_resource_group_covers_the_group_and_one_of_a_namesake_does_not()
    {
        Assert.Equal(AciFindingStatus.Pass, Assert.Single(await Judge("ACI-GOV-004", "{}", Lock(FakeLiveEstate.ResourceGroup))).Status);
        Assert.Equal(AciFindingStatus.Fail, Assert.Single(await Judge("ACI-GOV-004", "{}", Lock(FakeLiveEstate.GroupId("ab")))).Status);
        Assert.Equal(AciFindingStatus.Fail, Assert.Single(await Judge("ACI-GOV-004", "{}", Lock(FakeLiveEstate.ResourceGroup[..^1]))).Status);
    }

    [Fact]
    public async Task A_group_of_an_old_revision_drifts_and_a_weak_profile_is_told_once_for_all_its_groups()
    {
        const string FromProfile = $$"""{ "containerGroupProfile": { "id": "{{ProfileId}}", "revision": 2 } }""";
        const string Profile =
            $$"""{ "id": "{{ProfileId}}", "name": "web", "type": "microsoft.containerinstance/containergroupprofiles", "properties": { "revision": 3, "ipAddress": { "type": "Public", "ports": [ { "port": 22 } ] }, "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/a:1" } } ] } }""";
        Assert.Equal("Fail containerGroupProfile.revision", Written(Assert.Single(await Judge("ACI-GOV-009", FromProfile, Profile))));
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", FromProfile), FakeLiveEstate.Group("b", FromProfile)).Neighbour(Profile);
        Assess run = await Assess.Judged([new LiveInput { Connection = estate.Connection }], Assess.Default());
        AciSecurityFinding weak = Assert.Single(run.Findings, static f => f.RuleId == "ACI-GOV-010");
        Assert.Equal((AciSubjectType.ContainerGroupProfile, 2), (weak.SubjectType, weak.RelatedResourceId.Length));
        Assert.Contains("ACI-NET-004", weak.Message, StringComparison.Ordinal);
        Assert.True(weak.Severity >= AciSeverity.High);
    }

    [Theory]
    [InlineData("contoso", "Fail imageRegistryCredentials[contoso.azurecr.io].username")]
    [InlineData("11111111-0000-0000-0000-000000000000", "Pass imageRegistryCredentials")]
    public async Task A_user_name_that_is_the_registrys_is_its_admin_account(string user, string expected)
    {
        Assess run = await Assess.Judged(
            [new LiveInput { Connection = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", $$"""{ "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "{{user}}" } ] }""")).Connection }],
            Named("ACI-IMG-007"));
        Assert.Equal(expected, Written(Assert.Single(run.Findings, static f => f.SubjectType == AciSubjectType.ContainerGroup)));
    }

    private static async Task Says(string rule, AciSubjectType subject, string type, string name, string properties, string expected)
    {
        string id = $"{FakeLiveEstate.ResourceGroup}/providers/{type}/{name}";
        IReadOnlyList<AciSecurityFinding> findings = await Judge(rule, Everything, $$"""{ "id": "{{id}}", "name": "{{name}}", "type": "{{type}}", "properties": {{properties}} }""");
        AciSecurityFinding finding = Assert.Single(findings, f => f.SubjectType == subject);
        Assert.Equal((expected, id), (Written(finding), finding.ResourceId));
        Assert.Equal([FakeLiveEstate.GroupId("a")], finding.RelatedResourceId);
    }

    private static Task<IReadOnlyList<AciSecurityFinding>> Judge(string rule, string properties, params string[] neighbours) =>
        JudgeRows(rule, FakeLiveEstate.Group("a", properties, neighbours.FirstOrDefault(static n => n.StartsWith("{ \"type\": \"", StringComparison.Ordinal) && n.Contains("Assigned", StringComparison.Ordinal))), neighbours);

    private static async Task<IReadOnlyList<AciSecurityFinding>> JudgeRows(string rule, string group, string[] neighbours)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(group).Neighbour([.. neighbours.Where(static n => n.Contains("\"name\"", StringComparison.Ordinal))]);
        Assess run = await Assess.Judged([new LiveInput { Connection = estate.Connection }], Named(rule));
        return [.. run.Findings.Where(f => f.RuleId == rule)];
    }

    // The two kinds of identity, with the same object id.
    private static string[] Identities() =>
    [
        $$"""{ "type": "SystemAssigned", "principalId": "{{Principal}}" }""",
        $$"""{ "type": "UserAssigned", "userAssignedIdentities": { "{{IdentityId}}": { "principalId": "{{Principal}}" } } }""",
    ];

    private static string Assignment(string role, string scope) =>
        $$"""{ "id": "{{scope}}/providers/Microsoft.Authorization/roleAssignments/r1", "name": "r1", "type": "microsoft.authorization/roleassignments", "properties": { "principalId": "{{Principal}}", "scope": "{{scope}}", "roleDefinitionId": "/providers/Microsoft.Authorization/RoleDefinitions/{{role}}" } }""";

    private static string Plan(string name, string properties) => $$"""{ "id": "{{SubscriptionId}}/providers/Microsoft.Security/pricings/{{name}}", "name": "{{name}}", "type": "Microsoft.Security/pricings", "properties": {{properties}} }""";

    private static string Lock(string scope) => $$"""{ "id": "{{scope}}/providers/Microsoft.Authorization/locks/keep", "name": "keep", "type": "Microsoft.Authorization/locks", "properties": { "level": "CanNotDelete" } }""";

    private static AssessmentOptions Named(string rule) => new() { RuleId = [rule], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } };

    private static string Written(AciSecurityFinding finding) => $"{finding.Status} {finding.Place}";
}
