using System.Security;
using System.Text;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Connection;

/// <summary>Signing in: which credential, to which cloud, and what is said where it does not work.</summary>
public sealed class SignInTests
{
    private const string One = Elsewhere.One;
    private const string Two = Elsewhere.Two;
    private const string Tenant = Elsewhere.Tenant;
    private const string Subscriptions = Elsewhere.Subscriptions;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_asks_for_the_subscriptions_and_keeps_what_they_tell()
    {
        var wire = new Wire().Always(200, Subscriptions);

        AciConnection connection = await ConnectAsync(Request(wire, subscription: ["shop", Two]));

        Assert.Equal("GET /subscriptions?api-version=2022-12-01", Assert.Single(wire.Requests).ToString());
        Assert.Equal([One, Two], connection.SubscriptionId);
        Assert.Equal(("Elsewhere", "tester", AciCredentialKind.Sandbox), (connection.Environment, connection.Account, connection.Credential));
        Assert.NotNull(LiveEstates.Of(connection));
    }

    [Fact]
    public async Task A_wrong_tenant_is_told()
    {
        var fault = await Assert.ThrowsAsync<AciServiceException>(() => ConnectAsync(Request(new Wire().Always(401, Wire.Error("InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer.")))));

        Assert.Equal("AciAzureWrongTenant", fault.Problem.Id);
        Assert.Contains("-Tenant", fault.Problem.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_connection_says_so_and_its_counts_stay()
    {
        var engine = new AzureEngine(static _ => null, new ManualClock());
        AciConnection connection = await engine.ConnectAsync(Request(new Wire().Always(200, Subscriptions)), new Recorder(), Stop);

        engine.Disconnect(connection);
        engine.Disconnect(connection);

        Assert.Equal(1, engine.StatisticsOf(connection).Requests);
        var fault = await Assert.ThrowsAsync<AciProblemException>(async () =>
        {
            await foreach (LivePage page in LiveEstates.Of(connection).ReadGroupsAsync(new GroupSelection(), new Recorder(), Stop)) Assert.NotNull(page);
        });
        Assert.Equal("AciConnectionClosed", fault.Problem.Id);
        Assert.Empty(await engine.CompleteNameAsync(connection, AciNameKind.ContainerGroup, "w", Stop));
    }

    [Theory]
    [InlineData(null, "https://management.azure.com")]
    [InlineData("AzureCloud", "https://management.azure.com")]
    [InlineData("azureusgovernment", "https://management.usgovcloudapi.net")]
    [InlineData("AzureChinaCloud", "https://management.chinacloudapi.cn")]
    public void Clouds_go_by_the_names_of_the_az_modules(string? name, string address)
    {
        Azure.Connection.Cloud cloud = Azure.Connection.Cloud.Of(new ConnectionRequest { Environment = name });

        Assert.Equal(address, cloud.Audience);
    }

    [Fact]
    public void Addresses_go_before_those_of_the_cloud()
    {
        Azure.Connection.Cloud cloud = Azure.Connection.Cloud.Of(new ConnectionRequest { Endpoint = new Dictionary<string, string> { ["resourcemanager"] = "https://management.local.example/" } });

        Assert.Equal(("Custom", "https://management.local.example"), (cloud.Name, cloud.Audience));
        Assert.Throws<AciProblemException>(() => Azure.Connection.Cloud.Of(new ConnectionRequest { Environment = "Mars" }));
        Assert.Throws<AciProblemException>(() => Azure.Connection.Cloud.Of(new ConnectionRequest { Endpoint = new Dictionary<string, string> { ["ResourceManager"] = "http://plain.example" } }));
    }

    [Theory]
    [InlineData(null, false, "AzureCli")]
    [InlineData(null, true, "AzurePowerShell AzureCli")]
    [InlineData("IDENTITY_ENDPOINT", true, "ManagedIdentity AzurePowerShell AzureCli")]
    [InlineData("MSI_ENDPOINT", false, "ManagedIdentity AzureCli")]
    public void Without_a_wish_the_credentials_that_ask_nobody_are_tried_in_their_order(string? variable, bool hasSession, string expected)
    {
        var request = new ConnectionRequest { HasAzSession = hasSession };

        var candidates = Azure.Connection.CredentialFactory.Candidates(request, Azure.Connection.Cloud.Of(request), TimeProvider.System, name => name == variable ? "http://localhost" : null);

        Assert.Equal(expected, string.Join(' ', candidates.Select(static c => c.Kind)));
    }

    [Theory]
    [InlineData(AciCredentialKind.ManagedIdentity)]
    [InlineData(AciCredentialKind.ServicePrincipalSecret)]
    [InlineData(AciCredentialKind.WorkloadIdentity)]
    [InlineData(AciCredentialKind.DeviceCode)]
    [InlineData(AciCredentialKind.Interactive)]
    [InlineData(AciCredentialKind.AzurePowerShell)]
    [InlineData(AciCredentialKind.AzureCli)]
    public void Each_kind_of_credential_can_be_made_without_a_call(AciCredentialKind kind)
    {
        var request = new ConnectionRequest { Credential = kind, TenantId = Tenant, AccountId = One, ClientSecret = Secure("x"), FederatedTokenFile = "/none" };

        var candidate = Assert.Single(Azure.Connection.CredentialFactory.Candidates(request, Azure.Connection.Cloud.Of(request), TimeProvider.System, static _ => null));

        Assert.Equal(kind, candidate.Kind);
        Assert.Equal(kind is AciCredentialKind.DeviceCode or AciCredentialKind.Interactive, candidate.AsksPerson);
    }

    [Fact]
    public async Task A_token_that_is_over_is_told_before_any_call()
    {
        AciProblemException fault = await GivenAsync(Jwt($$"""{"exp":{{DateTimeOffset.Parse("2026-11-25T11:00:00Z", null).ToUnixTimeSeconds()}},"aud":"https://management.azure.com"}"""));

        Assert.Equal(("AciTokenInvalid", AciProblemKind.Authentication), (fault.Problem.Id, fault.Problem.Kind));
        Assert.Contains("ended at 2026-11-25 11:00:00Z", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_another_service_is_told_before_any_call() =>
        Assert.Contains("for https://vault.azure.net, not for https://management.azure.com", (await GivenAsync(Jwt("""{"aud":"https://vault.azure.net"}"""))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_token_of_another_tenant_is_told_before_any_call() =>
        Assert.Contains($"of tenant {One}, not of {Tenant}", (await GivenAsync(Jwt($$"""{"aud":"https://management.core.windows.net/","tid":"{{One}}"}"""))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_token_for_another_audience_only_is_told()
    {
        var request = new ConnectionRequest { Credential = AciCredentialKind.AccessToken, AccessToken = new Dictionary<string, SecureString> { ["https://vault.azure.net"] = Secure("opaque") } };

        var fault = await Assert.ThrowsAnyAsync<AciProblemException>(() => ConnectAsync(request));

        Assert.Contains("No token was given for https://management.azure.com", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_az_session_is_asked_on_the_pipeline_of_the_call()
    {
        var recorder = new Recorder { Session = static _ => null };
        var request = new ConnectionRequest { Credential = AciCredentialKind.AzurePowerShell, HasAzSession = true };

        var fault = await Assert.ThrowsAnyAsync<AciProblemException>(() => new AzureEngine(static _ => null, new ManualClock()).ConnectAsync(request, recorder, Stop));

        Assert.Equal("AciSignInFailed", fault.Problem.Id);
        Assert.Contains("Az session", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_connection_cannot_be_used() => Assert.Equal("AciConnectionClosed", Assert.Throws<AciProblemException>(static () => LiveEstates.Of(new AciConnection())).Problem.Id);

    private static async Task<AciProblemException> GivenAsync(string token)
    {
        var request = new ConnectionRequest { Credential = AciCredentialKind.AccessToken, TenantId = Tenant, AccessToken = new Dictionary<string, SecureString> { [string.Empty] = Secure(token) } };
        AciProblemException fault = await Assert.ThrowsAnyAsync<AciProblemException>(() => ConnectAsync(request));
        Assert.DoesNotContain(token, fault.ToString(), StringComparison.Ordinal);
        return fault;
    }

    private static Task<AciConnection> ConnectAsync(ConnectionRequest request) => new AzureEngine(static _ => null, new ManualClock()).ConnectAsync(request, new Recorder(), Stop);

    private static ConnectionRequest Request(Wire wire, string[]? subscription = null) => new()
    {
        Credential = AciCredentialKind.Sandbox,
        Subscription = subscription ?? [],
        Wire = Elsewhere.WireOf(wire),
    };

    private static string Jwt(string claims) => string.Join('.', Part("""{"alg":"none"}"""), Part(claims), "c2lnbmF0dXJl");

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (char c in text) secure.AppendChar(c);
        return secure;
    }
}
