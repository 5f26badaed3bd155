using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Calls;

/// <summary>What goes over the wire, and where it may go.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task A_get_has_path_version_and_token()
    {
        var gateway = new Gateway(new Wire().Then(200, """{"name":"web"}"""));

        ArmResponse answer = await gateway.GetAsync("/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/web");

        Sent sent = Assert.Single(gateway.Wire.Requests);
        Assert.Equal("GET /subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/web?api-version=2025-09-01", sent.ToString());
        Assert.Equal("management.azure.com", sent.Address.Host);
        Assert.Equal("Bearer token-1", sent.Authorization);
        Assert.Equal("web", answer.Body["name"].ToString());
    }

    [Fact]
    public async Task Query_values_are_escaped()
    {
        var gateway = new Gateway(new Wire().Then(200, "{}"));

        await gateway.Arm.SendAsync(ArmRequest.Get("/subscriptions/s/x", "1") with { Query = [("$filter", "name in (A,B) & c='d'")] }, gateway.Recorder, Gateway.Stop);

        Assert.Equal("?api-version=1&$filter=name%20in%20%28A%2CB%29%20%26%20c%3D%27d%27", gateway.Wire.All[0].Address.Query);
    }

    [Fact]
    public async Task A_body_is_sent_as_it_is()
    {
        var gateway = new Gateway(new Wire().Then(200, "{}"));

        await gateway.Arm.SendAsync(ArmRequest.Put("/a", "1", new JsonObject { ["properties"] = new JsonObject { ["x"] = "True" } }), gateway.Recorder, Gateway.Stop);

        Assert.Equal("""{"properties":{"x":"True"}}""", gateway.Wire.All[0].Body);
        Assert.Equal("PUT", gateway.Wire.All[0].Method);
    }

    [Theory]
    [InlineData("https://evil.example/subscriptions?api-version=1")]
    [InlineData("http://management.azure.com/subscriptions?api-version=1")]
    [InlineData("https://management.azure.com:8443/subscriptions")]
    [InlineData("https://management.azure.com.evil.example/")]
    [InlineData("https://management.azure.com@evil.example/")]
    [InlineData("//evil.example/subscriptions")]
    [InlineData("not an address")]
    public async Task Nothing_is_sent_to_a_foreign_address(string address)
    {
        var gateway = new Gateway(new Wire());

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(
            () => gateway.Arm.SendAsync(new ArmRequest(HttpMethod.Get, address, null), gateway.Recorder, Gateway.Stop));

        Assert.Equal("AciForeignHost", fault.Problem.Id);
        Assert.Empty(gateway.Wire.Requests);
        Assert.Empty(gateway.Scopes);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        var gateway = new Gateway(new Wire().Then(302, "", ("Location", "https://evil.example/")));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal("AciAzureInvalidAnswer", fault.Problem.Id);
        Assert.Single(gateway.Wire.Requests);
    }

    [Fact]
    public async Task A_token_serves_many_calls_and_is_renewed_before_its_end_by_the_clock_of_the_session()
    {
        var gateway = new Gateway(new Wire().Always(200, "{}"));

        await gateway.GetAsync();
        await gateway.GetAsync();
        gateway.Clock.Advance(TimeSpan.FromMinutes(56));
        await gateway.GetAsync();

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], gateway.Wire.All.Select(static s => s.Authorization));
        Assert.All(gateway.Scopes, static scope => Assert.Equal("https://management.azure.com/.default", scope));
    }

    [Fact]
    public async Task Where_every_token_looks_old_the_clock_is_wrong_and_the_token_is_used_all_the_same()
    {
        var gateway = new Gateway(new Wire().Always(200, "{}")) { Lifetime = TimeSpan.FromHours(-3) };

        await gateway.GetAsync();
        await gateway.GetAsync();

        Assert.Equal(["Bearer token-1", "Bearer token-1"], gateway.Wire.All.Select(static s => s.Authorization));
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        var gateway = new Gateway(new Wire().Then(401, Wire.Error("ExpiredAuthenticationToken", "old")).Then(200, "{}"));

        ArmResponse answer = await gateway.GetAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], gateway.Wire.All.Select(static s => s.Authorization));
    }

    [Fact]
    public async Task The_next_token_carries_the_claims_that_the_service_asks_for()
    {
        string claims = Convert.ToBase64String("""{"access_token":{"nbf":{"essential":true}}}"""u8);
        var gateway = new Gateway(new Wire().Then(401, "", ("WWW-Authenticate", $"Bearer error=\"insufficient_claims\", claims=\"{claims}\"")).Then(200, "{}"));

        await gateway.GetAsync();

        Assert.Equal([null, """{"access_token":{"nbf":{"essential":true}}}"""], gateway.Claims);
    }

    [Fact]
    public async Task A_token_that_cannot_be_replaced_is_not_sent_again()
    {
        var gateway = new Gateway(new Wire().Always(401, Wire.Error("InvalidAuthenticationToken", "no"))) { NextToken = static () => "the-same" };

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal("AciAzureUnauthorized", fault.Problem.Id);
        Assert.Single(gateway.Wire.Requests);
    }

    [Fact]
    public async Task Each_call_leaves_one_line_for_who_looks_for_a_fault()
    {
        var gateway = new Gateway(new Wire().Then(200, """{"a":1}""", ("x-ms-request-id", "r-1")));

        await gateway.Arm.SendAsync(ArmRequest.Get("/subscriptions/s", "2022-12-01") with { Query = [("$skiptoken", "hidden-part")] }, gateway.Recorder, Gateway.Stop);

        string line = Assert.Single(gateway.Recorder.Debug);
        Assert.Equal("GET /subscriptions/s api-version=2022-12-01 -> 200 (r-1, 7 bytes, 0 ms)", line);
    }

    [Fact]
    public async Task Calls_are_counted()
    {
        var gateway = new Gateway(new Wire().Then(429, "", ("Retry-After", "7")).Then(503).Then(200, """{"a":1}""").Then(404, Wire.Error("ResourceNotFound", "gone")));

        await gateway.GetAsync();
        AciServiceException fault = await gateway.FailsAsync();

        AciCallStatistics counts = gateway.Counter.Snapshot();
        Assert.Equal("AciAzureNotFound", fault.Problem.Id);
        Assert.Equal((4, 1, 2, 1), (counts.Requests, counts.Throttled, counts.Retries, counts.Failed));
        Assert.Equal(TimeSpan.FromSeconds(7), counts.Waited);
        Assert.True(counts.BytesReceived > 7);
    }
}
