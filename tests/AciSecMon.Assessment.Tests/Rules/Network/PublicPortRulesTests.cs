using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Network;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Network;

/// <summary>ACI-NET-004 to 007.</summary>
public sealed class PublicPortRulesTests
{
    [Theory]
    [EveryShape]
    public void A_public_management_port_is_a_failure_at_the_port(Shape shape) => RuleCheck.Says(
        shape, new ManagementPortRule(), Public("""{ "port": 443 }""", """{ "port": 22, "protocol": "tcp" }""", """{ "port": 3306 }"""),
        "Fail ipAddress.ports[22/TCP].port", "Fail ipAddress.ports[3306/TCP].port");

    [Theory]
    [EveryShape]
    public void Other_public_ports_are_no_management_ports(Shape shape) =>
        RuleCheck.Says(shape, new ManagementPortRule(), Public("""{ "port": 443 }"""), "Pass ipAddress.ports");

    [Theory]
    [EveryShape]
    public void The_ports_of_a_private_address_do_not_matter(Shape shape)
    {
        GroupFixture fixture = GroupFixture.FromProperties("""{ "ipAddress": { "type": "Private", "ports": [ { "port": 22 }, { "port": 80 }, { "port": 53, "protocol": "UDP" } ] } }""");
        foreach (Rule rule in (Rule[])[new ManagementPortRule(), new ClearHttpRule(), new PublicSurfaceRule(), new UnservedPortRule()])
        {
            RuleCheck.Says(shape, rule, fixture, "NotApplicable ipAddress.ports");
        }
    }

    [Theory]
    [EveryShape]
    public void A_group_without_an_address_has_no_public_ports(Shape shape) =>
        RuleCheck.Says(shape, new ManagementPortRule(), GroupFixture.FromProperties("{}"), "NotApplicable ipAddress.ports");

    [Fact]
    public void A_port_may_be_written_as_text() =>
        RuleCheck.SaysOfOpen(new ManagementPortRule(), Public("""{ "port": "22" }"""), "Fail ipAddress.ports[22/TCP].port");

    [Fact]
    public void A_known_bad_port_fails_beside_ports_that_are_not_known() => RuleCheck.SaysOfOpen(
        new ManagementPortRule(), Public("""{ "port": 22 }""", """{ "port": "?port" }""", "\"?...\""),
        "Fail ipAddress.ports[22/TCP].port", "Unknown ipAddress.ports[parameters('port')/TCP].port", "Unknown ipAddress.ports");

    [Fact]
    public void A_bad_port_is_left_open_where_the_address_is_not_known_to_be_public()
    {
        GroupFixture fixture = GroupFixture.FromProperties("""{ "ipAddress": { "type": "?type", "ports": [ { "port": 22 }, { "port": 443 } ] } }""");
        RuleCheck.SaysOfOpen(new ManagementPortRule(), fixture, "Unknown ipAddress.ports[22/TCP].port");
    }

    [Fact]
    public void Harmless_ports_pass_whatever_the_address_is() => RuleCheck.SaysOfOpen(
        new ManagementPortRule(), GroupFixture.FromProperties("""{ "ipAddress": { "type": "?type", "ports": [ { "port": 443 } ] } }"""), "Pass ipAddress.ports");

    [Fact]
    public void A_management_port_that_the_settings_list_is_meant()
    {
        var settings = new AssessmentSettings { PublicPorts = [22] };
        Assert.Equal(["Pass ipAddress.ports"], Judge(new ManagementPortRule(), Public("""{ "port": 22 }"""), settings));
    }

    [Fact]
    public void The_message_says_which_port_and_what_answers_there() =>
        Assert.Equal(
            "The group opens port 22 (SSH and SFTP) on its public IP address.",
            Assert.Single(RuleProbe.Judge(new ManagementPortRule(), OpenGroup.Bind(Public("""{ "port": 22 }""")))).Message);

    [Theory]
    [EveryShape]
    public void Public_http_without_tls_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new ClearHttpRule(), Public("""{ "port": 80 }""", """{ "port": 8080 }"""), "Fail ipAddress.ports[80/TCP].port", "Fail ipAddress.ports[8080/TCP].port");

    [Theory]
    [EveryShape]
    public void Http_beside_tls_passes(Shape shape) => RuleCheck.Says(shape, new ClearHttpRule(), Public("""{ "port": 80 }""", """{ "port": 8443 }"""), "Pass ipAddress.ports");

    [Theory]
    [EveryShape]
    public void No_http_passes(Shape shape) => RuleCheck.Says(shape, new ClearHttpRule(), Public("""{ "port": 22 }""", """{ "port": 80, "protocol": "UDP" }"""), "Pass ipAddress.ports");

    [Fact]
    public void Http_is_left_open_where_a_further_port_may_be_tls()
    {
        RuleCheck.SaysOfOpen(new ClearHttpRule(), Public("""{ "port": 80 }""", """{ "port": "?p" }"""), "Unknown ipAddress.ports[parameters('p')/TCP].port");
        RuleCheck.SaysOfOpen(new ClearHttpRule(), Public("""{ "port": 80 }""", "\"?...\""), "Unknown ipAddress.ports");
        RuleCheck.SaysOfOpen(new ClearHttpRule(), Public("""{ "port": 443 }""", "\"?...\""), "Pass ipAddress.ports");
    }

    [Theory]
    [InlineData("Microsoft.Network/applicationGateways", AciSeverity.Informational)]
    [InlineData("microsoft.network/frontdoors", AciSeverity.Informational)]
    [InlineData("Microsoft.Cdn/profiles/endpoints", AciSeverity.Informational)]
    [InlineData("Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies", null)]
    [InlineData("Microsoft.Network/virtualNetworks", null)]
    public void Http_behind_a_front_end_of_the_same_source_is_worth_knowing_only(string neighbour, AciSeverity? severity)
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(
            new ClearHttpRule(), OpenGroup.Bind(Public("""{ "port": 80 }""")), [RuleProbe.NeighbourOf(neighbour, new StringValue("front"))]));
        Assert.Equal((AciFindingStatus.Fail, severity), (result.Status, result.Severity));
    }

    [Theory]
    [EveryShape]
    public void More_than_three_ports_are_a_wide_surface(Shape shape) => RuleCheck.Says(
        shape, new PublicSurfaceRule(), Public("""{ "port": 1001 }""", """{ "port": 1002 }""", """{ "port": 1003 }""", """{ "port": 1004 }"""), "Fail ipAddress.ports");

    [Theory]
    [EveryShape]
    public void A_udp_port_is_a_failure_at_its_protocol(Shape shape) =>
        RuleCheck.Says(shape, new PublicSurfaceRule(), Public("""{ "port": 443 }""", """{ "port": 53, "protocol": "UDP" }"""), "Fail ipAddress.ports[53/UDP].protocol");

    [Theory]
    [EveryShape]
    public void A_few_tcp_ports_pass(Shape shape) =>
        RuleCheck.Says(shape, new PublicSurfaceRule(), Public("""{ "port": 80 }""", """{ "port": 443, "protocol": "TCP" }"""), "Pass ipAddress.ports");

    [Fact]
    public void The_number_of_a_port_does_not_matter_to_a_small_surface() =>
        RuleCheck.SaysOfOpen(new PublicSurfaceRule(), Public("""{ "port": "?p" }"""), "Pass ipAddress.ports");

    [Fact]
    public void An_open_list_of_ports_is_never_a_small_surface() =>
        RuleCheck.SaysOfOpen(new PublicSurfaceRule(), Public("""{ "port": 443 }""", "\"?...\""), "Unknown ipAddress.ports");

    [Fact]
    public void A_protocol_that_is_not_known_may_be_udp() =>
        RuleCheck.SaysOfOpen(new PublicSurfaceRule(), Public("""{ "port": 443, "protocol": "?p" }"""), "Unknown ipAddress.ports[443/parameters('p')].protocol");

    [Fact]
    public void A_port_that_the_settings_do_not_list_is_a_failure_of_medium_severity()
    {
        var settings = new AssessmentSettings { PublicPorts = [443, 53] };
        GroupFixture fixture = Public("""{ "port": 443 }""", """{ "port": 8443 }""", """{ "port": 53, "protocol": "UDP" }""");
        RuleResult result = Assert.Single(RuleProbe.Judge(new PublicSurfaceRule(), OpenGroup.Bind(fixture), settings));
        Assert.Equal((AciFindingStatus.Fail, "ipAddress.ports[8443/TCP].port", AciSeverity.Medium), (result.Status, result.Place.ToString(), result.Severity));
    }

    [Fact]
    public void The_settings_say_how_many_ports_are_too_many()
    {
        GroupFixture fixture = Public("""{ "port": 80 }""", """{ "port": 443 }""");
        Assert.Equal(["Fail ipAddress.ports"], Judge(new PublicSurfaceRule(), fixture, new AssessmentSettings { MaximumPublicPorts = 1 }));
        Assert.Equal(["Pass ipAddress.ports"], Judge(new PublicSurfaceRule(), fixture, new AssessmentSettings { MaximumPublicPorts = 2 }));
    }

    [Fact]
    public void With_a_list_of_ports_one_that_is_not_known_is_left_open() =>
        Assert.Equal(["Unknown ipAddress.ports[parameters('p')/TCP].port"], Judge(new PublicSurfaceRule(), Public("""{ "port": "?p" }"""), new AssessmentSettings { PublicPorts = [443] }));

    [Theory]
    [EveryShape]
    public void A_port_that_no_container_declares_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new UnservedPortRule(), Serving("""{ "port": 443 }""", """{ "port": 443 }, { "port": 8080 }"""), "Fail ipAddress.ports[8080/TCP].port");

    [Theory]
    [EveryShape]
    public void Ports_that_containers_declare_pass(Shape shape) =>
        RuleCheck.Says(shape, new UnservedPortRule(), Serving("""{ "port": 443 }, { "port": 80 }""", """{ "port": 80 }, { "port": 443 }"""), "Pass ipAddress.ports");

    [Fact]
    public void A_port_is_left_open_where_not_all_container_ports_are_known()
    {
        RuleCheck.SaysOfOpen(new UnservedPortRule(), Serving("""{ "port": 443 }, "?..." """, """{ "port": 8080 }"""), "Unknown ipAddress.ports[8080/TCP].port");
        RuleCheck.SaysOfOpen(new UnservedPortRule(), Serving("""{ "port": "?a" }""", """{ "port": 8080 }"""), "Unknown ipAddress.ports[8080/TCP].port");
        RuleCheck.SaysOfOpen(new UnservedPortRule(), Serving("""{ "port": 443 }""", """{ "port": "?a" }"""), "Unknown ipAddress.ports[parameters('a')/TCP].port");
        RuleCheck.SaysOfOpen(new UnservedPortRule(), Serving("""{ "port": 443 }""", """{ "port": 443 }, "?..." """), "Unknown ipAddress.ports");
        RuleCheck.SaysOfOpen(new UnservedPortRule(), Public("""{ "port": 443 }""").With("properties.containers", """[ "?..." ]"""), "Unknown ipAddress.ports[443/TCP].port");
    }

    [Fact]
    public void One_parameter_for_both_ports_is_the_same_port() =>
        RuleCheck.SaysOfOpen(new UnservedPortRule(), Serving("""{ "port": "?port" }""", """{ "port": "?port" }"""), "Pass ipAddress.ports");

    [Fact]
    public void An_init_container_serves_no_port()
    {
        GroupFixture fixture = Public("""{ "port": 443 }""").With("properties.initContainers", """[ { "name": "setup", "properties": { "image": "x", "ports": [ { "port": 443 } ] } } ]""");
        RuleCheck.SaysOfOpen(new UnservedPortRule(), fixture, "Fail ipAddress.ports[443/TCP].port");
    }

    private static GroupFixture Public(params string[] ports) =>
        GroupFixture.FromProperties($$"""{ "ipAddress": { "type": "Public", "ports": [ {{string.Join(", ", ports)}} ] } }""");

    private static GroupFixture Serving(string containerPorts, string groupPorts) =>
        GroupFixture.FromContainer($$"""{ "ports": [ {{containerPorts}} ] }""").With("properties.ipAddress", $$"""{ "type": "Public", "ports": [ {{groupPorts}} ] }""");

    private static IReadOnlyList<string> Judge(Rule rule, GroupFixture fixture, AssessmentSettings settings) =>
        RuleCheck.Written(RuleProbe.Judge(rule, OpenGroup.Bind(fixture), settings));
}
