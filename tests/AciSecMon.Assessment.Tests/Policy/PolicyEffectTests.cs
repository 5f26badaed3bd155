using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What each effect makes of a resource for which the condition holds (azure-facts-2, D.4.6).</summary>
public sealed class PolicyEffectTests
{
    private const string Group = "{ 'type': 'Microsoft.ContainerInstance/containerGroups', 'name': 'g', 'location': 'westeurope', 'tags': { 'env': 'test', 'old': '1' }, 'properties': { 'sku': 'Standard', 'osType': 'Linux', 'zones': [ '1' ], 'ipAddress': { 'type': 'Public', 'ports': [ { 'port': 80 } ] } } }";
    private const string Alias = "Microsoft.ContainerInstance/containerGroups/";

    [Theory]
    [InlineData("audit", AciPolicyState.NonCompliant, "audit")]
    [InlineData("DENY", AciPolicyState.NonCompliant, "deny")]
    [InlineData("Disabled", AciPolicyState.NotApplicable, "disabled")]
    [InlineData("addToNetworkGroup", AciPolicyState.NotApplicable, "addToNetworkGroup")]
    [InlineData("mutate", AciPolicyState.NotApplicable, "mutate")]
    [InlineData("auditAction", AciPolicyState.NotApplicable, "auditAction")]
    [InlineData("[if(equals(field('name'), 'g'), 'deny', 'audit')]", AciPolicyState.NonCompliant, "deny")]
    public void An_effect_gives(string effect, AciPolicyState state, string named)
    {
        PolicyVerdict verdict = Judge(effect.Replace('\'', '`'));
        Assert.Equal((state, named), (verdict.State, verdict.Effect));
    }

    [Theory]
    [InlineData(null, AciPolicyState.Unknown)]
    [InlineData("{ }", AciPolicyState.Unknown)]
    [InlineData("{ 'defaultState': 'Unknown' }", AciPolicyState.Unknown)]
    [InlineData("{ 'defaultState': 'Compliant' }", AciPolicyState.Compliant)]
    [InlineData("{ 'defaultState': 'Non-compliant' }", AciPolicyState.NonCompliant)]
    [InlineData("{ 'defaultState': '[parameters(`state`)]' }", AciPolicyState.NonCompliant)]
    public void What_somebody_has_to_attest_is_what_the_definition_says_until_then(string? details, AciPolicyState state) => Assert.Equal(state, Judge("manual", details).State);

    [Theory]
    [InlineData("All", "{ 'actionNames': [ 'delete' ] }", "The service would refuse to delete the resource.")]
    [InlineData("Indexed", "{ 'actionNames': [ 'delete' ] }", "The service would refuse to delete the resource, and its resource group with it.")]
    [InlineData("Indexed", "{ 'actionNames': [ 'delete' ], 'cascadeBehaviors': { 'resourceGroup': 'allow' } }", "The service would refuse to delete the resource.")]
    public void An_action_is_denied(string mode, string details, string message)
    {
        PolicyVerdict verdict = Judge("denyAction", details, mode);
        Assert.Equal((AciPolicyState.Compliant, message), (verdict.State, verdict.Message));
    }

    [Fact]
    public void Append_adds_what_is_not_there()
    {
        PolicyVerdict verdict = Judge("append", $"[ {{ 'field': '{Alias}priority', 'value': 'Spot' }}, {{ 'field': '{Alias}ipAddress.ports[*]', 'value': {{ 'port': 443 }} }}, {{ 'field': 'tags[`env`]', 'value': 'test' }} ]");
        Assert.Equal(AciPolicyState.NonCompliant, verdict.State);
        Assert.Equal([("add", $"{Alias}priority"), ("add", $"{Alias}ipAddress.ports[*]")], verdict.Changes.Select(static change => (change.Operation, change.Field)));
        Assert.Equal("Spot", verdict.Changes[0].Value.AsText());
        Assert.StartsWith("The service would change the resource", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tags[`env`]", "'prod'")]
    [InlineData(Alias + "osType", "'Windows'")]
    [InlineData(Alias + "ipAddress.ports", "[ { 'port': 443 } ]")]
    public void Append_refuses_where_another_value_is_there(string field, string value)
    {
        PolicyVerdict verdict = Judge("append", $"[ {{ 'field': '{field}', 'value': {value} }} ]");
        Assert.Equal(AciPolicyState.NonCompliant, verdict.State);
        Assert.Empty(verdict.Changes);
        Assert.Contains("would refuse", verdict.Message, StringComparison.Ordinal);
        Assert.Contains(field.Replace('`', '\''), verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("append", "[ { 'field': 'tags[`env`]', 'value': 'TEST' } ]")]
    [InlineData("modify", "{ 'roleDefinitionIds': [ 'r' ], 'operations': [ { 'operation': 'addOrReplace', 'field': 'tags[`env`]', 'value': 'test' } ] }")]
    public void What_meets_the_condition_counts_against_a_resource_even_where_nothing_would_change(string effect, string details)
    {
        PolicyVerdict verdict = Judge(effect, details);
        Assert.Equal(AciPolicyState.NonCompliant, verdict.State);
        Assert.Empty(verdict.Changes);
        Assert.Contains("set already", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ 'operation': 'addOrReplace', 'field': 'tags[`env`]', 'value': 'prod' }", "addOrReplace tags['env'] prod")]
    [InlineData("{ 'operation': 'add', 'field': 'tags[`new`]', 'value': '[concat(`a`, parameters(`state`))]' }", "add tags['new'] aNonCompliant")]
    [InlineData("{ 'operation': 'Remove', 'field': 'tags[`old`]' }", "remove tags['old'] null")]
    [InlineData("{ 'operation': 'remove', 'field': 'tags[`other`]' }", null)]
    [InlineData("{ 'operation': 'addOrReplace', 'field': '" + Alias + "osType', 'value': 'Windows' }", "addOrReplace " + Alias + "osType Windows")]
    [InlineData("{ 'operation': 'addOrReplace', 'field': '" + Alias + "ipAddress.type', 'value': 'Private' }", "addOrReplace " + Alias + "ipAddress.type Private")]
    [InlineData("{ 'operation': 'addOrReplace', 'field': '" + Alias + "diagnostics.logAnalytics.workspaceId', 'value': 'w' }", null)]
    [InlineData("{ 'operation': 'addOrReplace', 'field': 'tags[`env`]', 'value': 'prod', 'condition': '[less(requestContext().apiVersion, `2020-01-01`)]' }", null)]
    [InlineData("{ 'operation': 'addOrReplace', 'field': 'tags[`env`]', 'value': 'prod', 'condition': '[greater(requestContext().apiVersion, `2020-01-01`)]' }", "addOrReplace tags['env'] prod")]
    [InlineData("{ 'operation': 'addOrReplace', 'field': '" + Alias + "ipAddress.ports[*]', 'value': { 'port': 80 } }", null)]
    [InlineData("{ 'operation': 'addOrReplace', 'field': '" + Alias + "ipAddress.ports[*].port', 'value': 443 }", "addOrReplace " + Alias + "ipAddress.ports[*].port 443")]
    public void Modify_shows_the_change_that_it_would_make(string operation, string? expected)
    {
        PolicyVerdict verdict = Judge("modify", $"{{ 'roleDefinitionIds': [ 'r' ], 'operations': [ {operation} ] }}");
        Assert.Equal(AciPolicyState.NonCompliant, verdict.State);
        Assert.Equal(expected is null ? [] : [expected], verdict.Changes.Select(static change => $"{change.Operation} {change.Field} {change.Value}"));
    }

    [Theory]
    [InlineData("{ 'operation': 'addOrReplace', 'field': '" + Alias + "osType', 'value': 'Windows' }", "", "is refused")]
    [InlineData("{ 'operation': 'addOrReplace', 'field': '" + Alias + "osType', 'value': 'Windows' }", "'conflictEffect': 'Audit',", "goes through unchanged")]
    [InlineData("{ 'operation': 'addOrReplace', 'field': 'tags.env', 'value': 'prod' }", "", null)]
    public void Modify_says_what_comes_where_a_property_cannot_be_modified(string operation, string conflict, string? said)
    {
        string message = Judge("modify", $"{{ {conflict} 'roleDefinitionIds': [ 'r' ], 'operations': [ {operation} ] }}").Message;
        Assert.Equal(said is not null, message.Contains("cannot be modified", StringComparison.Ordinal));
        if (said is not null) Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Modify_of_an_identity_is_for_virtual_machines_alone()
    {
        const string Details = "{ 'roleDefinitionIds': [ 'r' ], 'operations': [ { 'operation': 'addOrReplace', 'field': 'identity.type', 'value': 'SystemAssigned' } ] }";
        Assert.Equal(AciPolicyState.NotApplicable, Judge("modify", Details).State);
        Assert.Equal(AciPolicyState.NonCompliant, Judge("modify", Details, resource: "{ 'type': 'Microsoft.Compute/virtualMachines', 'name': 'v', 'location': 'x' }").State);
    }

    [Fact]
    public void An_effect_that_is_not_known_leaves_the_verdict_open()
    {
        PolicyVerdict verdict = Judge("[field(`tags.effect`)]", resource: "{ 'type': 't', 'name': 'n', 'tags': { 'effect': '~' } }");
        Assert.Equal(AciPolicyState.Unknown, verdict.State);
        Assert.Contains("which effect", verdict.Message, StringComparison.Ordinal);
    }

    private static PolicyVerdict Judge(string effect, string? details = null, string mode = "All", string resource = Group)
    {
        BoundPolicy policy = PolicyRule.Bind($"{{ 'if': {{ 'field': 'name', 'exists': true }}, 'then': {{ 'effect': '{effect}'{(details is null ? string.Empty : $", 'details': {details}")} }} }}", "{ 'state': { 'type': 'String', 'defaultValue': 'NonCompliant' } }", mode);
        Assert.Empty(policy.Faults);
        return PolicyEvaluator.Judge(policy, PolicyRule.Subject(resource));
    }
}
