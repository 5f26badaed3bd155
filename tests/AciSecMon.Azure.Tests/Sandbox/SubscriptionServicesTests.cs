using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

public sealed class SubscriptionServicesTests
{
    private const string Version = "2022-04-01";
    private const string Plans = "/subscriptions/" + Client.Shop + "/providers/Microsoft.Security/pricings";

    private readonly SandboxServer server = SandboxServer.Sample();

    [Fact]
    public async Task Defender_for_Containers_is_on_in_the_shop_and_off_in_the_laboratory()
    {
        using var client = new Client(server);

        Reply shop = await client.GetAsync(Plans + "/Containers", "2024-01-01");
        Reply lab = await client.GetAsync(Plans.Replace(Client.Shop, Client.Lab, StringComparison.Ordinal) + "/Containers", "2024-01-01");

        Assert.Equal(["Standard", "Free"], [(string?)shop.Json["properties"]!["pricingTier"], (string?)lab.Json["properties"]!["pricingTier"]]);
    }

    [Fact]
    public async Task Writing_a_plan_replaces_its_extensions()
    {
        using var client = new Client(server);

        await client.SendAsync("PUT", Plans + "/Containers", """{"properties":{"pricingTier":"Standard","extensions":[{"name":"ContainerSensor","isEnabled":"True"}]}}""", "2024-01-01");
        Reply read = await client.GetAsync(Plans + "/Containers", "2024-01-01");

        JsonNode extension = Assert.Single(read.Json["properties"]!["extensions"]!.AsArray())!;
        Assert.Equal(("ContainerSensor", "True"), ((string?)extension["name"], (string?)extension["isEnabled"]));
    }

    [Theory]
    [InlineData("""{"properties":{"pricingTier":"Standard","extensions":[{"name":"ContainerSensor","isEnabled":true}]}}""")]
    [InlineData("""{"properties":{"pricingTier":"On"}}""")]
    [InlineData("""{"properties":{}}""")]
    public async Task A_plan_that_is_not_written_as_the_service_wants_it_is_refused(string body)
    {
        using var client = new Client(server);
        string before = (await client.GetAsync(Plans + "/Containers", "2024-01-01")).Text;

        Reply reply = await client.SendAsync("PUT", Plans + "/Containers", body, "2024-01-01");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(before, (await client.GetAsync(Plans + "/Containers", "2024-01-01")).Text);
    }

    [Fact]
    public async Task Plans_can_be_asked_for_by_name()
    {
        using var client = new Client(server);

        Reply reply = await client.GetAsync(Plans + "?$filter=" + Uri.EscapeDataString("name in (Containers,CloudPosture)"), "2024-01-01");

        Assert.Equal(["CloudPosture", "Containers"], [.. reply.Rows.Select(static row => (string?)row!["name"])]);
    }

    [Fact]
    public async Task Permissions_of_a_subscription_can_be_set_and_are_what_is_answered()
    {
        using var client = new Client(server);
        const string Scope = "/subscriptions/" + Client.Shop + "/providers/Microsoft.Authorization/permissions";
        server.Seed("{\"id\":\"" + Scope + "/default\",\"type\":\"Microsoft.Authorization/permissions\",\"properties\":{\"actions\":[\"*/read\"],\"notActions\":[]}}");

        Reply reply = await client.GetAsync(Scope, Version);

        Assert.Equal("*/read", (string?)Assert.Single(reply.Rows)!["actions"]![0]);
    }

    [Fact]
    public async Task Locks_of_a_subscription_are_those_on_it_and_below_it()
    {
        using var client = new Client(server);

        Reply reply = await client.GetAsync($"/subscriptions/{Client.Data}/providers/Microsoft.Authorization/locks", "2020-05-01");

        Assert.Equal(["CanNotDelete", "ReadOnly"], [.. reply.Rows.Select(static row => (string)row!["properties"]!["level"]!).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task Role_assignments_of_a_principal_include_those_made_above_the_subscription()
    {
        using var client = new Client(server);
        string filter = Uri.EscapeDataString("principalId eq 'b2000000-0000-4000-8000-000000000002'");

        Reply reply = await client.GetAsync($"/subscriptions/{Client.Data}/providers/Microsoft.Authorization/roleAssignments?$filter={filter}", Version);

        Assert.Equal(["/", $"/subscriptions/{Client.Data}/resourceGroups/rg-store"], [.. reply.Rows.Select(static row => (string)row!["properties"]!["scope"]!).Order(StringComparer.Ordinal)]);
    }
}
