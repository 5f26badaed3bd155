using System.Management.Automation;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

/// <summary>How detections and queries reach the engine, and how rows come back.</summary>
[Collection(FakeParts.Name)]
public sealed class LogSearchTests : IDisposable
{
    private readonly FakeAzure azure = new();
    private readonly Engine engine = Engine.WithModule(new CapturingHost());

    public LogSearchTests() => engine.Run("Connect-AciSecMon -Identity");

    public void Dispose()
    {
        engine.Dispose();
        azure.Dispose();
    }

    [Fact]
    public void Values_reach_the_engine_without_what_PowerShell_wraps_around_them()
    {
        engine.Run("Search-AciLog ACI-KQL-001 -Workspace a, b -Timespan 2.00:00:00 -Parameter @{ list = 'x', 'y'; one = [psobject]'z'; length = [timespan]'01:00:00'; bag = [pscustomobject]@{ a = 1 }; id = [guid]'9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d72' }");

        var request = Assert.IsType<LogSearchRequest>(Assert.Single(azure.LogRequests));
        Assert.Equal((2, TimeSpan.FromDays(2)), (request.Workspace.Count, request.Timespan));
        Assert.Equal(["x", "y"], Assert.IsType<object?[]>(request.Parameter["list"]));
        Assert.IsType<string>(request.Parameter["one"]);
        Assert.Equal(TimeSpan.FromHours(1), request.Parameter["LENGTH"]);
        Assert.Equal(1, Assert.IsType<IReadOnlyDictionary<string, object?>>(request.Parameter["bag"], exactMatch: false)["a"]);
        Assert.IsType<string>(request.Parameter["id"]);
    }

    [Fact]
    public void A_secret_is_never_put_into_a_query()
    {
        Outcome outcome = engine.Run("Search-AciLog ACI-KQL-001 -Parameter @{ list = [securestring]::new() }");
        Assert.Contains(outcome.Errors, static error => error.FullyQualifiedErrorId.StartsWith("AciDetectionParameterInvalid,", StringComparison.Ordinal));
        Assert.Empty(azure.LogRequests);
    }

    [Theory]
    [InlineData("Search-AciLog -All", 2)]
    [InlineData("Search-AciLog aci-kql-00*", 2)]
    [InlineData("Get-AciDetection ACI-KQL-002 | Search-AciLog", 1)]
    [InlineData("'ACI-KQL-001', 'ACI-KQL-001' | Search-AciLog", 1)]
    public void Detections_go_by_wildcard_by_pipeline_or_all(string command, int count)
    {
        Assert.Equal(count, engine.Run(command).As<AciDetectionResult>().Length);
        Assert.Single(azure.LogRequests);
    }

    [Theory]
    [InlineData("@() | Search-AciLog")]
    [InlineData("Search-AciLog ACI-KQL-999 -ErrorAction SilentlyContinue")]
    public void Nothing_named_asks_nothing(string command)
    {
        engine.Run(command);
        Assert.Empty(azure.LogRequests);
    }

    [Fact]
    public void A_row_is_an_object_with_a_property_for_each_column_even_where_names_meet()
    {
        PSObject row = Assert.Single(engine.Run("Search-AciLog -Query 'T' -Workspace w").Output);
        Assert.Equal(["Name", "Count", "Bag", "List", "name2", "Column"], row.Properties.Select(static property => property.Name));
        Assert.Equal(3L, row.Properties["Count"].Value);
        Assert.Equal(1L, ((PSObject)row.Properties["Bag"].Value).Properties["a"].Value);
        Assert.Equal(["x", "y"], (object?[])row.Properties["List"].Value);
        Assert.Null(Assert.IsType<LogQueryRequest>(Assert.Single(azure.LogRequests)).Timespan);
    }
}
