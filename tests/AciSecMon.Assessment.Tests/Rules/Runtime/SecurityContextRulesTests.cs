using System.Text;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Runtime;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Runtime;

/// <summary>The rules on security contexts: ACI-RUN-001 to 007.</summary>
public sealed class SecurityContextRulesTests
{
    private const string Context = "containers[web].securityContext";

    [Theory]
    [EveryShape]
    public void A_privileged_container_is_a_failure(Shape shape) =>
        RuleCheck.Says(shape, new PrivilegedRule(), With("\"privileged\": true"), $"Fail {Context}.privileged");

    [Theory]
    [EveryShape]
    public void A_privileged_init_container_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new PrivilegedRule(), GroupFixture.FromInitContainer("""{ "securityContext": { "privileged": true } }"""),
        "NotApplicable containers[web].securityContext", "Fail initContainers[setup].securityContext.privileged");

    [Theory]
    [EveryShape]
    public void Processes_that_may_gain_rights_are_a_failure(Shape shape) =>
        RuleCheck.Says(shape, new EscalationRule(), With("\"allowPrivilegeEscalation\": true"), $"Fail {Context}.allowPrivilegeEscalation");

    [Theory]
    [WholeShapes]
    public void A_switch_that_is_off_or_not_written_passes(Shape shape)
    {
        RuleCheck.Says(shape, new PrivilegedRule(), With("\"privileged\": false"), $"Pass {Context}.privileged");
        RuleCheck.Says(shape, new EscalationRule(), With("\"privileged\": false"), $"Pass {Context}.allowPrivilegeEscalation");
    }

    [Theory]
    [WholeShapes]
    public void Without_a_security_context_no_rule_objects_to_a_standard_group(Shape shape)
    {
        foreach (Rule rule in (Rule[])[new PrivilegedRule(), new EscalationRule(), new RootUserRule(), new NoUserRule(), new AddedCapabilityRule(), new KeptCapabilitiesRule(), new SeccompRule()])
        {
            Assert.All(RuleProbe.Judge(rule, GroupFixture.FromProperties("{}").PartIn(shape)), static r => Assert.Equal(AciFindingStatus.NotApplicable, r.Status));
        }
    }

    [Theory]
    [EveryShape]
    public void Root_by_its_number_is_a_failure_also_as_text(Shape shape)
    {
        RuleCheck.Says(shape, new RootUserRule(), With("\"runAsUser\": 0"), $"Fail {Context}.runAsUser");
        RuleCheck.Says(shape, new RootUserRule(), With("\"runAsUser\": 1000, \"runAsGroup\": \"0\""), $"Fail {Context}.runAsGroup");
    }

    [Theory]
    [InlineData("SYS_ADMIN", AciSeverity.High)]
    [InlineData("cap_net_admin", AciSeverity.High)]
    [InlineData("CAP_ALL", AciSeverity.High)]
    [InlineData("NET_RAW", null)]
    public void An_added_capability_weighs_by_what_it_allows(string name, AciSeverity? severity)
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new AddedCapabilityRule(), OpenGroup.Bind(With($$"""
            "capabilities": { "add": [ "{{name}}" ] }
            """))));
        Assert.Equal(AciFindingStatus.Fail, result.Status);
        Assert.Equal(severity, result.Severity);
    }

    [Theory]
    [EveryShape]
    public void One_capability_in_two_spellings_is_told_once(Shape shape) => RuleCheck.Says(
        shape, new AddedCapabilityRule(), With("\"capabilities\": { \"add\": [ \"CAP_SYS_ADMIN\", \"sys_admin\", \"KILL\" ] }"),
        $"Fail {Context}.capabilities.add[SYS_ADMIN]", $"Fail {Context}.capabilities.add[KILL]");

    [Theory]
    [EveryShape]
    public void A_confidential_group_is_asked_for_more(Shape shape)
    {
        GroupFixture bare = With("\"privileged\": false").With("properties.sku", "\"Confidential\"");
        RuleCheck.Says(shape, new NoUserRule(), bare, $"Fail {Context}.runAsUser");
        RuleCheck.Says(shape, new KeptCapabilitiesRule(), bare, $"Fail {Context}.capabilities.drop");
        RuleCheck.Says(shape, new SeccompRule(), bare, $"Fail {Context}.seccompProfile");
    }

    [Fact]
    public void A_confidential_group_that_has_everything_passes()
    {
        GroupFixture good = With($"\"runAsUser\": 1000, \"capabilities\": {{ \"drop\": [ \"cap_all\" ] }}, \"seccompProfile\": \"{Encode("""{ "defaultAction": "SCMP_ACT_ERRNO" }""")}\"").With("properties.sku", "\"confidential\"");
        RuleCheck.SaysOfOpen(new NoUserRule(), good, $"Pass {Context}.runAsUser");
        RuleCheck.SaysOfOpen(new KeptCapabilitiesRule(), good, $"Pass {Context}.capabilities.drop");
        RuleCheck.SaysOfOpen(new SeccompRule(), good, $"Pass {Context}.seccompProfile");
    }

    [Fact]
    public void Where_the_sku_is_not_known_what_only_a_confidential_group_needs_is_left_open()
    {
        GroupFixture bare = With("\"privileged\": false").With("properties.sku", "\"?sku\"");
        RuleCheck.SaysOfOpen(new NoUserRule(), bare, $"Unknown {Context}.runAsUser");
        RuleCheck.SaysOfOpen(new KeptCapabilitiesRule(), bare, $"Unknown {Context}.capabilities.drop");
        RuleCheck.SaysOfOpen(new SeccompRule(), bare, $"Unknown {Context}.seccompProfile");
    }

    [Theory]
    [InlineData("""{ "defaultAction": "SCMP_ACT_ALLOW" }""", AciFindingStatus.Fail)]
    [InlineData("""{ "defaultAction": "scmp_act_log" }""", AciFindingStatus.Fail)]
    [InlineData("""{ "defaultAction": "SCMP_ACT_KILL_PROCESS", "syscalls": [] }""", AciFindingStatus.Pass)]
    [InlineData("""{ "defaultAction": "SCMP_ACT_NEW" }""", AciFindingStatus.Unknown)]
    [InlineData("""{ "syscalls": [] }""", AciFindingStatus.Unknown)]
    [InlineData("{ \"defaultAction\": ", AciFindingStatus.Unknown)]
    public void A_seccomp_profile_is_decoded_on_every_sku(string profile, AciFindingStatus status) =>
        Assert.Equal([$"{status} {Context}.seccompProfile"], RuleCheck.Written(RuleProbe.Judge(new SeccompRule(), OpenGroup.Bind(With($"\"seccompProfile\": \"{Encode(profile)}\"")))));

    [Theory]
    [InlineData("not base64!")]
    [InlineData("/w==")]
    [InlineData("<profile>")]
    [InlineData("?profile")]
    public void What_cannot_be_decoded_is_no_pass(string text) => RuleCheck.SaysOfOpen(new SeccompRule(), With($"\"seccompProfile\": \"{text}\""), $"Unknown {Context}.seccompProfile");

    [Fact]
    public void What_is_not_known_is_left_open()
    {
        GroupFixture whole = GroupFixture.FromContainer("""{ "securityContext": "?!context" }""");
        RuleCheck.SaysOfOpen(new PrivilegedRule(), whole, $"Unknown {Context}");
        RuleCheck.SaysOfOpen(new PrivilegedRule(), With("\"privileged\": \"?p\""), $"Unknown {Context}.privileged");
        RuleCheck.SaysOfOpen(new PrivilegedRule(), With("\"privileged\": \"perhaps\""), $"Unknown {Context}.privileged");
        RuleCheck.SaysOfOpen(new RootUserRule(), With("\"runAsUser\": \"?u\""), $"Unknown {Context}.runAsUser");
        RuleCheck.SaysOfOpen(new AddedCapabilityRule(), With("\"capabilities\": { \"add\": [ \"KILL\", \"?...\" ] }"), $"Fail {Context}.capabilities.add[KILL]", $"Unknown {Context}.capabilities.add");
    }

    private static GroupFixture With(string context) => GroupFixture.FromContainer($$"""{ "securityContext": { {{context}} } }""");

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
