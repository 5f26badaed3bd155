using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Calls;

/// <summary>No token and no secret is in anything that is said, whatever goes wrong.</summary>
public sealed class SecrecyTests
{
    private const string Token = "canary.token.of.the.caller";
    private const string Password = "Canary-Pass9-zQ4kW8x";
    private static readonly string Jwt = string.Join('.', "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9", "eyJhdWQiOiJjYW5hcnkiLCJuYW1lIjoieCJ9", "Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5");

    public static TheoryData<int, string> Answers => new()
    {
        { 400, Wire.Error("BadRequest", $"The value '{Jwt}' of header Authorization is wrong.") },
        { 401, Wire.Error("InvalidAuthenticationToken", $"The access token {Jwt} is invalid.") },
        { 403, Wire.Error("X", $"login with password={Password} failed") },
        { 403, Wire.Error("X", $"see https://user:{Password}@host.example/x for more") },
        { 409, $$"""{"code":"Y","message":"AccountKey={{Password}};EndpointSuffix=core.windows.net"}""" },
        { 500, $"<html>{Password} {Jwt}</html>" },
        { 200, $$"""{"value":"{{Password}}" """ },
        { 200, $$"""{"value":[],"nextLink":"https://evil.example/?sig={{Password}}"}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Whatever_the_service_says(int status, string text)
    {
        var gateway = new Gateway(new Wire().Always(status, text, ("WWW-Authenticate", $"Bearer {Jwt}"))) { NextToken = static () => Token };

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(async () =>
        {
            await foreach (var item in gateway.Arm.ListAsync(ArmRequest.Get("/things", "1") with { Query = [("sig", Password)] }, gateway.Recorder, Gateway.Stop)) Assert.NotNull(item);
        });

        AssertSilent(gateway, fault);
    }

    [Fact]
    public async Task Whatever_breaks_on_the_way()
    {
        var gateway = new Gateway(new Wire().Always(_ => throw new HttpRequestException($"failed with Authorization: Bearer {Token} and {Password}", new IOException(Jwt)))) { NextToken = static () => Token };

        AciServiceException fault = await Assert.ThrowsAsync<AciServiceException>(
            () => gateway.Arm.SendAsync(ArmRequest.Put("/things/x", "1", new JsonObject { ["password"] = Password }), gateway.Recorder, Gateway.Stop));

        AssertSilent(gateway, fault);
    }

    [Fact]
    public async Task Whatever_signing_in_says()
    {
        var gateway = new Gateway(new Wire()) { NextToken = static () => throw new global::Azure.Identity.AuthenticationFailedException($"AADSTS7000215: client_secret={Password} is wrong; assertion {Jwt}") };

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal("AciSignInFailed", fault.Problem.Id);
        AssertSilent(gateway, fault);
    }

    [Theory]
    [InlineData("The client 'a@b.example' with object id '2f6c1b7e-3a54-4a51-9d0e-1d1f2a0b7c11' does not have authorization to perform action 'Microsoft.ContainerInstance/containerGroups/read' over scope '/subscriptions/2f6c1b7e-3a54-4a51-9d0e-1d1f2a0b7c11'.")]
    [InlineData("The Resource 'Microsoft.ContainerInstance/containerGroups/web-frontend-0123' under resource group 'shop' was not found.")]
    public void What_is_no_secret_is_passed_on(string text) => Assert.Equal(text, SecretScrubber.Clean(text));

    [Fact]
    public void Long_texts_are_cut_between_words()
    {
        string clean = SecretScrubber.Clean(string.Join(' ', Enumerable.Repeat("word", 500)) + "\r\n" + Password);

        Assert.InRange(clean.Length, 900, 1010);
        Assert.EndsWith("word ...", clean, StringComparison.Ordinal);
        Assert.Equal(string.Empty, SecretScrubber.Clean(" \r\n "));
    }

    private static void AssertSilent(Gateway gateway, AciServiceException fault)
    {
        string[] said = [fault.ToString(), fault.Problem.Message, fault.Problem.Recommendation ?? string.Empty, fault.Problem.Target ?? string.Empty, fault.Request ?? string.Empty, .. gateway.Recorder.Said];
        Assert.All(said, static text =>
        {
            Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Jwt, text, StringComparison.Ordinal);
        });
    }
}
