using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.EndToEnd.Faults;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>The api-version of every service as it goes over the wire, and those that a person sets in their place.</summary>
public sealed class ApiVersionsOnTheWireTests
{
    private const string Workspace = "/subscriptions/" + FaultWorld.Shop + "/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight";

    private const string Alert = "/subscriptions/" + FaultWorld.Lab + "/providers/Microsoft.Security/locations/westeurope/alerts/2517538700000000000_d1a60000-0000-4000-8000-0000000000a1";

    // The table of azure-facts, section 0; where it names no version, the folder of azure-rest-api-specs.
    private static readonly (string Service, string Version)[] Expected =
    [
        ("Microsoft.Authorization/locks", "2020-05-01"), // azure-rest-api-specs: resources, Microsoft.Authorization/locks, stable
        ("Microsoft.Authorization/permissions", "2022-04-01"), // section 0, Microsoft.Authorization; section G
        ("Microsoft.Authorization/policyAssignments", "2025-03-01"), // section 0; section D.3
        ("Microsoft.Authorization/policyDefinitions", "2025-03-01"), // section 0
        ("Microsoft.Authorization/policySetDefinitions", "2025-03-01"), // section 0
        ("Microsoft.Authorization/roleAssignmentScheduleInstances", "2020-10-01"), // azure-facts-2, G.2.2
        ("Microsoft.Authorization/roleAssignments", "2022-04-01"), // section 0, Microsoft.Authorization; section G
        ("Microsoft.Authorization/roleEligibilityScheduleInstances", "2020-10-01"), // azure-facts-2, G.2.2
        ("Microsoft.ContainerInstance/containerGroups", "2025-09-01"), // section 0, Microsoft.ContainerInstance
        ("Microsoft.EventHub/namespaces", "2024-01-01"), // azure-rest-api-specs: eventhub, stable
        ("Microsoft.Insights/actionGroups", "2023-01-01"), // section 0
        ("Microsoft.Insights/activityLogAlerts", "2020-10-01"), // section 0; section H
        ("Microsoft.Insights/diagnosticSettings", "2021-05-01-preview"), // section 0; section B.1
        ("Microsoft.Insights/eventtypes", "2015-04-01"), // section 0; section F
        ("Microsoft.Insights/metricAlerts", "2018-03-01"), // section 0; section H
        ("Microsoft.Insights/metrics", "2024-02-01"), // section 0; section B.5
        ("Microsoft.Insights/scheduledQueryRules", "2023-12-01"), // section 0; section H
        ("Microsoft.KeyVault/vaults", "2023-07-01"), // azure-rest-api-specs: keyvault, stable
        ("Microsoft.OperationalInsights/workspaces", "2023-09-01"), // azure-rest-api-specs: operationalinsights, readme
        ("Microsoft.PolicyInsights/remediations", "2024-10-01"), // section 0; section D.3
        ("Microsoft.ResourceGraph/resources", "2024-04-01"), // section 0; section I.1
        ("Microsoft.Resources/providers", "2021-04-01"), // azure-rest-api-specs: resources, Microsoft.Resources/resources, stable
        ("Microsoft.Resources/subscriptions", "2022-12-01"), // azure-rest-api-specs: resources, subscriptions, stable
        ("Microsoft.Security/alerts", "2022-01-01"), // section 0; section C.5
        ("Microsoft.Security/alertsSuppressionRules", "2019-01-01-preview"), // section 0; section C.6
        ("Microsoft.Security/assessments", "2021-06-01"), // section 0; section C.3
        ("Microsoft.Security/locations/alerts", "2022-01-01"), // section 0; section C.5
        ("Microsoft.Security/pricings", "2024-01-01"), // section 0; section C.1
        ("Microsoft.Security/securityContacts", "2023-12-01-preview"), // learn.microsoft.com, azure/templates/microsoft.security
        ("Microsoft.Storage/storageAccounts", "2023-05-01"), // azure-rest-api-specs: storage, stable
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_service_is_called_with_its_own_version()
    {
        IReadOnlyList<LoggedRequest> requests = await EverythingAsync([]);

        (string, string)[] sent = [.. requests.Select(static request => (ServiceOf(request), VersionOf(request))).Distinct().OrderBy(static pair => pair.Item1, StringComparer.Ordinal)];
        Assert.Equal(Expected, sent);
    }

    [Fact]
    public void No_service_is_left_out_of_the_table_above() =>
        Assert.Equal(Expected, ApiVersions.ByService.Select(static pair => (pair.Key, pair.Value)).OrderBy(static pair => pair.Key, StringComparer.Ordinal));

    [Fact]
    public async Task A_version_that_a_person_sets_goes_with_every_call_of_its_service_and_with_no_other()
    {
        var asked = new Dictionary<string, string> { ["microsoft.containerinstance/containergroups"] = "2023-05-01", ["Microsoft.EventHub/namespaces"] = "2021-11-01", ["Microsoft.ResourceGraph/resources"] = "2022-10-01" };

        IReadOnlyList<LoggedRequest> requests = await EverythingAsync(asked);

        Assert.All(requests, request => Assert.Equal(ServiceOf(request) switch
        {
            "Microsoft.ContainerInstance/containerGroups" => "2023-05-01",
            "Microsoft.EventHub/namespaces" => "2021-11-01",
            "Microsoft.ResourceGraph/resources" => "2022-10-01",
            var other => Expected.Single(pair => pair.Service == other).Version,
        }, VersionOf(request)));
    }

    [Fact]
    public async Task The_connection_shows_what_was_set_and_what_is_approved_is_what_is_sent()
    {
        var engine = new AzureEngine(static _ => null, new ManualClock());
        var pipeline = new TestPipeline { IsWhatIf = true };
        AciConnection connection = await engine.ConnectAsync(Request(SandboxServer.Sample(), new() { ["microsoft.security/PRICINGS"] = "2023-01-01" }), pipeline, Stop);

        await foreach (AciChange _ in engine.EnableDefenderPlansAsync(connection, new EnableDefenderPlanRequest { Name = ["Containers", "Arm", "KeyVaults"] }, pipeline, Stop))
        {
        }

        Assert.Equal([new("Microsoft.Security/pricings", "2023-01-01")], connection.ApiVersion);
        Assert.NotEmpty(pipeline.Asked);
        Assert.All(pipeline.Asked, static proposal => Assert.Contains("?api-version=2023-01-01", proposal.Request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Microsoft.ContainerInstance", "2023-05-01", "Microsoft.ContainerInstance/containerGroups")]
    [InlineData("Microsoft.Compute/virtualMachines", "2023-05-01", "Microsoft.ContainerInstance/containerGroups")]
    [InlineData("Microsoft.Security/pricings", "2023-5-1", "yyyy-MM-dd-preview")]
    [InlineData("Microsoft.Security/pricings", "2023-02-30", "'2024-01-01'")]
    [InlineData("Microsoft.Security/pricings", "2024-01-01-beta", "'2024-01-01'")]
    [InlineData("Microsoft.Security/pricings", "2017", "in quotes")]
    [InlineData("Microsoft.Security/pricings", "", "in quotes")]
    public async Task What_is_no_service_or_no_version_is_told_before_anybody_is_asked(string service, string version, string advice)
    {
        SandboxServer server = SandboxServer.Sample();

        var fault = await Assert.ThrowsAsync<AciProblemException>(() => new AzureEngine().ConnectAsync(Request(server, new() { [service] = version }), new TestPipeline(), Stop));

        Assert.Equal(("AciApiVersionInvalid", AciProblemKind.InvalidArgument), (fault.Problem.Id, fault.Problem.Kind));
        Assert.Equal(service, fault.Problem.Target);
        Assert.Contains(advice, fault.Problem.Recommendation, StringComparison.Ordinal);
        Assert.Empty(server.Log.Requests);
    }

    // All that reads and writes, on an estate in which one subscription does not show its role assignments, so that they are asked for by name.
    private static async Task<IReadOnlyList<LoggedRequest>> EverythingAsync(Dictionary<string, string> versions)
    {
        var world = new FaultWorld();
        world.Server.Rights.Deny("Microsoft.Authorization/roleAssignments/read", "/subscriptions/" + FaultWorld.Data);
        await world.ConnectAsync(versions, Stop);
        foreach (Func<FaultWorld, Task<Outcome>> operation in Operation.Reading.Values) await operation(world);
        await Outcome.OfAsync(world, world.Findings(Stop, "Regulated"));
        await Outcome.OfAsync(world, world.Engine.EnableDefenderPlansAsync(world.Connection!, new EnableDefenderPlanRequest { Name = ["Arm"] }, world.Recorder, Stop));
        await Outcome.OfAsync(world, world.Engine.EnableDiagnosticsAsync(world.Connection!, new GroupSelection(), new EnableDiagnosticsRequest { WorkspaceId = Workspace }, world.Recorder, Stop));
        var policies = new EnablePolicyRequest { Name = ["acisecmon-container-groups", "85779c9a-7fdf-4294-937c-ded183166fa8"], Place = new PolicyPlace { SubscriptionId = [FaultWorld.Shop] }, Remediate = true };
        await Outcome.OfAsync(world, world.Engine.EnablePoliciesAsync(world.Connection!, policies, world.Recorder, Stop));
        await Outcome.OfAsync(world, world.Engine.SetSecurityAlertsAsync(world.Connection!, new SetSecurityAlertRequest { ResourceId = [Alert], Status = AciSecurityAlertStatus.Resolved }, world.Recorder, Stop));
        await Outcome.OfAsync(world, world.Engine.GetMetricsAsync(world.Connection!, new GroupSelection { Name = ["web-front"] }, new MetricRequest(), world.Recorder, Stop));
        await Outcome.OfAsync(world, world.Engine.GetAccessAsync(world.Connection!, new GroupSelection(), new AccessRequest(), world.Recorder, Stop));
        await Outcome.OfAsync(world, world.Engine.GetActivityAsync(world.Connection!, new GroupSelection(), new ActivityRequest(), world.Recorder, Stop));
        return [.. world.Server.Log.Requests.Where(static request => request.Host == SandboxServer.ResourceManager.Host)];
    }

    private static ConnectionRequest Request(SandboxServer server, Dictionary<string, string> versions) => new() { Credential = AciCredentialKind.Sandbox, ApiVersion = versions, Wire = server.Wire() };

    // The type and, of types below it, the outermost: written here anew, so that a mistake there is none here.
    private static string ServiceOf(LoggedRequest request)
    {
        string path = request.PathAndQuery.Split('?')[0];
        int at = path.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return "Microsoft.Resources/subscriptions";
        string[] parts = path[(at + "/providers/".Length)..].Split('/');

        // A region is no resource: what stands in it is.
        if (parts.Length == 1) return "Microsoft.Resources/providers";
        return parts is [_, "locations", _, _, ..] ? $"{parts[0]}/locations/{parts[3]}" : string.Join('/', parts.Take(2));
    }

    private static string VersionOf(LoggedRequest request) => request.PathAndQuery.Split("api-version=")[^1].Split('&')[0];
}
