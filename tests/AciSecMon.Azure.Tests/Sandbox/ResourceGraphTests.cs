using System.Net;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

public sealed class ResourceGraphTests
{
    private const string Groups = "resources | where type =~ 'Microsoft.ContainerInstance/containerGroups'";
    private const int GroupCount = 44;
    private const string Ordered = " | project id, name | order by id asc";

    private readonly SandboxServer server = SandboxServer.Sample();

    [Fact]
    public async Task Rows_have_their_type_in_small_letters_and_no_instance_view()
    {
        using var client = new Client(server);

        Reply reply = await client.QueryAsync(Groups + " | project id, type, resourceGroup, properties | order by id asc");

        Assert.Equal(GroupCount, reply.Data.Count);
        Assert.All(reply.Data, static row => Assert.Equal("microsoft.containerinstance/containergroups", (string?)row!["type"]));
        Assert.DoesNotContain("instanceView", reply.Text, StringComparison.Ordinal);
        Assert.Equal("false", (string?)reply.Json["resultTruncated"]);
    }

    [Theory]
    [InlineData("name =~ 'WEB-FRONT'", "web-front")]
    [InlineData("name in~ ('web-front', 'Web-Search')", "web-front,web-search")]
    [InlineData("name matches regex @'(?i)^ETL-(orders|ledger)$'", "etl-orders,etl-ledger")]
    [InlineData("tostring(properties.sku) =~ 'confidential'", "lab-enclave,lab-notebook,web-payments")]
    [InlineData("tags['workload'] =~ 'BATCH'", "job-images")]
    [InlineData("isnotempty(tags['expires'])", "demo-quiz")]
    [InlineData("isnotempty(tags['Expires'])", "")]
    [InlineData("tostring(properties.osType) =~ 'windows' and tostring(properties.ipAddress.type) =~ 'public'", "web-windows")]
    [InlineData("resourceGroup =~ 'RG-DEMO' | where name =~ 'demo-quiz'", "demo-quiz")]
    [InlineData("name =~ 'it\\'s not there'", "")]
    public async Task Conditions_choose_rows(string condition, string names)
    {
        using var client = new Client(server);

        Reply reply = await client.QueryAsync(Groups + " | where " + condition + Ordered);

        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), reply.Data.Select(static row => (string)row!["name"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("resources | where type == 'x'")]
    [InlineData("resources | where name contains 'x'")]
    [InlineData("resources | where name =~ 'a' or name =~ 'b'")]
    [InlineData("resources | where properties.sku =~ 'x'")]
    [InlineData("resources | where nothing =~ 'x'")]
    [InlineData("resources | project id, nothing")]
    [InlineData("resources | project id | where name =~ 'x'")]
    [InlineData("resources | limit 5")]
    [InlineData("resources | where name =~ 'no end")]
    [InlineData("resources | where name matches regex @'('")]
    [InlineData("tables")]
    [InlineData("")]
    public async Task Any_other_query_is_refused_as_one_that_is_not_understood(string query)
    {
        using var client = new Client(server);

        Reply reply = await client.QueryAsync(query);

        Assert.Equal((HttpStatusCode.BadRequest, "BadRequest"), (reply.Status, reply.Code));
        Assert.Equal("InvalidQuery", (string?)reply.Json["error"]!["details"]![0]!["code"]);
    }

    [Fact]
    public async Task Pages_follow_one_another_by_their_token_and_have_every_row_once()
    {
        using var client = new Client(server);

        var seen = new List<string>();
        string? token = null;
        do
        {
            Reply page = await client.QueryAsync(Groups + Ordered, token is null ? "{\"$top\":10}" : "{\"$top\":10,\"$skipToken\":\"" + token + "\"}");
            Assert.Equal(GroupCount, (int)page.Json["totalRecords"]!);
            Assert.Equal(page.Data.Count, (int)page.Json["count"]!);
            seen.AddRange(page.Data.Select(static row => (string)row!["id"]!));
            token = (string?)page.Json["$skipToken"];
        }
        while (token is not null);

        Assert.Equal(GroupCount, seen.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(GroupCount, seen.Count);
    }

    [Fact]
    public async Task Rows_without_their_id_are_cut_off_and_the_answer_says_so()
    {
        using var client = new Client(server);

        Reply reply = await client.QueryAsync(Groups + " | project name", "{\"$top\":5}");

        Assert.Equal("true", (string?)reply.Json["resultTruncated"]);
        Assert.False(reply.Json.ContainsKey("$skipToken"));
    }

    [Fact]
    public async Task Only_the_subscriptions_that_are_named_are_looked_at()
    {
        using var client = new Client(server);

        Reply reply = await client.QueryAsync(Groups + " | project id, subscriptionId | order by id asc", "{}", "[\"" + Client.Lab + "\"]");

        Assert.NotEmpty(reply.Data);
        Assert.All(reply.Data, static row => Assert.Equal(Client.Lab, (string?)row!["subscriptionId"]));
    }

    [Fact]
    public async Task A_property_can_be_projected_as_a_text()
    {
        using var client = new Client(server);

        Reply reply = await client.QueryAsync(Groups + " | where name =~ 'web-legacy' | project id, label = tostring(properties.ipAddress.dnsNameLabel) | order by id asc");

        Assert.Equal("northlight-legacy", (string?)Assert.Single(reply.Data)!["label"]);
    }

    [Theory]
    [InlineData("AtScopeAndBelow", 1)]
    [InlineData("AtScopeAboveAndBelow", 2)]
    public async Task Assignments_above_a_subscription_are_given_where_they_are_asked_for(string filter, int count)
    {
        using var client = new Client(server);
        const string Query = "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' and tostring(properties.principalId) in~ ('b2000000-0000-4000-8000-000000000002') | project id, properties | order by id asc";

        Reply reply = await client.QueryAsync(Query, "{\"authorizationScopeFilter\":\"" + filter + "\"}", "[\"" + Client.Data + "\"]");

        Assert.Equal(count, reply.Data.Count);
    }

    [Fact]
    public async Task A_sixteenth_query_within_five_seconds_is_refused_until_they_have_passed()
    {
        using var client = new Client(server);
        var left = new List<string>();
        for (int number = 0; number < 15; number++) left.Add((await client.QueryAsync(Groups + Ordered)).Headers["x-ms-user-quota-remaining"]);

        Reply refused = await client.QueryAsync(Groups + Ordered);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Reply again = await client.QueryAsync(Groups + Ordered);

        Assert.Equal(("14", "0"), (left[0], left[^1]));
        Assert.Equal((HttpStatusCode.TooManyRequests, "5"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }
}
