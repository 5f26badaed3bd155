using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>The eight definitions that Microsoft built in, on groups for each of their branches (azure-facts, D.1).</summary>
public sealed class BuiltInPolicyTests
{
    private const string Workspace = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w";

    [Theory]
    [InlineData("CMK_Audit", "{ 'encryptionProperties': { 'vaultBaseUrl': 'https://v', 'keyName': 'k' } }", AciPolicyState.Compliant)]
    [InlineData("CMK_Audit", "{ 'encryptionProperties': { 'keyName': 'k' } }", AciPolicyState.NonCompliant)]
    [InlineData("CMK_Audit", "{ 'encryptionProperties': { 'vaultBaseUrl': 'https://v' } }", AciPolicyState.NonCompliant)]
    [InlineData("CMK_Audit", "{ }", AciPolicyState.NonCompliant)]
    [InlineData("CMK_Audit", "{ 'encryptionProperties': { 'vaultBaseUrl': '~', 'keyName': 'k' } }", AciPolicyState.Unknown)]
    [InlineData("VNET_Audit", "{ 'ipAddress': { 'type': 'Private' } }", AciPolicyState.Compliant)]
    [InlineData("VNET_Audit", "{ 'ipAddress': { 'type': 'Public' }, 'subnetIds': [ { 'id': 'x' } ] }", AciPolicyState.Compliant)]
    [InlineData("VNET_Audit", "{ 'ipAddress': { 'type': 'Public' } }", AciPolicyState.NonCompliant)]
    [InlineData("VNET_Audit", "{ }", AciPolicyState.NonCompliant)]
    [InlineData("VNET_Audit", "{ 'subnetIds': [] }", AciPolicyState.NonCompliant)]
    [InlineData("VNET_Audit", "{ 'ipAddress': { 'type': '~' }, 'subnetIds': [] }", AciPolicyState.Unknown)]
    [InlineData("ContainerInstance_containerGroups_ZoneAligned_Audit", "zones ['1']", AciPolicyState.Compliant)]
    [InlineData("ContainerInstance_containerGroups_ZoneAligned_Audit", "zones ['1','2']", AciPolicyState.NonCompliant)]
    [InlineData("ContainerInstance_containerGroups_ZoneAligned_Audit", "{ }", AciPolicyState.NonCompliant)]
    [InlineData("ContainerInstance_LogAnalytics_Append", "{ }", AciPolicyState.NonCompliant)]
    [InlineData("ContainerInstance_LogAnalytics_Append", "{ 'diagnostics': { 'logAnalytics': { 'workspaceId': 'x', 'workspaceKey': 'y' } } }", AciPolicyState.Compliant)]
    public void A_definition_says_of_a_group(string file, string properties, AciPolicyState expected) => Assert.Equal(expected, Judge(file, properties, "2025-09-01").State);

    [Theory]
    [InlineData("2021-03-01", "{ 'networkProfile': { 'id': 'n' } }", AciPolicyState.Compliant)]
    [InlineData("2021-03-01", "{ 'subnetIds': [ { 'id': 'x' } ] }", AciPolicyState.NonCompliant)]
    [InlineData("2021-07-01", "{ 'networkProfile': { 'id': 'n' } }", AciPolicyState.NonCompliant)]
    [InlineData("2021-07-01", "{ 'subnetIds': [ { 'id': 'x' } ] }", AciPolicyState.Compliant)]
    public void The_definition_on_networks_depends_on_the_version_of_the_request(string version, string properties, AciPolicyState expected) => Assert.Equal(expected, Judge("VNET_Audit", properties, version).State);

    [Fact]
    public void Where_the_version_of_the_request_is_not_known_only_a_private_address_decides()
    {
        Assert.Equal(AciPolicyState.Compliant, Judge("VNET_Audit", "{ 'ipAddress': { 'type': 'Private' } }", null).State);
        Assert.Equal(AciPolicyState.Unknown, Judge("VNET_Audit", "{ 'subnetIds': [ { 'id': 'x' } ] }", null).State);
    }

    [Fact]
    public void Append_tells_what_it_would_set()
    {
        PolicyVerdict verdict = Judge("ContainerInstance_LogAnalytics_Append", "{ }", "2025-09-01");
        Assert.Equal(["Microsoft.ContainerInstance/containerGroups/diagnostics.logAnalytics.workspaceId", "Microsoft.ContainerInstance/containerGroups/diagnostics.logAnalytics.workspaceKey"], verdict.Changes.Select(static change => change.Field).Order());
    }

    [Theory]
    [InlineData("DS_LA_containerinstance-containergroups_DINE", "workspaceId", "logAnalytics")]
    [InlineData("DS_EH_containerinstance-containergroups_DINE", "eventHubAuthorizationRuleId", "eventHubAuthorizationRuleId")]
    [InlineData("DS_ST_containerinstance-containergroups_DINE", "storageAccountId", "storageAccount")]
    public void A_definition_on_diagnostic_settings_looks_for_the_whole_category_group_and_its_destination(string file, string destination, string parameter)
    {
        string Setting(string group, string id) => $$"""{ "name": "s", "properties": { "{{destination}}": "{{id}}", "eventHubName": "Monitoring", "logs": [ { "categoryGroup": "{{group}}", "enabled": true } ], "metrics": [] } }""";
        Assert.Equal(AciPolicyState.Compliant, Existing(file, parameter, "allLogs", Setting("allLogs", Workspace)));
        Assert.Equal(AciPolicyState.NonCompliant, Existing(file, parameter, "allLogs", Setting("allLogs", "/other")));
        Assert.Equal(AciPolicyState.NonCompliant, Existing(file, parameter, "allLogs"));
        Assert.Equal(AciPolicyState.Unknown, Existing(file, parameter, "allLogs", isWhole: false));

        // With the default, audit, a setting that logs nothing is what the definition deploys and is content with.
        string mute = Setting("allLogs", Workspace).Replace("\"enabled\": true", "\"enabled\": false", StringComparison.Ordinal);
        Assert.Equal(AciPolicyState.Compliant, Existing(file, parameter, "audit", mute));
        Assert.Equal(AciPolicyState.NonCompliant, Existing(file, parameter, "allLogs", mute));
    }

    [Fact]
    public void The_older_definition_on_diagnostic_settings_looks_for_logs_that_are_on()
    {
        string Setting(bool isOn) => $$"""{ "name": "containerInstanceDiagnosticsLogsToWorkspace", "properties": { "workspaceId": "{{Workspace}}", "logs": [ { "category": "ContainerInstanceLog", "enabled": {{(isOn ? "true" : "false")}} } ] } }""";
        Assert.Equal(AciPolicyState.Compliant, Existing("LogAnalytics_DINE", "logAnalytics", null, Setting(true)));
        Assert.Equal(AciPolicyState.NonCompliant, Existing("LogAnalytics_DINE", "logAnalytics", null, Setting(false)));
    }

    [Fact]
    public void A_resource_of_another_type_is_no_affair_of_theirs_and_a_disabled_one_of_nobody()
    {
        foreach (string path in Corpus.Files("azure-policy", "*.json"))
        {
            BoundPolicy policy = Bind(Path.GetFileNameWithoutExtension(path), []);
            Assert.Equal(AciPolicyState.NotApplicable, PolicyEvaluator.Judge(policy, Subject("""{ "type": "Microsoft.Compute/virtualMachines", "name": "v", "location": "x", "properties": { } }""", "2025-09-01")).State);
            BoundPolicy off = Bind(Path.GetFileNameWithoutExtension(path), new() { ["effect"] = new StringValue("Disabled") });
            Assert.Equal((AciPolicyState.NotApplicable, "disabled"), (PolicyEvaluator.Judge(off, Group("{ }", "2025-09-01")).State, PolicyEvaluator.Judge(off, Group("{ }", "2025-09-01")).Effect));
        }
    }

    private static AciPolicyState Existing(string file, string parameter, string? group, string? setting = null, bool isWhole = true)
    {
        Dictionary<string, Value> values = new() { [parameter] = new StringValue(Workspace) };
        if (group is not null) values["categoryGroup"] = new StringValue(group);
        PolicySubject bare = Group("{ }", "2025-09-01");
        var subject = new PolicySubject { Resource = bare.Resource, Now = bare.Now, Request = bare.Request, Related = _ => new RelatedResources(setting is null ? [] : [Typed(setting)], isWhole) };
        return PolicyEvaluator.Judge(Bind(file, values), subject).State;
    }

    private static ObjectValue Typed(string setting) => Json(setting.Insert(1, "\"type\": \"Microsoft.Insights/diagnosticSettings\", "));

    private static PolicyVerdict Judge(string file, string properties, string? version) => PolicyEvaluator.Judge(Bind(file, []), Group(properties, version));

    private static BoundPolicy Bind(string file, Dictionary<string, Value> values)
    {
        string path = Corpus.PathOf($"azure-policy/{file}.json");
        PolicyDefinition definition = Assert.Single(PolicyReader.Read(JsonDocumentReader.Read(new SourceFile(path, path), File.ReadAllText(path)).Root, file).Definitions);

        // What every assignment has to give.
        foreach (Property parameter in definition.Parameters.Properties)
        {
            if (((ObjectValue)parameter.Value).Find("defaultValue") is null && !values.ContainsKey(parameter.Name)) values[parameter.Name] = new StringValue(parameter.Name == "resourceLocation" ? "westeurope" : Workspace);
        }

        BoundPolicy policy = BoundPolicy.Bind(definition, values);
        Assert.Empty(policy.Faults);
        return policy;
    }

    private static PolicySubject Group(string properties, string? version)
    {
        string zones = properties.StartsWith("zones", StringComparison.Ordinal) ? $"\"zones\": {properties[5..]}," : string.Empty;
        string own = zones.Length > 0 ? "{ }" : properties;
        return Subject($"{{ \"type\": \"Microsoft.ContainerInstance/containerGroups\", \"name\": \"g\", \"location\": \"westeurope\", {zones} \"properties\": {own} }}".Replace('\'', '"'), version);
    }

    private static PolicySubject Subject(string resource, string? version) => new()
    {
        Resource = (ObjectValue)Open(Json(resource)),
        Now = DateTimeOffset.UnixEpoch,
        Request = version is null ? PolicySubject.NotTold : Json($$"""{ "apiVersion": "{{version}}" }"""),
    };

    private static Value Open(Value value) => value switch
    {
        StringValue { Text: "~" } => new UnresolvedValue("parameters('p')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "p")),
        ObjectValue obj => new ObjectValue([.. obj.Properties.Select(static property => property with { Value = Open(property.Value) })]),
        _ => value,
    };

    private static ObjectValue Json(string text) => (ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "json"), text).Root;
}
