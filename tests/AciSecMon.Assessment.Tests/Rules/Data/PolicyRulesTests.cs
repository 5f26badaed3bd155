using System.Text;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Data;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Data;

/// <summary>The rules on policies of confidential groups: ACI-DAT-005 to 007.</summary>
public sealed class PolicyRulesTests
{
    private const string Place = "confidentialComputeProperties.ccePolicy";

    /// <summary>How a generated policy ends: each decision is the framework's.</summary>
    private const string Framework =
        """

        mount_device := data.framework.mount_device
        mount_overlay := data.framework.mount_overlay
        create_container := data.framework.create_container
        exec_in_container := data.framework.exec_in_container
        exec_external := data.framework.exec_external
        load_fragment := data.framework.load_fragment

        reason := {
            "errors": data.framework.errors,
        }
        """;

    private const string Kept =
        """
        # made by a tool
        package policy

        import future.keywords.every
        import future.keywords.in

        api_version := "0.10.0"
        fragments := [ { "feed": "mcr.example/infra", "includes": ["containers", "fragments"], "minimum_svn": "1" }, ]
        containers := [{"allow_elevated":false,"allow_stdio_access":false,"command":["python3","main.py"],"env_rules":[{"pattern":`A=[{"x"`,"required":false}],"exec_processes":[]}]
        allow_properties_access := true
        allow_dump_stacks := false
        allow_runtime_logging := false
        """ + Framework;

    private const string Open =
        """
        package policy
        api_svn := "0.10.0"
        allow_dump_stacks := true
        mount_device := {"allowed": true}
        mount_overlay := {"allowed": true}
        create_container := {"allowed": true, "env_list": null, "allow_stdio_access": true}
        exec_in_container := {"allowed": true}
        """;

    [Theory]
    [EveryShape]
    public void A_confidential_group_without_a_policy_is_a_failure(Shape shape) =>
        RuleCheck.Says(shape, new MissingPolicyRule(), GroupFixture.FromProperties("""{ "sku": "Confidential" }"""), $"Fail {Place}");

    [Theory]
    [InlineData("\"Confidential\"", "\"\"", "Fail confidentialComputeProperties.ccePolicy")]
    [InlineData("\"Confidential\"", "\"?policy\"", "Pass confidentialComputeProperties.ccePolicy")]
    [InlineData("\"Confidential\"", "\"?!policy\"", "Unknown confidentialComputeProperties.ccePolicy")]
    [InlineData("\"Confidential\"", "\"<policy>\"", "Unknown confidentialComputeProperties.ccePolicy")]
    [InlineData("\"Standard\"", "\"\"", "NotApplicable confidentialComputeProperties.ccePolicy")]
    [InlineData("null", "null", "NotApplicable confidentialComputeProperties.ccePolicy")]
    [InlineData("\"?sku\"", "\"\"", "Unknown sku")]
    public void Whether_a_policy_is_needed_and_there(string sku, string policy, string expected) => RuleCheck.SaysOfOpen(
        new MissingPolicyRule(), GroupFixture.FromProperties($$"""{ "sku": {{sku}}, "confidentialComputeProperties": { "ccePolicy": {{policy}} } }"""), expected);

    [Theory]
    [WholeShapes]
    public void A_policy_that_leaves_decisions_to_the_framework_passes(Shape shape)
    {
        RuleCheck.Says(shape, new OpenPolicyRule(), Policy(Kept), $"Pass {Place}");
        RuleCheck.Says(shape, new DebugPolicyRule(), Policy(Kept), $"Pass {Place}");
    }

    [Theory]
    [WholeShapes]
    public void A_policy_that_allows_everything_is_a_failure(Shape shape) => RuleCheck.Says(shape, new OpenPolicyRule(), Policy(Open), $"Fail {Place}");

    [Theory]
    [InlineData("package policy\ndefault allow := true")]
    [InlineData("package policy\nallow_all := true")]
    [InlineData("package policy\nallow = true # for now")]
    [InlineData("package policy; default create_container := {\"allowed\": true}")]
    public void Every_way_to_allow_everything_is_a_failure(string policy) => RuleCheck.SaysOfOpen(new OpenPolicyRule(), Policy(policy), $"Fail {Place}");

    [Fact]
    public void A_single_decision_that_is_always_yes_is_a_failure() => RuleCheck.SaysOfOpen(
        new OpenPolicyRule(), Policy(Kept.Replace("exec_in_container := data.framework.exec_in_container", "exec_in_container := {\"allowed\": true}", StringComparison.Ordinal)), $"Fail {Place}");

    [Theory]
    [InlineData("package policy")]
    [InlineData("package policy\nmount_overlay := data.framework.mount_overlay\ncreate_container := data.other.create_container")]
    [InlineData("package policy\nmount_overlay := data.framework.mount_overlay\ncreate_container := {\"allowed\": ok} {\n  ok := input.x == 1\n}")]
    [InlineData("package policy\nmount_overlay := data.framework.mount_overlay\ncreate_container := data.framework.create_container\ncreate_container := {\"allowed\": x} { x := input.y }")]
    [InlineData("package other\ncreate_container := {\"allowed\": true}")]
    [InlineData("no policy at all")]
    public void A_policy_that_is_not_understood_is_no_pass(string policy)
    {
        RuleCheck.SaysOfOpen(new OpenPolicyRule(), Policy(policy), $"Unknown {Place}");
        RuleCheck.SaysOfOpen(new DebugPolicyRule(), Policy(policy), $"Unknown {Place}");
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("/w==")]
    [InlineData("<policy>")]
    [InlineData("?policy")]
    public void What_cannot_be_decoded_is_no_pass(string text)
    {
        GroupFixture fixture = GroupFixture.FromProperties($$"""{ "sku": "Confidential", "confidentialComputeProperties": { "ccePolicy": "{{text}}" } }""");
        RuleCheck.SaysOfOpen(new OpenPolicyRule(), fixture, $"Unknown {Place}");
        RuleCheck.SaysOfOpen(new DebugPolicyRule(), fixture, $"Unknown {Place}");
    }

    [Theory]
    [InlineData("allow_dump_stacks := false", "allow_dump_stacks := true", null, "stacks may be dumped")]
    [InlineData("allow_runtime_logging := false", "allow_runtime_logging := true", null, "the runtime may log")]
    [InlineData("\"exec_processes\":[]", "\"exec_processes\":[{\"command\":[\"/bin/sh\"],\"signals\":[]}]", null, "a shell may be started")]
    [InlineData("\"exec_processes\":[]", "\"exec_processes\":[{\"command\":[\"sh\",\"-c\",\"cat /tmp/ok\"],\"signals\":[]}]", AciSeverity.Low, "further processes")]
    [InlineData("package policy", "package policy\ndump_stacks := {\"allowed\": true}", null, "stacks may be dumped")]
    [InlineData("package policy", "package policy\nruntime_logging := {\"allowed\": true}", null, "the runtime may log")]
    [InlineData("\"exec_processes\":[]", "\"exec_processes\":[{\"command\":[\"/app/health\"],\"signals\":[]}]", AciSeverity.Low, "further processes")]
    [InlineData("\"allow_stdio_access\":false", "\"allow_stdio_access\":true", AciSeverity.Low, "the output of a container may be read")]
    public void What_is_open_for_debugging_weighs_more_than_what_is_usual(string from, string to, AciSeverity? severity, string message)
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new DebugPolicyRule(), OpenGroup.Bind(Policy(Kept.Replace(from, to, StringComparison.Ordinal)))));
        Assert.Equal(AciFindingStatus.Fail, result.Status);
        Assert.Equal(severity, result.Severity);
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_that_are_not_understood_are_no_pass() => RuleCheck.SaysOfOpen(
        new DebugPolicyRule(), Policy("package policy\ncontainers := data.other.containers" + Framework), $"Unknown {Place}");

    [Fact]
    public void The_policy_of_a_standard_group_does_nothing()
    {
        GroupFixture standard = Policy(Open).With("properties.sku", "\"Standard\"");
        RuleCheck.SaysOfOpen(new OpenPolicyRule(), standard, $"NotApplicable {Place}");
        RuleCheck.SaysOfOpen(new DebugPolicyRule(), standard, $"NotApplicable {Place}");
        RuleCheck.SaysOfOpen(new OpenPolicyRule(), Policy(Open).With("properties.sku", "\"?sku\""), "Unknown sku");
    }

    [Theory]
    [InlineData("package policy\nx := [[[[")]
    [InlineData("package policy\nx := {\"a\": ")]
    [InlineData("package policy\nx := \"open")]
    [InlineData("package policy\n}}}}\n:= :=\n`")]
    [InlineData("")]
    public void A_broken_policy_ends(string policy) => Assert.All(RuleProbe.Judge(new OpenPolicyRule(), OpenGroup.Bind(Policy(policy))), static r => Assert.NotEqual(AciFindingStatus.Pass, r.Status));

    [Fact]
    public void A_policy_that_nests_without_end_is_read_no_deeper_than_it_must_be() =>
        RuleCheck.SaysOfOpen(new OpenPolicyRule(), Policy($"package policy\ncreate_container := {new string('[', 100_000)}"), $"Unknown {Place}");

    private static GroupFixture Policy(string policy) => GroupFixture.FromProperties(
        $$"""{ "sku": "Confidential", "confidentialComputeProperties": { "ccePolicy": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(policy))}}" } }""");
}
