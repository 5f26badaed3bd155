using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

public sealed class ResourceManagerTests
{
    private const string AllGroups = "/subscriptions/" + Client.Shop + "/providers/Microsoft.ContainerInstance/containerGroups";

    private readonly SandboxServer server = SandboxServer.Sample();

    [Fact]
    public async Task The_estate_has_three_subscriptions_and_at_least_25_container_groups()
    {
        using var client = new Client(server);

        string[] subscriptions = [.. (await client.GetAsync("/subscriptions", "2022-12-01")).Rows.Select(static row => (string)row!["subscriptionId"]!)];
        int groups = 0;
        foreach (string id in subscriptions) groups += (await client.GetAsync($"/subscriptions/{id}/providers/Microsoft.ContainerInstance/containerGroups")).Rows.Count;

        Assert.Equal([Client.Shop, Client.Data, Client.Lab], subscriptions);
        Assert.InRange(groups, 25, 100);
    }

    [Fact]
    public async Task The_instance_view_is_in_the_single_GET_and_not_in_lists()
    {
        using var client = new Client(server);

        Reply single = await client.GetAsync(Client.Front);
        Reply list = await client.GetAsync(AllGroups);

        Assert.Equal("Running", (string?)single.Json["properties"]!["instanceView"]!["state"]);
        Assert.DoesNotContain("instanceView", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_found_whatever_their_case()
    {
        using var client = new Client(server);

        Reply reply = await client.GetAsync(Client.Front.ToUpperInvariant());

        Assert.Equal("web-front", (string?)reply.Json["name"]);
    }

    [Fact]
    public async Task A_list_of_a_resource_group_has_only_its_own()
    {
        using var client = new Client(server);

        Reply reply = await client.GetAsync($"/subscriptions/{Client.Shop}/resourceGroups/rg-jobs/providers/Microsoft.ContainerInstance/containerGroups");

        Assert.NotEmpty(reply.Rows);
        Assert.All(reply.Rows, static row => Assert.Contains("/rg-jobs/", (string)row!["id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_follow_one_another_by_absolute_links_without_a_gap()
    {
        using var client = new Client(server);
        string[] whole = Names(await client.GetAsync(AllGroups));
        server.PageSize = 4;

        var seen = new List<string>();
        Reply page = await client.GetAsync(AllGroups);
        seen.AddRange(Names(page));
        while ((string?)page.Json["nextLink"] is { } next)
        {
            page = await client.SendAsync("GET", next, null, version: null);
            seen.AddRange(Names(page));
        }

        Assert.Equal(whole, seen);
        Assert.InRange(whole.Length, 9, 100);
    }

    [Theory]
    [InlineData("/subscriptions/99999999-0000-4000-8000-000000000009/resourceGroups", HttpStatusCode.NotFound, "SubscriptionNotFound")]
    [InlineData("/subscriptions/" + Client.Shop + "/resourceGroups/none/providers/Microsoft.ContainerInstance/containerGroups", HttpStatusCode.NotFound, "ResourceGroupNotFound")]
    [InlineData(Client.Front + "x", HttpStatusCode.NotFound, "ResourceNotFound")]
    public async Task What_is_not_there_is_said_in_the_words_of_Resource_Manager(string path, HttpStatusCode status, string code)
    {
        using var client = new Client(server);

        Reply reply = await client.GetAsync(path);

        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_request_without_an_api_version_is_refused()
    {
        using var client = new Client(server);

        Reply reply = await client.SendAsync("GET", "/subscriptions", version: null);

        Assert.Equal((HttpStatusCode.BadRequest, "MissingApiVersionParameter"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData(Client.Front, "2021-05-01-preview")]
    [InlineData(Client.Front + "/providers/Microsoft.Insights/diagnosticSettings", "2025-09-01")]
    [InlineData("/subscriptions/" + Client.Shop + "/providers/Microsoft.Security/pricings", "2022-04-01")]
    public async Task The_api_version_of_another_service_is_refused(string path, string version)
    {
        using var client = new Client(server);

        Reply reply = await client.GetAsync(path, version);

        Assert.Equal((HttpStatusCode.BadRequest, "NoRegisteredProviderFound"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData(null, "AuthenticationFailed")]
    [InlineData("https://api.loganalytics.io", "InvalidAuthenticationTokenAudience")]
    public async Task A_request_without_the_right_token_is_refused(string? audience, string code)
    {
        using var client = new Client(server);

        Reply reply = await client.SendAsync("GET", "/subscriptions", audience: audience);

        Assert.Equal((HttpStatusCode.Unauthorized, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_token_ends_with_its_hour()
    {
        using var client = new Client(server);
        AccessGrant grant = await server.Wire().GetTokenAsync("https://management.azure.com/.default", TestContext.Current.CancellationToken);
        server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("ExpiredAuthenticationToken", (string?)server.Tokens.Check(new("Bearer", grant.Token), SandboxServer.ResourceManager.Host)!.ToAnswer().Body!["error"]!["code"]);
    }

    [Fact]
    public async Task A_written_group_gives_no_secret_back_and_is_finished_after_a_wait()
    {
        using var client = new Client(server);
        const string Body = """
            {"location":"westeurope","properties":{"osType":"Linux","containers":[{"name":"a","properties":{"image":"a:1","environmentVariables":[{"name":"KEY","secureValue":"hidden-1"}],
            "resources":{"requests":{"cpu":1,"memoryInGB":1}}}}],"imageRegistryCredentials":[{"server":"a.example","username":"u","password":"hidden-2"}],
            "diagnostics":{"logAnalytics":{"workspaceId":"w","workspaceKey":"hidden-3"}},"volumes":[{"name":"s","secret":{"f":"hidden-4"}},{"name":"z","azureFile":{"shareName":"x","storageAccountName":"y","storageAccountKey":"hidden-5"}}]}}
            """;
        string path = Client.Front + "-new";

        Reply made = await client.SendAsync("PUT", path, Body);
        Reply first = await client.SendAsync("GET", made.Headers["Azure-AsyncOperation"], version: null);
        Reply second = await client.SendAsync("GET", made.Headers["Azure-AsyncOperation"], version: null);
        Reply read = await client.GetAsync(path);
        Reply row = await client.QueryAsync("resources | where name =~ 'web-front-new' | project id, properties | order by id asc");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(["InProgress", "Succeeded"], [(string?)first.Json["status"], (string?)second.Json["status"]]);
        Assert.All([made, read, row], static reply => Assert.DoesNotContain("hidden", reply.Text, StringComparison.Ordinal));
        Assert.Equal("KEY", (string?)read.Json["properties"]!["containers"]![0]!["properties"]!["environmentVariables"]![0]!["name"]);
    }

    [Fact]
    public async Task A_deleted_group_is_gone_with_its_settings_and_deleting_it_again_finds_nothing()
    {
        using var client = new Client(server);

        Reply first = await client.SendAsync("DELETE", Client.Front);
        Reply again = await client.SendAsync("DELETE", Client.Front);
        Reply settings = await client.GetAsync(Client.Front + "/providers/Microsoft.Insights/diagnosticSettings", "2021-05-01-preview");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound], [first.Status, again.Status, settings.Status]);
    }

    [Fact]
    public async Task Subnets_are_read_from_their_network()
    {
        using var client = new Client(server);
        string network = $"/subscriptions/{Client.Shop}/resourceGroups/rg-platform/providers/Microsoft.Network/virtualNetworks/vnet-shop";

        Reply list = await client.GetAsync(network + "/subnets", "2024-05-01");
        Reply one = await client.GetAsync(network + "/subnets/snet-jobs", "2024-05-01");

        Assert.Equal(["snet-web", "snet-jobs"], Names(list));
        Assert.Null(one.Json["properties"]!["networkSecurityGroup"]);
    }

    [Fact]
    public async Task Every_reference_of_a_group_to_a_subnet_or_identity_leads_somewhere()
    {
        using var client = new Client(server);
        foreach (string subscription in (string[])[Client.Shop, Client.Data, Client.Lab])
        {
            Reply list = await client.GetAsync($"/subscriptions/{subscription}/providers/Microsoft.ContainerInstance/containerGroups");
            foreach (JsonNode? group in list.Rows)
            {
                IEnumerable<string> subnets = (group!["properties"]!["subnetIds"] as JsonArray)?.Select(static row => (string)row!["id"]!) ?? [];
                IEnumerable<string> identities = (group["identity"]?["userAssignedIdentities"] as JsonObject)?.Select(static pair => pair.Key) ?? [];
                foreach (string id in subnets.Concat(identities)) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(id, "2024-05-01")).Status);
            }
        }
    }

    private static string[] Names(Reply reply) => [.. reply.Rows.Select(static row => (string)row!["name"]!)];
}
