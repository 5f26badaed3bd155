using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Diagnostics;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Diagnostics;

/// <summary>A subscription with a few groups and destinations.</summary>
internal sealed class DiagnosticsWorld
{
    public const string Subscription = "11111111-1111-1111-1111-111111111111";
    public const string Customer = "99999999-9999-9999-9999-999999999999";
    public const string Workspace = "/subscriptions/" + Subscription + "/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/central";
    public const string Storage = "/subscriptions/" + Subscription + "/resourceGroups/logs/providers/Microsoft.Storage/storageAccounts/archive";
    public const string Namespace = "/subscriptions/" + Subscription + "/resourceGroups/logs/providers/Microsoft.EventHub/namespaces/stream";
    public const string Rule = Namespace + "/authorizationRules/send";
    public const string AllOn =
        """ "logs":[{"category":"ContainerInstanceLog","enabled":true},{"category":"ContainerEvent","enabled":true}],"metrics":[{"category":"AllMetrics","enabled":true}] """;

    public DiagnosticsWorld()
    {
        Arm.Put(Workspace, $$"""{"name":"central","location":"northeurope","properties":{"customerId":"{{Customer}}","provisioningState":"Succeeded"} }""");
        Arm.Put(Storage, """{"name":"archive","location":"West Europe","sku":{"name":"Standard_LRS"},"properties":{"networkAcls":{"defaultAction":"Allow"}}}""");
        Arm.Put(Namespace, """{"name":"stream","location":"westeurope","properties":{}}""");
        Arm.Put(Rule, """{"name":"send","properties":{"rights":["Listen","Manage","Send"]}}""");
    }

    public ScriptedArm Arm { get; } = new();

    /// <summary>The clock of persons; it stands until a test moves it.</summary>
    public ManualClock Watch { get; } = new();

    public TestPipeline Pipeline { get; init; } = new();

    /// <summary>Adds a group and gives its id.</summary>
    public string Group(string name, string properties = "{}", string location = "westeurope")
    {
        string id = $"/subscriptions/{Subscription}/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/{name}";
        Arm.Rows.Add($$"""{"id":"{{id}}","name":"{{name}}","location":"{{location}}","resourceGroup":"shop","subscriptionId":"{{Subscription}}","properties":{{properties}} }""");
        return id;
    }

    /// <summary>The path of a setting, or of all of them.</summary>
    public static string Setting(string group, string? name = null) => $"{group}/providers/Microsoft.Insights/diagnosticSettings{(name is null ? string.Empty : "/" + name)}";

    /// <summary>Adds a setting to a group.</summary>
    public void Add(string group, string name, string properties) =>
        Arm.Put(Setting(group, name), $$"""{"id":"{{Setting(group, name)}}","name":"{{name}}","properties":{ {{properties}} } }""");

    public async Task<List<AciDiagnosticSetting>> ReadAsync(GroupSelection? selection = null)
    {
        var rows = new List<AciDiagnosticSetting>();
        await foreach (AciDiagnosticSetting row in new DiagnosticsReader(Arm, Finder).ReadAsync(selection ?? new(), Pipeline, TestContext.Current.CancellationToken)) rows.Add(row);
        return rows;
    }

    public Task<List<AciChange>> EnableAsync(EnableDiagnosticsRequest request, GroupSelection? selection = null) =>
        AllAsync(Enabler.EnableAsync(selection ?? new(), request, Pipeline, TestContext.Current.CancellationToken));

    public Task<List<AciChange>> DisableAsync(string? name = null) =>
        AllAsync(new DiagnosticsDisabler(Arm, Finder, TimeProvider.System, Grace.By(Watch)).DisableAsync(new(), new DisableDiagnosticsRequest { Name = name }, Pipeline, TestContext.Current.CancellationToken));

    public DiagnosticsEnabler Enabler => new(Arm, Finder, TimeProvider.System, Grace.By(Watch));

    public GroupFinder Finder => new(Arm, new GroupScope([Subscription]));

    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (T item in items) all.Add(item);
        return all;
    }
}
