using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Calls;

/// <summary>Every way in which a call can fail ends in an error that says what to do, and in no result.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(401, "InvalidAuthenticationTokenTenant", "AciAzureWrongTenant", AciProblemKind.Authentication)]
    [InlineData(401, "ExpiredAuthenticationToken", "AciAzureUnauthorized", AciProblemKind.Authentication)]
    [InlineData(403, "AuthorizationFailed", "AciAzureForbidden", AciProblemKind.PermissionDenied)]
    [InlineData(403, "RequestDisallowedByPolicy", "AciAzureDeniedByPolicy", AciProblemKind.PermissionDenied)]
    [InlineData(404, "ResourceNotFound", "AciAzureNotFound", AciProblemKind.NotFound)]
    [InlineData(404, "NoRegisteredProviderFound", "AciAzureUnsupported", AciProblemKind.InvalidOperation)]
    [InlineData(400, "InvalidApiVersionParameter", "AciAzureUnsupported", AciProblemKind.InvalidOperation)]
    [InlineData(409, "MissingSubscriptionRegistration", "AciAzureNotRegistered", AciProblemKind.InvalidOperation)]
    [InlineData(409, "SubscriptionNotRegistered", "AciAzureNotRegistered", AciProblemKind.InvalidOperation)]
    [InlineData(409, "InUse", "AciAzureConflict", AciProblemKind.Conflict)]
    [InlineData(400, "BadRequest", "AciAzureRefused", AciProblemKind.InvalidOperation)]
    [InlineData(500, "InternalServerError", "AciAzureUnavailable", AciProblemKind.Unavailable)]
    public async Task An_error_of_the_service_is_told_with_status_code_message_ids_and_advice(int status, string code, string id, AciProblemKind kind)
    {
        var gateway = new Gateway(new Wire().Always(status, Wire.Error(code, "The service says why."), ("x-ms-request-id", "r-7"), ("x-ms-correlation-request-id", "c-7")));

        AciServiceException fault = await gateway.FailsAsync("/subscriptions/s/things/x?$filter=hidden");

        Assert.Equal((id, kind, status, code), (fault.Problem.Id, fault.Problem.Kind, fault.Status, fault.Code));
        Assert.Equal(("r-7", "c-7", "GET /subscriptions/s/things/x"), (fault.RequestId, fault.CorrelationId, fault.Request));
        Assert.Contains("The service says why.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(fault.Problem.Recommendation));
    }

    [Theory]
    [InlineData("""{"code":"Forbidden","message":"An older service says why."}""", "Forbidden", "An older service says why.")]
    [InlineData("<html><body>Proxy</body></html>", null, "403")]
    [InlineData("", null, "403")]
    [InlineData("{ not json", null, "403")]
    public async Task Errors_of_every_form_are_told(string text, string? code, string said)
    {
        var gateway = new Gateway(new Wire().Always(403, text));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal(("AciAzureForbidden", code), (fault.Problem.Id, fault.Code));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task A_fault_of_the_service_passes_unseen_where_the_next_try_works(int status)
    {
        var gateway = new Gateway(new Wire().Then(status).Then(status, "<html>").Then(200, "{}"));

        Assert.Equal(200, (await gateway.GetAsync()).Status);
        Assert.Equal(2, gateway.Clock.Waits.Count);
    }

    [Fact]
    public async Task Tries_are_bounded()
    {
        var gateway = new Gateway(new Wire().Always(500));

        await gateway.FailsAsync();

        Assert.Equal(4, gateway.Wire.Requests.Count);
    }

    [Fact]
    public async Task A_put_is_tried_again_and_a_post_is_not()
    {
        var put = new Gateway(new Wire().Then(503).Then(200, "{}"));
        var post = new Gateway(new Wire().Then(503).Then(200, "{}"));

        await put.Arm.SendAsync(ArmRequest.Put("/a", "1", new JsonObject()), put.Recorder, Gateway.Stop);
        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(
            () => post.Arm.SendAsync(new ArmRequest(HttpMethod.Post, "/a/restart", "1"), post.Recorder, Gateway.Stop));

        Assert.Equal(2, put.Wire.Requests.Count);
        Assert.Equal(503, fault.Status);
        Assert.Single(post.Wire.Requests);
    }

    [Fact]
    public async Task A_conflict_that_the_service_calls_passing_is_waited_for()
    {
        var gateway = new Gateway(new Wire().Then(409, Wire.Error("RetryableErrorDueToAnotherOperation", "busy"), ("Retry-After", "3")).Then(200, "{}"));

        Assert.Equal(200, (await gateway.GetAsync()).Status);
        Assert.Equal([TimeSpan.FromSeconds(3)], gateway.Clock.Waits);
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_told_at_once()
    {
        var gateway = new Gateway(new Wire().Always(_ => throw new HttpRequestException(
            HttpRequestError.NameResolutionError, "x", new SocketException((int)SocketError.HostNotFound))));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal(("AciAzureUnreachable", AciProblemKind.Connection, 0), (fault.Problem.Id, fault.Problem.Kind, fault.Status));
        Assert.Contains("'management.azure.com' could not be resolved", fault.Message, StringComparison.Ordinal);
        Assert.Single(gateway.Wire.Requests);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_told_at_once()
    {
        var gateway = new Gateway(new Wire().Always(_ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "x", new AuthenticationException("bad certificate"))));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal("AciAzureUnreachable", fault.Problem.Id);
        Assert.Contains("secure connection", fault.Message, StringComparison.Ordinal);
        Assert.Single(gateway.Wire.Requests);
    }

    [Fact]
    public async Task Without_a_network_it_is_tried_again_and_then_told()
    {
        var gateway = new Gateway(new Wire().Always(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.NetworkUnreachable))));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal(("AciAzureUnreachable", AciProblemKind.Connection), (fault.Problem.Id, fault.Problem.Kind));
        Assert.Equal(4, gateway.Wire.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_sent_for_again()
    {
        var gateway = new Gateway(new Wire().Then(_ => BadStream.Answer("""{"value":[{"na""", static (_, _) => throw new IOException("reset by peer"))).Then(200, """{"value":[{"name":"a"}]}"""));

        Assert.Equal(["a"], await gateway.NamesAsync());
        Assert.Equal(2, gateway.Wire.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_always_breaks_off_is_an_error()
    {
        var gateway = new Gateway(new Wire().Always(_ => BadStream.Answer("""{"value":[{"name":"a"}]""", static (_, _) => throw new IOException("reset by peer"))));

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(() => gateway.NamesAsync());

        Assert.Equal("AciAzureUnreachable", fault.Problem.Id);
    }

    [Fact]
    public async Task An_answer_that_goes_on_for_ever_does_not_fill_the_memory()
    {
        var gateway = new Gateway(new Wire().Always(_ => BadStream.Answer("""{"value":[""", static (part, _) =>
        {
            part.AsSpan().Fill((byte)' ');
            return new(part.Length);
        })));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal("AciAzureInvalidAnswer", fault.Problem.Id);
        Assert.InRange(gateway.Counter.Snapshot().BytesReceived, 1_000_000, 1_200_000);
    }

    [Fact]
    public async Task An_answer_that_trickles_in_ends_with_the_time_of_the_call()
    {
        var clock = new ManualClock();
        var gateway = new Gateway(new Wire().Always(_ => BadStream.Answer("{", (part, stop) =>
        {
            clock.Advance(TimeSpan.FromSeconds(40));
            stop.ThrowIfCancellationRequested();
            part[0] = (byte)' ';
            return new(1);
        })), clock);

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal(("AciAzureTimeout", AciProblemKind.Timeout), (fault.Problem.Id, fault.Problem.Kind));
    }

    [Theory]
    [InlineData("<html><title>Sign in to the proxy</title></html>", "web page")]
    [InlineData("""{"value":[{"name":"a"}""", "no JSON")]
    [InlineData("gateway error", "no JSON")]
    public async Task What_is_no_answer_is_no_empty_answer(string text, string said)
    {
        var gateway = new Gateway(new Wire().Always(200, text));

        AciServiceException one = await gateway.FailsAsync();
        AciServiceException list = await Assert.ThrowsAsync<AciServiceException>(() => gateway.NamesAsync());

        Assert.All([one, list], fault => Assert.Equal("AciAzureInvalidAnswer", fault.Problem.Id));
        Assert.Contains(said, one.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wed, 25 Nov 2026 10:00:00 GMT", "120 minutes ahead of")]
    [InlineData("Wed, 25 Nov 2026 12:30:00 GMT", "30 minutes behind")]
    public async Task A_refused_token_points_to_a_wrong_clock(string date, string said)
    {
        var gateway = new Gateway(new Wire().Always(401, Wire.Error("ExpiredAuthenticationToken", "old"), ("Date", date))) { NextToken = static () => "same" };

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_of_a_clock_that_is_right()
    {
        var gateway = new Gateway(new Wire().Always(401, "", ("Date", "Wed, 25 Nov 2026 12:01:00 GMT"))) { NextToken = static () => "same" };

        Assert.DoesNotContain("clock of this machine is", (await gateway.FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_can_be_stopped_while_it_waits()
    {
        using var stop = new CancellationTokenSource();
        var clock = new ManualClock { IsHeld = true, OnWait = stop.Cancel };
        var gateway = new Gateway(new Wire().Always(429, "", ("Retry-After", "100")), clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.Arm.SendAsync(ArmRequest.Get("/a", "1"), gateway.Recorder, stop.Token));
    }

    [Fact]
    public async Task A_call_can_be_stopped_on_the_wire()
    {
        using var stop = new CancellationTokenSource();
        var gateway = new Gateway(new Wire().Always(_ =>
        {
            stop.Cancel();
            throw new TaskCanceledException();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.Arm.SendAsync(ArmRequest.Get("/a", "1"), gateway.Recorder, stop.Token));
        Assert.Single(gateway.Wire.Requests);
    }

    [Fact]
    public async Task A_call_can_be_stopped_in_the_middle_of_an_answer()
    {
        using var stop = new CancellationTokenSource();
        var gateway = new Gateway(new Wire().Always(_ => BadStream.Answer("{", (_, token) =>
        {
            stop.Cancel();
            token.ThrowIfCancellationRequested();
            return new(0);
        })));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.Arm.SendAsync(ArmRequest.Get("/a", "1"), gateway.Recorder, stop.Token));
    }
}
