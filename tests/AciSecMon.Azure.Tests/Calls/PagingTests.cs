using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Calls;

/// <summary>Lists and queries are read to their end, and what is missing is told.</summary>
public sealed class PagingTests
{
    private const string Next = "https://management.azure.com/subscriptions/s/things?api-version=2019-01-01&$skiptoken=a%2Bb%3D%3d&x=Y";

    [Fact]
    public async Task A_next_link_is_called_unchanged()
    {
        var gateway = new Gateway(new Wire().Then(200, $$"""{"value":[{"name":"a"}],"nextLink":"{{Next}}"}""").Then(200, """{"value":[{"name":"b"}]}"""));

        Assert.Equal(["a", "b"], await gateway.NamesAsync());
        Assert.Equal(Next, gateway.Wire.All[1].Address.OriginalString);
        Assert.Equal("Bearer token-1", gateway.Wire.All[1].Authorization);
    }

    [Fact]
    public async Task A_next_link_to_a_foreign_host_is_refused_and_sees_no_token()
    {
        var gateway = new Gateway(new Wire().Always(200, """{"value":[{"name":"a"}],"nextLink":"https://evil.example/more"}"""));
        List<string> names = [];

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(async () =>
        {
            await foreach (var item in gateway.Arm.ListAsync(ArmRequest.Get("/things", "1"), gateway.Recorder, Gateway.Stop)) names.Add(item["name"].ToString()!);
        });

        Assert.Equal("AciForeignHost", fault.Problem.Id);
        Assert.Contains("evil.example", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], names);
        Assert.Single(gateway.Wire.Requests);
    }

    [Fact]
    public async Task Pages_that_go_round_in_a_circle_end()
    {
        var gateway = new Gateway(new Wire().Always(200, $$"""{"value":[{"name":"a"}],"nextLink":"{{Next}}"}"""));

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(() => gateway.NamesAsync());

        Assert.Equal("AciAzureInvalidAnswer", fault.Problem.Id);
        Assert.Equal(2, gateway.Wire.Requests.Count);
    }

    [Fact]
    public async Task Pages_without_end_end()
    {
        int page = 0;
        var gateway = new Gateway(new Wire().Always(_ => Wire.Answer(200, $$"""{"value":[],"nextLink":"https://management.azure.com/p?n={{++page}}"}""")));

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(() => gateway.NamesAsync());

        Assert.Equal("AciAzureInvalidAnswer", fault.Problem.Id);
    }

    [Fact]
    public async Task What_is_no_list_is_no_empty_list()
    {
        var gateway = new Gateway(new Wire().Always(200, """{"items":[]}"""));

        Assert.Equal("AciAzureInvalidAnswer", (await Assert.ThrowsAsync<AciServiceException>(() => gateway.NamesAsync())).Problem.Id);
    }

    [Fact]
    public async Task A_query_is_asked_as_resource_graph_wants_it()
    {
        var gateway = new Gateway(new Wire().Then(200, """{"data":[{"id":"/a"}],"$skipToken":"t1","resultTruncated":"true"}""").Then(200, """{"data":[{"id":"/b"}],"resultTruncated":"false"}"""));

        List<GraphPage> pages = await gateway.QueryAsync(new GraphQuery("resources | order by id asc") { SubscriptionIds = ["s1", "S1", "s2"], IncludesAbove = true });

        Assert.Equal(["/a", "/b"], pages.SelectMany(static p => p.Rows).Select(static r => r["id"].ToString()));
        Assert.All(pages, static p => Assert.Null(p.Unread));
        Assert.All(gateway.Wire.All, static s => Assert.Equal("POST /providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01", s.ToString()));
        Same("""{"subscriptions":["s1","s2"],"query":"resources | order by id asc","options":{"$top":1000,"resultFormat":"objectArray","authorizationScopeFilter":"AtScopeAboveAndBelow"}}""", gateway.Wire.All[0].Body);
        Same("""{"subscriptions":["s1","s2"],"query":"resources | order by id asc","options":{"$top":1000,"$skipToken":"t1","resultFormat":"objectArray","authorizationScopeFilter":"AtScopeAboveAndBelow"}}""", gateway.Wire.All[1].Body);
    }

    [Fact]
    public async Task A_management_group_is_asked_where_no_subscription_is_named()
    {
        var gateway = new Gateway(new Wire().Then(200, """{"data":[]}"""));

        await gateway.QueryAsync(new GraphQuery("q") { ManagementGroup = "mg" });

        Same("""{"managementGroups":["mg"],"query":"q","options":{"$top":1000,"resultFormat":"objectArray"}}""", gateway.Wire.All[0].Body);
    }

    [Fact]
    public async Task Many_subscriptions_are_asked_a_hundred_at_a_time()
    {
        var gateway = new Gateway(new Wire().Always(200, """{"data":[]}"""));

        await gateway.QueryAsync(new GraphQuery("q") { SubscriptionIds = [.. Enumerable.Range(0, 250).Select(static i => $"s{i}")] });

        Assert.Equal([100, 100, 50], gateway.Wire.All.Select(static s => JsonNode.Parse(s.Body)!["subscriptions"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("""{"data":[{"id":"/a"}],"$skipToken":"same"}""", "circle")]
    [InlineData("""{"data":[{"id":"/a"}],"resultTruncated":"true"}""", "cut off")]
    public async Task Rows_that_are_missing_are_told(string page, string said)
    {
        var gateway = new Gateway(new Wire().Always(200, page));

        List<GraphPage> pages = await gateway.QueryAsync(new GraphQuery("q"));

        Assert.Contains(said, pages[^1].Unread!.Message, StringComparison.Ordinal);
        Assert.All(pages.SkipLast(1), static p => Assert.Null(p.Unread));
    }

    [Fact]
    public async Task A_tenant_with_more_subscriptions_than_a_query_reaches_is_told_even_if_only_the_first_page_says_so()
    {
        var gateway = new Gateway(new Wire().Then(200, """{"data":[],"$skipToken":"t"}""", ("x-ms-tenant-subscription-limit-hit", "true")).Then(200, """{"data":[]}"""));

        List<GraphPage> pages = await gateway.QueryAsync(new GraphQuery("q"));

        Assert.Contains("more subscriptions", pages[^1].Unread!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_page_would_be_too_large_fewer_rows_are_asked_for()
    {
        var gateway = new Gateway(new Wire().Then(400, Wire.Error("ResponsePayloadTooLarge", "too large")).Then(200, """{"data":[{"id":"/a"}]}"""));

        List<GraphPage> pages = await gateway.QueryAsync(new GraphQuery("q"));

        Assert.Single(pages);
        Assert.Equal([1000, 500], gateway.Wire.All.Select(static s => (int)JsonNode.Parse(s.Body)!["options"]!["$top"]!));
    }

    [Fact]
    public async Task A_query_is_sent_again_after_a_fault_although_it_is_a_post()
    {
        var gateway = new Gateway(new Wire().Then(503).Then(new HttpRequestException("reset")).Then(200, """{"data":[{"id":"/a"}]}"""));

        Assert.Single((await gateway.QueryAsync(new GraphQuery("q")))[0].Rows);
    }

    [Fact]
    public async Task The_pages_before_a_fault_have_been_given()
    {
        var gateway = new Gateway(new Wire().Then(200, """{"data":[{"id":"/a"}],"$skipToken":"t"}""").Always(200, "<html>"));
        List<GraphPage> pages = [];

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(async () =>
        {
            await foreach (GraphPage page in gateway.Arm.QueryAsync(new GraphQuery("q"), gateway.Recorder, Gateway.Stop)) pages.Add(page);
        });

        Assert.Equal("AciAzureInvalidAnswer", fault.Problem.Id);
        Assert.Single(pages);
    }

    private static void Same(string expected, string actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
