using System.Net;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Sandbox;

public sealed class WireTests
{
    private readonly SandboxServer server = SandboxServer.Sample();

    [Fact]
    public void Every_wire_of_the_host_has_its_own_estate()
    {
        AzureWire one = new SandboxHost().Open();
        AzureWire other = new SandboxHost().Open();

        Assert.NotSame(one.Handler, other.Handler);
        Assert.Equal(("Sandbox", "https://management.sandbox.local/"), (one.Name, one.ResourceManager.AbsoluteUri));
    }

    [Fact]
    public async Task Waiting_by_the_clock_takes_no_time_and_moves_it()
    {
        DateTimeOffset before = server.Clock.GetUtcNow();
        long started = server.Clock.GetTimestamp();

        await Task.Delay(TimeSpan.FromHours(3), server.Wire().Clock, TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromHours(3), server.Clock.GetUtcNow() - before);
        Assert.Equal(TimeSpan.FromHours(3), server.Clock.GetElapsedTime(started));
    }

    [Fact]
    public async Task A_timer_that_never_is_due_moves_nothing()
    {
        DateTimeOffset before = server.Clock.GetUtcNow();

        await using (server.Clock.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), server.Clock, TestContext.Current.CancellationToken);
        }

        Assert.Equal(TimeSpan.FromSeconds(1), server.Clock.GetUtcNow() - before);
    }

    [Fact]
    public async Task A_fault_meets_the_calls_that_it_is_meant_for_and_no_other()
    {
        using var client = new Client(server);
        server.Faults.Add(Fault.TooMany("GET", "/resourceGroups", 17, nth: 2, times: 2));

        var statuses = new List<HttpStatusCode>();
        for (int number = 0; number < 4; number++) statuses.Add((await client.GetAsync($"/subscriptions/{Client.Shop}/resourcegroups")).Status);
        Reply elsewhere = await client.GetAsync("/subscriptions");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], statuses);
        Assert.Equal(HttpStatusCode.OK, elsewhere.Status);
    }

    [Fact]
    public async Task Faults_have_the_forms_that_a_client_meets()
    {
        using var client = new Client(server);
        server.Faults.Add(Fault.TooMany(null, "", 17)).Add(Fault.Html(null, "", nth: 2)).Add(Fault.Malformed(null, "", nth: 3))
            .Add(Fault.Error(null, "", HttpStatusCode.Forbidden, "AuthorizationFailed", nth: 4)).Add(Fault.NoAnswer(null, "", nth: 5)).Add(Fault.ForeignNextLink("", "https://elsewhere.example/next", nth: 6));

        Reply throttled = await client.GetAsync("/subscriptions");
        Reply html = await client.GetAsync("/subscriptions");
        Reply broken = await client.GetAsync("/subscriptions");
        Reply refused = await client.GetAsync("/subscriptions");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/subscriptions"));
        Reply linked = await client.GetAsync("/subscriptions");

        Assert.Equal("17", throttled.Headers["Retry-After"]);
        Assert.StartsWith("<html>", html.Text, StringComparison.Ordinal);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => broken.Json);
        Assert.Equal("AuthorizationFailed", refused.Code);
        Assert.Equal("https://elsewhere.example/next", (string?)linked.Json["nextLink"]);
        Assert.Equal(3, linked.Rows.Count);
    }

    [Fact]
    public async Task The_log_has_what_was_asked_and_never_the_token()
    {
        using var client = new Client(server);

        await client.GetAsync("/subscriptions");
        await client.SendAsync("DELETE", Client.Front, audience: null);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("GET", "https://elsewhere.example/next", version: null));

        Assert.Equal(
            [("GET", true, 200), ("DELETE", false, 401), ("GET", true, 0)],
            server.Log.Requests.Select(static request => (request.Method, request.HasToken, request.Status)));
        Assert.Equal(1, server.Log.Count("DELETE", "containergroups/web-front"));
        Assert.NotEmpty(client.Tokens);
        Assert.All(client.Tokens, token => Assert.DoesNotContain(server.Log.Requests, request => request.ToString().Contains(token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_answer_has_an_id_of_its_own()
    {
        using var client = new Client(server);

        Reply one = await client.GetAsync("/subscriptions");
        Reply other = await client.GetAsync("/nothing");

        Assert.NotEqual(one.Headers["x-ms-request-id"], other.Headers["x-ms-request-id"]);
    }
}
