using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Calls;

/// <summary>Long-running operations are waited for as azure-facts I.3 says.</summary>
public sealed class OperationTests
{
    private const string Operation = "https://management.azure.com/subscriptions/s/operations/o?api-version=1";
    private const string Place = "https://management.azure.com/subscriptions/s/results/o?api-version=1";
    private const string Resource = """{"name":"web","properties":{"provisioningState":"Succeeded"}}""";

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    public async Task The_operation_goes_before_the_location(int status)
    {
        var gateway = new Gateway(new Wire()
            .Then(status, "{}", ("Azure-AsyncOperation", Operation), ("Location", Place), ("Retry-After", "4"))
            .Then(200, """{"status":"InProgress"}""", ("Retry-After", "9"))
            .Then(200, """{"status":"Succeeded"}""")
            .Then(200, Resource));

        ArmResponse answer = await PutAsync(gateway);

        Assert.Equal("web", answer.Body["name"].ToString());
        Assert.Equal(["PUT /web?api-version=2", "GET /subscriptions/s/operations/o?api-version=1", "GET /subscriptions/s/operations/o?api-version=1", "GET /web?api-version=2"], Text(gateway));
        Assert.Equal([TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)], gateway.Clock.Waits);
    }

    [Fact]
    public async Task Without_an_operation_the_location_is_asked()
    {
        var gateway = new Gateway(new Wire().Then(202, "", ("Location", Place)).Then(202).Then(200, "{}").Then(200, Resource));

        Assert.Equal("web", (await PutAsync(gateway)).Body["name"].ToString());
        Assert.Equal(4, gateway.Wire.Requests.Count);
    }

    [Fact]
    public async Task Without_either_the_resource_tells_its_state()
    {
        var gateway = new Gateway(new Wire().Then(201, """{"properties":{"provisioningState":"Creating"}}""").Then(200, """{"properties":{"provisioningState":"Updating"}}""").Then(200, Resource));

        Assert.Equal("web", (await PutAsync(gateway)).Body["name"].ToString());
        Assert.Equal(["PUT /web?api-version=2", "GET /web?api-version=2", "GET /web?api-version=2"], Text(gateway));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task A_resource_without_a_state_is_there_with_the_answer(int status)
    {
        var gateway = new Gateway(new Wire().Then(status, """{"name":"setting","properties":{}}"""));

        Assert.Equal("setting", (await PutAsync(gateway)).Body["name"].ToString());
        Assert.Single(gateway.Wire.Requests);
        Assert.Empty(gateway.Clock.Waits);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Canceled")]
    public async Task An_operation_that_fails_is_an_error_with_its_own_code_and_message(string state)
    {
        var gateway = new Gateway(new Wire()
            .Then(202, "", ("Azure-AsyncOperation", Operation))
            .Then(200, $$$"""{"status":"{{{state}}}","error":{"code":"InaccessibleImage","message":"The image cannot be pulled."}}"""));

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(() => PutAsync(gateway));

        Assert.Equal("InaccessibleImage", fault.Code);
        Assert.Contains("The image cannot be pulled", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_ends_as_failed_is_an_error()
    {
        var gateway = new Gateway(new Wire().Then(201, """{"properties":{"provisioningState":"Failed"}}"""));

        Assert.Equal("Failed", (await Assert.ThrowsAsync<AciServiceException>(() => PutAsync(gateway))).Code);
    }

    [Fact]
    public async Task A_delete_ends_with_its_operation()
    {
        var gateway = new Gateway(new Wire().Then(202, "", ("Location", Place)).Then(204));

        ArmResponse answer = await gateway.Arm.SendAndWaitAsync(ArmRequest.Delete("/web", "2"), gateway.Recorder, Gateway.Stop);

        Assert.Equal(204, answer.Status);
        Assert.Equal(["DELETE /web?api-version=2", "GET /subscriptions/s/results/o?api-version=1"], Text(gateway));
    }

    [Theory]
    [InlineData("Azure-AsyncOperation")]
    [InlineData("Location")]
    public async Task An_operation_on_a_foreign_host_is_not_asked(string header)
    {
        var gateway = new Gateway(new Wire().Then(202, "", (header, "https://evil.example/o")));

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(() => PutAsync(gateway));

        Assert.Equal("AciForeignHost", fault.Problem.Id);
        Assert.Single(gateway.Wire.Requests);
    }

    [Fact]
    public async Task An_operation_that_does_not_end_is_told_after_half_an_hour()
    {
        var gateway = new Gateway(new Wire().Then(202, "", ("Azure-AsyncOperation", Operation)).Always(200, """{"status":"InProgress"}""", ("Retry-After", "60")));

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(() => PutAsync(gateway));

        Assert.Equal(("AciAzureTimeout", AciProblemKind.Timeout), (fault.Problem.Id, fault.Problem.Kind));
    }

    [Fact]
    public async Task The_waiting_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var clock = new ManualClock { IsHeld = true, OnWait = stop.Cancel };
        var gateway = new Gateway(new Wire().Then(202, "", ("Azure-AsyncOperation", Operation)), clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.Arm.SendAndWaitAsync(ArmRequest.Delete("/web", "2"), gateway.Recorder, stop.Token));
    }

    private static Task<ArmResponse> PutAsync(Gateway gateway) => gateway.Arm.SendAndWaitAsync(ArmRequest.Put("/web", "2", new JsonObject()), gateway.Recorder, Gateway.Stop);

    private static IEnumerable<string> Text(Gateway gateway) => gateway.Wire.All.Select(static s => s.ToString());
}
