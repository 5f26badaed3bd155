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
        const string Properties = ToWorkspace + ",\"logs\":[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]";
        for (int number = 1; number <= 5; number++) Assert.Equal(HttpStatusCode.OK, (await Put(client, $"{Client.Legacy}{Settings}/s{number}", Properties)).Status);

        Reply sixth = await Put(client, Client.Legacy + Settings + "/s6", Properties);
        Reply fifth = await Put(client, Client.Legacy + Settings + "/s5", Properties);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.OK], [sixth.Status, fifth.Status]);
    }

    private static Task<Reply> Put(Client client, string path, string properties) =>
        client.SendAsync("PUT", path, "{\"properties\":{" + properties + "}}", Version);

    private static async Task<int> Restarts(Client client)
    {
        JsonNode container = (await client.GetAsync(Client.Legacy)).Json["properties"]!["containers"]![0]!;
        return (int)container["properties"]!["instanceView"]!["restartCount"]!;
    }
}
