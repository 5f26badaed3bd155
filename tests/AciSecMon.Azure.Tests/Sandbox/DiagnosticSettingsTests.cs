using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

public sealed class DiagnosticSettingsTests
{
    private const string Version = "2021-05-01-preview";
    private const string Settings = "/providers/Microsoft.Insights/diagnosticSettings";
    private const string ToWorkspace = "\"workspaceId\":\"" + Client.Workspace + "\"";

    private readonly SandboxServer server = SandboxServer.Sample();

    [Fact]
    public async Task A_setting_can_be_written_read_listed_replaced_and_deleted()
    {
        using var client = new Client(server);
        string path = Client.Legacy + Settings + "/mine";

        Reply made = await Put(client, path, ToWorkspace + ",\"logs\":[{\"category\":\"ContainerEvent\",\"enabled\":true}]");
        Reply replaced = await Put(client, path, ToWorkspace + ",\"metrics\":[{\"category\":\"AllMetrics\",\"enabled\":true}]");
        Reply one = await client.GetAsync(path, Version);
        Reply list = await client.GetAsync(Client.Legacy + Settings, Version);
        Reply deleted = await client.SendAsync("DELETE", path, null, Version);
        Reply gone = await client.GetAsync(path, Version);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound], [made.Status, replaced.Status, deleted.Status, gone.Status]);
        Assert.Empty(one.Json["properties"]!["logs"]!.AsArray());
        Assert.Single(list.Rows);
    }

    [Fact]
    public async Task Writing_a_setting_restarts_the_containers_of_the_group_and_deleting_it_does_not()
    {
        using var client = new Client(server);

        int before = await Restarts(client);
        await Put(client, Client.Legacy + Settings + "/mine", ToWorkspace + ",\"logs\":[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]");
        int after = await Restarts(client);
        await client.SendAsync("DELETE", Client.Legacy + Settings + "/mine", null, Version);

        Assert.Equal((before + 1, before + 1), (after, await Restarts(client)));
    }

    [Theory]
    [InlineData(ToWorkspace + ",\"logs\":[{\"category\":\"AuditEvent\",\"enabled\":true}]", HttpStatusCode.BadRequest, "AuditEvent")]
    [InlineData("\"logs\":[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]", HttpStatusCode.BadRequest, "data sink")]
    [InlineData("\"storageAccountId\":\"/subscriptions/" + Client.Data + "/resourceGroups/rg-store/providers/Microsoft.Storage/storageAccounts/northlightlogsne\",\"logs\":[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]", HttpStatusCode.BadRequest, "same region")]
    [InlineData("\"storageAccountId\":\"/subscriptions/" + Client.Shop + "/resourceGroups/rg-platform/providers/Microsoft.Storage/storageAccounts/northlightfast\",\"logs\":[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]", HttpStatusCode.BadRequest, "premium")]
    [InlineData("\"workspaceId\":\"" + Client.Workspace + "x\",\"logs\":[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]", HttpStatusCode.NotFound, "log-northlightx")]
    public async Task What_the_service_does_not_take_is_refused_and_nothing_is_restarted(string properties, HttpStatusCode status, string says)
    {
        using var client = new Client(server);
        int before = await Restarts(client);

        Reply reply = await Put(client, Client.Legacy + Settings + "/mine", properties);

        Assert.Equal(status, reply.Status);
        Assert.Contains(says, (string)reply.Json["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(before, await Restarts(client));
    }

    [Fact]
    public async Task A_sixth_setting_is_refused_and_one_of_the_five_can_still_be_replaced()
    {
        using var client = new Client(server);

        // One category each, and two that are off, since no two may carry the same to one sink.
        string[] settings =
        [
            Log("ContainerInstanceLog"), Log("ContainerEvent"), "\"metrics\":[{\"category\":\"AllMetrics\",\"enabled\":true}]", Log("ContainerEvent", "false"), Log("ContainerInstanceLog", "false"),
        ];
        for (int number = 1; number <= 5; number++) Assert.Equal(HttpStatusCode.OK, (await Put(client, $"{Client.Legacy}{Settings}/s{number}", $"{ToWorkspace},{settings[number - 1]}")).Status);

        Reply sixth = await Put(client, Client.Legacy + Settings + "/s6", $"{ToWorkspace},{settings[4]}");
        Reply fifth = await Put(client, Client.Legacy + Settings + "/s5", $"{ToWorkspace},{settings[4]}");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.OK], [sixth.Status, fifth.Status]);
    }

    [Theory]
    [InlineData("ContainerEvent", HttpStatusCode.Conflict)]
    [InlineData("ContainerInstanceLog", HttpStatusCode.OK)]
    [InlineData("allLogs", HttpStatusCode.Conflict)]
    public async Task A_category_goes_to_a_sink_by_one_setting_only_whatever_the_case_of_its_id(string category, HttpStatusCode status)
    {
        using var client = new Client(server);
        await Put(client, Client.Legacy + Settings + "/first", $"{ToWorkspace},{Log("ContainerEvent")}");
        int before = await Restarts(client);

        string kind = category == "allLogs" ? "categoryGroup" : "category";
        Reply second = await Put(client, Client.Legacy + Settings + "/second", $"{ToWorkspace.Replace("log-northlight", "LOG-NORTHLIGHT", StringComparison.Ordinal)},\"logs\":[{{\"{kind}\":\"{category}\",\"enabled\":true}}]");

        Assert.Equal(status, second.Status);
        Assert.Equal(before + (status == HttpStatusCode.OK ? 1 : 0), await Restarts(client));
        if (status == HttpStatusCode.OK) return;
        Assert.Equal("Conflict", second.Code);
        Assert.EndsWith(
            "is already used in diagnostic setting 'first' for category 'ContainerEvent'. Data sinks can't be reused in different settings on the same category for the same resource.",
            (string)second.Json["error"]!["message"]!, StringComparison.Ordinal);
    }

    private static string Log(string category, string enabled = "true") => $"\"logs\":[{{\"category\":\"{category}\",\"enabled\":{enabled}}}]";

    private static Task<Reply> Put(Client client, string path, string properties) =>
        client.SendAsync("PUT", path, "{\"properties\":{" + properties + "}}", Version);

    private static async Task<int> Restarts(Client client)
    {
        JsonNode container = (await client.GetAsync(Client.Legacy)).Json["properties"]!["containers"]![0]!;
        return (int)container["properties"]!["instanceView"]!["restartCount"]!;
    }
}
