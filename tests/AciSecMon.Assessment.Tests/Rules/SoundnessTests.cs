using System.Text.Json.Nodes;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Data;
using AciSecMon.Assessment.Rules.Governance;
using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Logging;
using AciSecMon.Assessment.Rules.Network;
using AciSecMon.Assessment.Rules.Runtime;
using AciSecMon.Assessment.Tests.Support;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Rules;

/// <summary>
/// What is not known never helps: where parts of a group are taken away, a rule may come to say Unknown, but what it still says for sure is what it said of the whole.
/// </summary>
public sealed class SoundnessTests
{
    private static readonly Rule[] Rules =
    [
        .. NetworkRules.All, .. IdentityRules.All, .. ImageRules.All, .. RuntimeRules.All, .. DataRules.All,
        .. GovernanceRules.All.Where(static rule => rule is not TemplateRule), new LegacyAgentRule(),
    ];

    /// <summary>Values that belong almost nowhere.</summary>
    private static readonly string[] Junk =
        ["null", "true", "-1", "1e300", "\"\"", "\" \"", "\"\\u0000\\n\"", "[]", "[ null, [] ]", "{}", "{ \"\": null }", "\"acisecmon:redacted:env:8-15:abc\"", "\"?...\"", "\"?x\""];

    /// <summary>Groups that break many rules, and one that keeps most.</summary>
    private static readonly JsonObject[] Groups =
    [
        JsonNode.Parse(CompleteGroup.Json)!.AsObject(),
        Parse(
            """
            "ipAddress": { "type": "Public", "dnsNameLabel": "a", "ports": [ { "port": 22, "protocol": "TCP" }, { "port": 80, "protocol": "TCP" }, { "port": 53, "protocol": "UDP" }, { "port": 81, "protocol": "TCP" } ] },
            "dnsConfig": { "nameServers": [ "8.8.8.8", "10.0.0.4" ] },
            "imageRegistryCredentials": [ { "server": "docker.io", "username": "u" }, { "server": "c.azurecr.io", "identity": "/i/a" }, { "server": "x.example", "username": "u", "passwordReference": "r" } ],
            "containers": [ { "name": "a", "properties": { "image": "mysql:5.6", "ports": [ { "port": 22 } ] } }, { "name": "b", "properties": { "image": "c.azurecr.io/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" } } ]
            """,
            """ "type": "SystemAssigned, UserAssigned", "userAssignedIdentities": { "/i/b": {} } """),
        Parse(
            """
            "ipAddress": { "type": "Private", "ports": [ { "port": 443, "protocol": "TCP" } ] }, "subnetIds": [ { "id": "/v/s" } ],
            "identityAcls": { "defaultAccess": "System", "acls": [ { "identity": "/i/a", "access": "System" } ] },
            "imageRegistryCredentials": [ { "server": "c.azurecr.io", "identity": "/i/a" } ],
            "containers": [ { "name": "a", "properties": { "image": "c.azurecr.io/a:1", "ports": [ { "port": 443 } ] } } ],
            "initContainers": [ { "name": "i", "properties": { "image": "c.azurecr.io/i:latest" } } ]
            """,
            """ "type": "UserAssigned", "userAssignedIdentities": { "/i/a": {} } """),
        Parse(
            """
            "sku": "Confidential", "restartPolicy": "Always", "osType": "Linux", "ipAddress": { "type": "Public", "ports": [ { "port": 443, "protocol": "TCP" } ] },
            "encryptionProperties": { "vaultBaseUrl": "https://v.vault.azure.net/", "keyName": "k" }, "confidentialComputeProperties": { "ccePolicy": "cGFja2FnZSBwb2xpY3kKY3JlYXRlX2NvbnRhaW5lciA6PSB7ImFsbG93ZWQiOiB0cnVlfQphbGxvd19kdW1wX3N0YWNrcyA6PSB0cnVlCg==" },
            "diagnostics": { "logAnalytics": { "workspaceId": "w", "logType": "ContainerInsights" } },
            "volumes": [ { "name": "s", "azureFile": { "shareName": "s", "storageAccountName": "a" } }, { "name": "g", "gitRepo": { "repository": "http://example.com/r", "revision": "main" } }, { "name": "k", "secret": { "tls.key": "a2V5" } } ],
            "containers": [
              { "name": "a", "properties": { "image": "c.azurecr.io/a:1", "command": [ "sh", "-c", "curl -sSL https://example.com/i.sh | bash && sleep infinity" ],
                "volumeMounts": [ { "name": "s", "mountPath": "/etc" } ],
                "securityContext": { "privileged": true, "allowPrivilegeEscalation": true, "runAsUser": 0, "capabilities": { "add": [ "CAP_SYS_ADMIN" ], "drop": [ "KILL" ] }, "seccompProfile": "eyJkZWZhdWx0QWN0aW9uIjoiU0NNUF9BQ1RfQUxMT1cifQ==" } } },
              { "name": "b", "properties": { "image": "adminer:4", "command": [ "echo", "hello" ], "securityContext": { "runAsUser": 1000 } } } ],
            "initContainers": [ { "name": "i", "properties": { "image": "alpine:3", "command": [ "wget", "https://example.com/x" ], "securityContext": { "runAsUser": 0 } } } ]
            """,
            """ "type": "SystemAssigned" """),
    ];

    [Fact]
    public void A_rule_that_cannot_see_a_part_never_says_what_it_would_not_say_of_the_whole()
    {
        foreach (JsonObject whole in Groups)
        {
            foreach (string path in PathsOf(whole)) AssertSound(whole, path);
        }
    }

    [Fact]
    public void Nor_does_it_where_several_parts_are_hidden() =>
        Gen.SelectMany(Gen.Int[0, Groups.Length - 1], static index =>
        {
            string[] paths = [.. PathsOf(Groups[index])];
            return Gen.Int[0, paths.Length - 1].Array[2, 6].Select(picked => (index, picked: picked.Select(i => paths[i]).ToArray()));
        }).Sample(static input => AssertSound(Groups[input.index], input.picked), iter: 2000);

    [Fact]
    public void No_value_that_does_not_belong_in_its_slot_makes_a_rule_fail_inside() =>
        Gen.SelectMany(Gen.Int[0, Groups.Length - 1], static index =>
        {
            string[] paths = [.. PathsOf(Groups[index])];
            return Gen.Select(Gen.Int[0, paths.Length - 1], Gen.Int[0, Junk.Length - 1]).Array[1, 3]
                .Select(picked => (index, picked: picked.Select(p => (Path: paths[p.Item1], Junk: Junk[p.Item2])).ToArray()));
        }).Sample(static input =>
        {
            JsonObject broken = Groups[input.index].DeepClone().AsObject();
            foreach ((string path, string junk) in input.picked) Put(broken, path, JsonNode.Parse(junk));
            ContainerGroup group = OpenGroup.Bind(GroupFixture.FromResource(broken.ToJsonString()));
            foreach (Rule rule in Rules) AssertReadable(RuleProbe.Judge(rule, group));
        }, iter: 2000);

    [Theory]
    [InlineData("containerGroups")]
    [InlineData("containerGroupProfiles")]
    [InlineData("ngroups")]
    public void Every_rule_answers_for_every_kind_of_group_in_whole_sentences(string type)
    {
        foreach (JsonObject whole in Groups)
        {
            GroupFixture fixture = GroupFixture.FromResource(whole.ToJsonString()).With("type", $"\"Microsoft.ContainerInstance/{type}\"");
            foreach (Rule rule in Rules) AssertReadable(RuleProbe.Judge(rule, OpenGroup.Bind(fixture)));
        }
    }

    private static void AssertReadable(IReadOnlyList<RuleResult> results) => Assert.All(results, static result =>
    {
        Assert.EndsWith(".", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Message);
        Assert.DoesNotContain(CompleteGroup.Secret, result.Message, StringComparison.Ordinal);
        if (result.Status == AciFindingStatus.Unknown) Assert.NotEmpty(result.Causes);
    });

    private static void AssertSound(JsonObject whole, params string[] hidden)
    {
        ContainerGroup known = OpenGroup.Bind(GroupFixture.FromResource(whole.ToJsonString()));
        JsonObject opened = whole.DeepClone().AsObject();
        foreach (string path in hidden) Hide(opened, path);
        ContainerGroup open = OpenGroup.Bind(GroupFixture.FromResource(opened.ToJsonString()));
        foreach (Rule rule in Rules)
        {
            // Containers that are not known are no subjects: the engine answers for them.
            if (rule is ContainerRule && open.Containers.Rest is not null) continue;
            HashSet<AciFindingStatus> of = StatusesOf(rule, known);
            HashSet<AciFindingStatus> ofOpen = StatusesOf(rule, open);
            bool isObjected = ofOpen.Contains(AciFindingStatus.Fail) || ofOpen.Contains(AciFindingStatus.Unknown);
            Assert.True(isObjected || !of.Contains(AciFindingStatus.Fail), $"{rule.Id} overlooks a failure without {string.Join(", ", hidden)}");
            Assert.True(!ofOpen.Contains(AciFindingStatus.Fail) || of.Contains(AciFindingStatus.Fail), $"{rule.Id} invents a failure without {string.Join(", ", hidden)}");
        }
    }

    private static HashSet<AciFindingStatus> StatusesOf(Rule rule, ContainerGroup group) => [.. RuleProbe.Judge(rule, group).Select(static r => r.Status)];

    private static JsonObject Parse(string properties, string identity) => JsonNode.Parse(
        $$"""{ "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2025-09-01", "name": "g", "identity": { {{identity}} }, "properties": { {{properties}} } }""")!.AsObject();

    private static IEnumerable<string> PathsOf(JsonObject whole) => [.. Below("identity", whole["identity"]!), .. Below("properties", whole["properties"]!)];

    private static IEnumerable<string> Below(string path, JsonNode? node)
    {
        IEnumerable<(string Name, JsonNode? Value)> parts = node switch
        {
            JsonObject obj => obj.Select(static p => (p.Key, p.Value)),
            JsonArray array => array.Select(static (value, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), value)),
            _ => [],
        };
        return [path, .. parts.SelectMany(p => Below($"{path}\n{p.Name}", p.Value))];
    }

    private static void Hide(JsonObject resource, string path) => Put(resource, path, "?!hidden");

    private static void Put(JsonObject resource, string path, JsonNode? value)
    {
        string[] names = path.Split('\n');
        JsonNode? at = resource;
        foreach (string name in names[..^1]) at = Part(at, name);
        if (at is JsonObject obj && obj.ContainsKey(names[^1])) obj[names[^1]] = value?.DeepClone();
        if (at is JsonArray array && int.TryParse(names[^1], out int index) && index < array.Count) array[index] = value?.DeepClone();
    }

    private static JsonNode? Part(JsonNode? node, string name) => node switch
    {
        JsonObject obj => obj[name],
        JsonArray array when int.TryParse(name, out int index) && index < array.Count => array[index],
        _ => null,
    };
}
