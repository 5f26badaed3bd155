using System.Net;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>Names that a person gives, or begins to type.</summary>
public sealed class NamesTests
{
    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AciNameKind.ContainerGroup, "WEB-L", "web-legacy", "web-legacy")]
    [InlineData(AciNameKind.ResourceGroup, "rg-we", "rg-web", "rg-web")]
    [InlineData(AciNameKind.Subscription, "1111", "11111111-aaaa-4aaa-8aaa-000000000001", "Northlight Shop (11111111-aaaa-4aaa-8aaa-000000000001)")]
    [InlineData(AciNameKind.Subscription, "northlight s", "11111111-aaaa-4aaa-8aaa-000000000001", "Northlight Shop (11111111-aaaa-4aaa-8aaa-000000000001)")]
    public async Task What_begins_so_is_offered(AciNameKind kind, string typed, string text, string shown)
    {
        AciConnection connection = await ConnectAsync();

        IReadOnlyDictionary<string, string> offers = await engine.CompleteNameAsync(connection, kind, typed, Stop);

        Assert.Equal((text, shown), (Assert.Single(offers).Key, offers.Values.Single()));
    }

    [Fact]
    public async Task A_name_that_fits_nothing_is_told_and_the_others_are_read()
    {
        AciConnection connection = await ConnectAsync();
        var selection = new GroupSelection { Name = ["web-legacy", "web-legcy", "no-such-*"] };

        var pages = new List<LivePage>();
        await foreach (LivePage page in LiveEstates.Of(connection).ReadGroupsAsync(selection, pipeline, Stop)) pages.Add(page);
        var rows = new List<AciDiagnosticSetting>();
        await foreach (AciDiagnosticSetting row in engine.GetDiagnosticsAsync(connection, selection, pipeline, Stop)) rows.Add(row);

        Assert.Single(pages.SelectMany(static page => page.Rows));
        Assert.Equal(("AciContainerGroupNotFound", "web-legcy"), (Assert.Single(pages.SelectMany(static page => page.Unread)).Problem.Id, pages[^1].Unread[0].Target));
        Assert.Equal("web-legacy", Assert.Single(rows.Select(static row => row.ContainerGroupName).Distinct()));
        Assert.Equal(("AciContainerGroupNotFound", "web-legcy"), (Assert.Single(pipeline.Problems).Id, pipeline.Problems.Single().Target));
    }

    [Fact]
    public async Task A_name_is_not_called_missing_where_the_index_did_not_answer()
    {
        AciConnection connection = await ConnectAsync();
        server.Faults.Add(Fault.Error("POST", "Microsoft.ResourceGraph", HttpStatusCode.Forbidden, "AccessDenied", times: 99));

        await foreach (AciDiagnosticSetting row in engine.GetDiagnosticsAsync(connection, new GroupSelection { Name = ["web-legacy"] }, pipeline, Stop)) Assert.Fail(row.ToString());

        Assert.Equal("AciAzureForbidden", Assert.Single(pipeline.Problems).Id);
    }

    private Task<AciConnection> ConnectAsync() => engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
}
