using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Detections;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

/// <summary>The sandbox as Log Analytics: what its reference says, and nothing that could be mistaken for it.</summary>
public sealed class LogAnalyticsTests : IDisposable
{
    private const string Audience = "https://api.loganalytics.io";
    private const string Shop = "https://api.loganalytics.sandbox.local/v1/workspaces/9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d71/query";
    private const string Lab = "https://api.loganalytics.sandbox.local/v1/workspaces/9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d72/query";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly Client client;

    public LogAnalyticsTests() => client = new Client(server);

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Every_detection_of_the_library_is_recorded_with_its_own_defaults_in_both_workspaces()
    {
        foreach (Detection detection in DetectionCatalogue.ById.Values)
        {
            foreach (string workspace in new[] { Shop, Lab })
            {
                Reply reply = await AskAsync(workspace, DetectionQuery.TextOf(detection, new Dictionary<string, object?>()));
                Assert.True(reply.Status == HttpStatusCode.OK, $"{detection.Id} is not recorded: {reply.Text}");
                JsonNode table = Assert.Single(reply.Json["tables"]!.AsArray())!;
                Assert.Equal(["TimeGenerated", "First", "ContainerGroup", "ResourceId", "Container", "Who", "From", "To", "What", "Evidence", "Count"], table["columns"]!.AsArray().Select(static c => (string)c!["name"]!));
                Assert.All(table["rows"]!.AsArray(), static row => Assert.Equal(11, row!.AsArray().Count));
            }
        }
    }

    [Fact]
    public async Task Another_value_of_a_number_is_not_recorded()
    {
        string query = DetectionQuery.TextOf(DetectionCatalogue.ById["ACI-KQL-004"], new Dictionary<string, object?> { ["starts"] = 2L });
        Assert.Equal((HttpStatusCode.BadRequest, "QueryNotRecorded"), await StateAsync(AskAsync(Shop, query)));
    }

    [Theory]
    [InlineData("union ContainerEvent, ContainerInstanceLog")]
    [InlineData("ContainerEvent | summarize count()")]
    [InlineData("// ACI-KQL-999: none\nT")]
    public async Task Another_question_is_not_recorded(string query) => Assert.Equal((HttpStatusCode.BadRequest, "QueryNotRecorded"), await StateAsync(AskAsync(Shop, query)));

    [Fact]
    public async Task A_look_into_a_table_that_is_not_there_is_a_semantic_error()
    {
        Reply reply = await AskAsync(Lab, "ContainerEvent | take 3");
        JsonNode error = reply.Json["error"]!;
        Assert.Equal((HttpStatusCode.BadRequest, "BadArgumentError", "SemanticError", "SEM0100"), (reply.Status, (string)error["code"]!, (string)error["innererror"]!["code"]!, (string)error["innererror"]!["innererror"]!["code"]!));
    }

    [Fact]
    public async Task Rows_before_the_timespan_are_left_out()
    {
        Assert.Equal(3, await RowsAsync("P1D"));
        Assert.Equal(2, await RowsAsync("PT1H"));
        Assert.Equal(1, await RowsAsync("2026-03-02T07:12:44Z/2026-03-02T08:00:00Z"));
        Assert.Equal((HttpStatusCode.BadRequest, "BadArgumentError"), await StateAsync(AskAsync(Shop, "ContainerEvent", "a day")));

        async Task<int> RowsAsync(string timespan) => (await AskAsync(Shop, "ContainerEvent", timespan)).Json["tables"]![0]!["rows"]!.AsArray().Count;
    }

    [Fact]
    public async Task A_token_for_Resource_Manager_is_none_for_logs_nor_the_other_way_round()
    {
        string body = Body("ContainerEvent", "P1D");
        Assert.Equal("InvalidAuthenticationTokenAudience", (await client.SendAsync("POST", Shop, body, null, "https://management.azure.com")).Code);
        Assert.Equal("InvalidAuthenticationTokenAudience", (await client.SendAsync("GET", "/subscriptions", null, "2022-12-01", Audience)).Code);
    }

    [Theory]
    [InlineData("POST", "https://api.loganalytics.sandbox.local/v1/workspaces/9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d99/query", HttpStatusCode.NotFound)]
    [InlineData("POST", "https://api.loganalytics.sandbox.local/v1/workspaces/log-lab/query", HttpStatusCode.NotFound)]
    [InlineData("POST", "https://api.loganalytics.sandbox.local/v1/$batch", HttpStatusCode.NotFound)]
    [InlineData("DELETE", Shop, HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_refused(string method, string path, HttpStatusCode status) =>
        Assert.Equal(status, (await client.SendAsync(method, path, Body("ContainerEvent", "P1D"), null, Audience)).Status);

    [Fact]
    public async Task The_two_hundred_and_first_query_in_thirty_seconds_has_to_wait()
    {
        for (int at = 0; at < 200; at++) Assert.Equal(HttpStatusCode.OK, (await AskAsync(Lab, "AzureActivity")).Status);
        Reply refused = await AskAsync(Lab, "AzureActivity");
        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (refused.Status, refused.Headers["Retry-After"]));
    }

    private Task<Reply> AskAsync(string address, string query, string timespan = "P30D") => client.SendAsync("POST", address, Body(query, timespan), null, Audience);

    private static string Body(string query, string timespan) => new JsonObject { ["query"] = query, ["timespan"] = timespan }.ToJsonString();

    private static async Task<(HttpStatusCode, string)> StateAsync(Task<Reply> asked)
    {
        Reply reply = await asked;
        return (reply.Status, reply.Code);
    }
}
