using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Connection;

/// <summary>A connection to a management group looks at the subscriptions in it, and changes nothing outside of it.</summary>
public sealed class ManagementGroupTests
{
    private const string Inside = "11111111-1111-1111-1111-111111111111";
    private const string Outside = "22222222-2222-2222-2222-222222222222";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly AzureEngine engine = new(static _ => null, new ManualClock());

    [Fact]
    public async Task The_subscriptions_of_the_group_are_those_that_cmdlets_look_at()
    {
        var wire = new Wire().Always(sent => Serve(sent, Row(Inside)));

        AciConnection connection = await ConnectAsync(wire);

        Assert.Equal([Inside], connection.SubscriptionId);
        Assert.Equal("shops", (string?)JsonNode.Parse(wire.All[^1].Body)!["managementGroups"]![0]);
    }

    [Fact]
    public async Task No_plan_is_switched_on_outside_of_the_group()
    {
        var wire = new Wire().Always(sent => Serve(sent, Row(Inside)));
        AciConnection connection = await ConnectAsync(wire);

        await foreach (AciChange _ in engine.EnableDefenderPlansAsync(connection, new EnableDefenderPlanRequest { Name = ["Arm"] }, new TestPipeline(), Stop))
        {
        }

        Assert.Contains(wire.Requests, static sent => sent is { Method: "PUT" } && sent.Address.AbsolutePath.Contains(Inside, StringComparison.Ordinal));
        Assert.DoesNotContain(wire.Requests, static sent => sent.Address.AbsolutePath.Contains(Outside, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Subscriptions_that_are_named_together_with_the_group_must_lie_in_it()
    {
        var wire = new Wire().Always(sent => Serve(sent, Row(Inside)));

        AciConnection connection = await Elsewhere.ConnectAsync(engine, wire, new TestPipeline(), ["In"], "shops");
        var fault = await Assert.ThrowsAsync<AciProblemException>(() => Elsewhere.ConnectAsync(engine, wire, new TestPipeline(), ["In", Outside], "shops"));

        Assert.Equal(("shops", Inside), (connection.ManagementGroup, Assert.Single(connection.SubscriptionId)));
        Assert.Equal(("AciSubscriptionOutsideGroup", Outside), (fault.Problem.Id, fault.Problem.Target));
        Assert.Contains("shops", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Out", fault.Message, StringComparison.Ordinal);
        Assert.Contains("1 ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_in_which_nothing_can_be_seen_is_an_error_and_not_the_whole_tenant()
    {
        var fault = await Assert.ThrowsAnyAsync<AciProblemException>(() => ConnectAsync(new Wire().Always(static sent => Serve(sent, string.Empty))));

        Assert.Equal(("AciManagementGroupEmpty", "shops"), (fault.Problem.Id, fault.Problem.Target));
    }

    [Fact]
    public async Task A_group_that_is_seen_in_part_is_an_error()
    {
        var fault = await Assert.ThrowsAnyAsync<AciProblemException>(() => ConnectAsync(new Wire().Always(static sent => Serve(sent, Row(Inside), isCut: true))));

        Assert.Equal("AciAzureInvalidAnswer", fault.Problem.Id);
    }

    [Theory]
    [InlineData(SandboxServer.TenantId, 3)]
    [InlineData("somewhere-else", 0)]
    public async Task In_the_sandbox_the_root_of_the_tenant_holds_everything(string group, int subscriptions)
    {
        Task<AciConnection> connecting = engine.ConnectAsync(
            new ConnectionRequest { Credential = AciCredentialKind.Sandbox, ManagementGroup = group, Wire = SandboxServer.Sample().Wire() }, new TestPipeline(), Stop);

        if (subscriptions > 0) Assert.Equal(subscriptions, (await connecting).SubscriptionId.Length);
        else Assert.Equal("AciManagementGroupEmpty", (await Assert.ThrowsAnyAsync<AciProblemException>(() => connecting)).Problem.Id);
    }

    private static string Row(string id) => $$"""{"id":"/subscriptions/{{id}}","subscriptionId":"{{id}}"}""";

    private static HttpResponseMessage Serve(Sent sent, string rows, bool isCut = false) => sent.Address.AbsolutePath switch
    {
        "/subscriptions" => Wire.Answer(200, $$"""{"value":[{"subscriptionId":"{{Inside}}","displayName":"In"},{"subscriptionId":"{{Outside}}","displayName":"Out"}]}"""),
        var path when path.EndsWith("/resources", StringComparison.Ordinal) => Wire.Answer(200, $$"""{"data":[{{rows}}],"resultTruncated":"{{(isCut ? "true" : "false")}}"}"""),
        var path => Wire.Answer(200, $$"""{"id":"{{path}}","name":"Arm","properties":{"pricingTier":"{{(sent.Method == "PUT" ? "Standard" : "Free")}}"} }"""),
    };

    private Task<AciConnection> ConnectAsync(Wire wire) => Elsewhere.ConnectAsync(engine, wire, new TestPipeline(), managementGroup: "shops");
}
