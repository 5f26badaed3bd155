using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Estates.Generated;

namespace AciSecMon.Azure.Tests.Sandbox;

public sealed class GeneratedEstateTests
{
    private const string Groups = "resources | where type in~ ('microsoft.containerinstance/containergroups') | project id, name, subscriptionId, properties | order by id asc";

    private static readonly EstatePlan Plan = new(130, 3);

    private static readonly EstatePlan Threatened = Plan with { Images = 60, ImageFindings = 600, Grants = 200, People = 20, AlertsPerSubscription = 4, AdvisedShare = 0.2 };

    [Fact]
    public void Ids_are_in_their_order_and_each_is_there_once()
    {
        var estate = new GeneratedEstate(new EstatePlan(700, 11));
        string[] ids = [.. Enumerable.Range(0, estate.Count).Select(estate.IdAt)];

        Assert.Equal(ids.Order(StringComparer.OrdinalIgnoreCase), ids);
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void What_Defender_says_and_who_has_roles_lies_in_the_order_of_the_ids_too_and_is_as_much_as_was_asked_for()
    {
        var estate = new GeneratedEstate(Threatened);
        string[] ids = [.. Enumerable.Range(0, estate.Count).Select(estate.IdAt)];
        JsonObject[] all = [.. Enumerable.Range(0, estate.Count).Select(estate.At)];

        Assert.Equal(ids.Order(StringComparer.OrdinalIgnoreCase), ids);
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(600, all.Count(static one => (string?)one["properties"]?["resourceDetails"]?["ResourceType"] == ".containerimage"));
        Assert.Equal(200, all.Count(static one => (string?)one["properties"]?["principalType"] == "User"));
        Assert.Equal(12, ids.Count(static id => id.Contains("/locations/westeurope/alerts/", StringComparison.Ordinal)));
        Assert.Equal(60, all.Select(static one => (string?)one["properties"]?["containers"]?[0]?["properties"]?["image"]).Where(static image => image?.Contains("azurecr.io", StringComparison.Ordinal) == true).Distinct().Count());
    }

    [Fact]
    public async Task Findings_in_images_and_alerts_meet_the_groups_that_they_are_about()
    {
        SandboxServer server = SandboxServer.Generated(Threatened);
        var engine = new AzureEngine();
        var pipeline = new Support.TestPipeline();
        AciConnection connection = await engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, TestContext.Current.CancellationToken);
        List<AciImageVulnerability> images = [];
        await foreach (AciImageVulnerability one in engine.GetImageVulnerabilitiesAsync(connection, new GroupSelection(), new ImageVulnerabilityRequest(), pipeline, TestContext.Current.CancellationToken)) images.Add(one);
        List<AciSecurityAlert> alerts = [];
        await foreach (AciSecurityAlert one in engine.GetSecurityAlertsAsync(connection, new GroupSelection(), new SecurityAlertRequest(), pipeline, TestContext.Current.CancellationToken)) alerts.Add(one);

        Assert.Equal(600, images.Count(static one => one.State == AciImageState.Vulnerable));
        Assert.Equal(6, alerts.Count(static one => one.Relation == AciThreatRelation.ContainerGroup));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public void The_same_seed_gives_the_same_estate_and_another_seed_another_one()
    {
        Assert.Equal(TextOf(Plan), TextOf(Plan));
        Assert.NotEqual(TextOf(Plan), TextOf(Plan with { Seed = 2 }));
    }

    [Fact]
    public void Every_resource_has_the_id_the_type_and_the_content_of_its_kind()
    {
        var estate = new GeneratedEstate(Plan);

        for (int number = 0; number < estate.Count; number++)
        {
            JsonObject made = estate.At(number);
            Assert.Equal(estate.IdAt(number), (string?)made["id"]);
            Assert.Equal(estate.Types[estate.TypeAt(number)], (string?)made["type"]);
            Assert.True(made["properties"] is JsonObject || (made["subscriptionId"] ?? made["displayName"]) is not null, (string?)made["id"]);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(25, 1)]
    [InlineData(26, 4)]
    [InlineData(2_500, 7)]
    public async Task An_estate_has_as_many_groups_and_subscriptions_as_were_asked_for(int groups, int subscriptions)
    {
        using var client = new Client(SandboxServer.Generated(new EstatePlan(groups, subscriptions)));

        Reply found = await client.QueryAsync(Groups);
        Reply list = await client.GetAsync("/subscriptions", "2022-12-01");

        Assert.Equal(groups, (int)found.Json["totalRecords"]!);
        Assert.Equal(subscriptions, list.Rows.Count);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void The_share_of_groups_with_faults_is_that_of_the_plan(double share)
    {
        var estate = new GeneratedEstate(Plan with { FaultShare = share });
        int open = Enumerable.Range(0, estate.Count).Select(estate.At).Count(static one => (string?)one["properties"]?["ipAddress"]?["type"] == "Public");

        Assert.Equal(share > 0, open > 0);
    }

    [Fact]
    public async Task Pages_give_every_group_once_in_the_order_of_the_ids()
    {
        using var client = new Client(SandboxServer.Generated(Plan));

        string[] ids = await IdsAsync(client, Groups);

        Assert.Equal(130, ids.Length);
        Assert.Equal(ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase), ids);
    }

    [Fact]
    public async Task Rows_are_those_of_the_subscriptions_that_are_named()
    {
        using var client = new Client(SandboxServer.Generated(Plan));
        string last = new Names(Plan).Subscription(2);

        Reply reply = await client.QueryAsync(Groups, "{\"$top\":1000}", $"[\"{last}\"]");

        Assert.InRange(reply.Data.Count, 43, 44);
        Assert.All(reply.Data, row => Assert.Equal(last, (string?)row!["subscriptionId"]));
    }

    [Fact]
    public async Task A_condition_on_a_property_chooses_among_the_groups()
    {
        using var client = new Client(SandboxServer.Generated(Plan));

        string[] open = await IdsAsync(client, "resources | where type in~ ('microsoft.containerinstance/containergroups') and tostring(properties.ipAddress.type) =~ 'public' | project id | order by id asc");

        Assert.InRange(open.Length, 1, 129);
    }

    [Fact]
    public async Task A_group_is_as_its_row_says_and_has_an_instance_view_besides()
    {
        using var client = new Client(SandboxServer.Generated(Plan));
        JsonNode row = (await client.QueryAsync(Groups)).Data[7]!;

        JsonObject group = (await client.GetAsync((string)row["id"]!)).Json;

        Assert.Equal("Running", (string?)group["properties"]!["instanceView"]!["state"]);
        Assert.DoesNotContain("instanceView", row.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(row["properties"]!["containers"]![0]!["properties"]!["image"]!.ToJsonString(), group["properties"]!["containers"]![0]!["properties"]!["image"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_written_takes_the_place_of_what_was_there()
    {
        using var client = new Client(SandboxServer.Generated(Plan));
        string id = (await IdsAsync(client, Groups))[5];

        await client.SendAsync("PATCH", id, """{ "tags": { "owner": "somebody-else" } }""");

        Reply rows = await client.QueryAsync(Groups.Replace("name, ", "tags, ", StringComparison.Ordinal), "{\"$top\":1000}");
        Assert.Equal(130, rows.Data.Count);
        Assert.Equal("somebody-else", (string?)Assert.Single(rows.Data, row => (string?)row!["id"] == id)!["tags"]!["owner"]);
    }

    [Fact]
    public async Task A_new_group_stands_among_the_others_in_its_order()
    {
        using var client = new Client(SandboxServer.Generated(Plan));
        string[] before = await IdsAsync(client, Groups);
        string id = before[5] + "-b";

        Reply put = await client.SendAsync("PUT", id, """{ "location": "westeurope", "properties": { "osType": "Linux", "containers": [ { "name": "a", "properties": { "image": "a" } } ] } }""");

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal(before.Append(id).Order(StringComparer.OrdinalIgnoreCase), await IdsAsync(client, Groups));
    }

    [Fact]
    public async Task A_group_that_was_deleted_is_gone_with_what_hung_on_it_until_it_is_made_anew()
    {
        using var client = new Client(SandboxServer.Generated(Plan));
        string id = await WithSettingAsync(client);

        Reply deleted = await client.SendAsync("DELETE", id);

        Assert.Equal(HttpStatusCode.OK, deleted.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync("DELETE", id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(id)).Status);
        Assert.DoesNotContain(id, await IdsAsync(client, Groups));

        await client.SendAsync("PUT", id, """{ "location": "westeurope", "properties": { "osType": "Linux", "containers": [ { "name": "a", "properties": { "image": "a" } } ] } }""");
        Assert.Equal(130, (await IdsAsync(client, Groups)).Length);
        Assert.Empty((await client.GetAsync(id + "/providers/Microsoft.Insights/diagnosticSettings", "2021-05-01-preview")).Rows);
    }

    [Fact]
    public async Task A_setting_that_is_deleted_and_written_restarts_the_group()
    {
        using var client = new Client(SandboxServer.Generated(Plan));
        string id = await WithSettingAsync(client);
        string setting = id + "/providers/Microsoft.Insights/diagnosticSettings/to-workspace";
        string body = (await client.GetAsync(setting, "2021-05-01-preview")).Text;
        int before = Restarts((await client.GetAsync(id)).Json);

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("DELETE", setting, null, "2021-05-01-preview")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("PUT", setting, body, "2021-05-01-preview")).Status);

        Assert.Equal(before + 1, Restarts((await client.GetAsync(id)).Json));
    }

    private static int Restarts(JsonObject group) => (int)group["properties"]!["containers"]![0]!["properties"]!["instanceView"]!["restartCount"]!;

    private static async Task<string> WithSettingAsync(Client client)
    {
        foreach (string id in await IdsAsync(client, Groups))
        {
            if ((await client.GetAsync(id + "/providers/Microsoft.Insights/diagnosticSettings", "2021-05-01-preview")).Rows.Count > 0) return id;
        }

        throw new InvalidOperationException("No group has a setting.");
    }

    private static async Task<string[]> IdsAsync(Client client, string query)
    {
        var ids = new List<string>();
        string? token = null;
        do
        {
            Reply page = await client.QueryAsync(query, token is null ? "{\"$top\":40}" : "{\"$top\":40,\"$skipToken\":\"" + token + "\"}");
            ids.AddRange(page.Data.Select(static row => (string)row!["id"]!));
            token = (string?)page.Json["$skipToken"];
        }
        while (token is not null);

        return [.. ids];
    }

    private static string TextOf(EstatePlan plan)
    {
        var estate = new GeneratedEstate(plan);
        return string.Join('\n', Enumerable.Range(0, estate.Count).Select(number => estate.At(number).ToJsonString()));
    }
}
