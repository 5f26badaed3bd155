using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

[Collection(FakeParts.Name)]
public sealed class ConnectionTests : IDisposable
{
    private const string Secret = "gh7-not-to-be-seen";

    private readonly FakeAzure azure = new();
    private readonly Engine engine = Engine.WithModule();

    public void Dispose()
    {
        engine.Dispose();
        azure.Dispose();
    }

    [Theory]
    [InlineData("", AciCredentialKind.Default)]
    [InlineData("-Identity", AciCredentialKind.ManagedIdentity)]
    [InlineData("-Identity -AccountId client", AciCredentialKind.ManagedIdentity)]
    [InlineData("-ServicePrincipal -Tenant t -Credential $credential", AciCredentialKind.ServicePrincipalSecret)]
    [InlineData("-ServicePrincipal -TenantId t -ApplicationId client -ClientSecret $secret", AciCredentialKind.ServicePrincipalSecret)]
    [InlineData("-WorkloadIdentity -ApplicationId client", AciCredentialKind.WorkloadIdentity)]
    [InlineData("-UseDeviceAuthentication", AciCredentialKind.DeviceCode)]
    [InlineData("-DeviceCode -Tenant t", AciCredentialKind.DeviceCode)]
    [InlineData("-AccessToken $secret -AccountId client", AciCredentialKind.AccessToken)]
    [InlineData("-Sandbox -Subscription s", AciCredentialKind.Sandbox)]
    public void Each_way_to_sign_in_asks_for_its_credential_and_gives_the_connection(string arguments, AciCredentialKind kind)
    {
        Outcome outcome = Run($"Connect-AciSecMon {arguments}; Get-AciSecMonContext");

        Assert.Empty(outcome.Errors);
        AciConnection[] connections = outcome.As<AciConnection>();
        Assert.Equal(2, connections.Length);
        Assert.Same(connections[0], connections[1]);
        ConnectionRequest request = Assert.Single(azure.SignIns);
        Assert.Equal(kind, request.Credential);
        Assert.Equal(kind == AciCredentialKind.Sandbox, request.Wire is not null);
        if (arguments.Contains("client", StringComparison.Ordinal) || arguments.Contains("$credential", StringComparison.Ordinal)) Assert.Equal("client", request.AccountId);
        if (kind == AciCredentialKind.ServicePrincipalSecret) Assert.Equal((Secret, "t"), (Clear(request.ClientSecret), request.TenantId));
    }

    [Fact]
    public void Scope_cloud_and_addresses_are_handed_on()
    {
        Outcome outcome = Run("Connect-AciSecMon -Subscription a, b -ManagementGroup m -Environment azureusgovernment -Endpoint @{ resourcemanager = 'https://arm.local' }");

        Assert.Empty(outcome.Errors);
        ConnectionRequest request = Assert.Single(azure.SignIns);
        Assert.Equal(["a", "b"], request.Subscription);
        Assert.Equal(("m", "AzureUSGovernment"), (request.ManagementGroup, request.Environment));
        Assert.Equal("https://arm.local", request.Endpoint["ResourceManager"]);
    }

    [Theory]
    [InlineData("-Environment AzureGermanCloud", "AciEnvironmentUnknown")]
    [InlineData("-Endpoint @{ Arm = 'https://arm.local' }", "AciEndpointInvalid")]
    [InlineData("-Endpoint @{ Graph = 'http://graph.local' }", "AciEndpointInvalid")]
    [InlineData("-Sandbox -Tenant t", "AciSignInInvalid")]
    [InlineData("-ServicePrincipal -ApplicationId a -ClientSecret $secret", "AciSignInInvalid")]
    [InlineData("-ServicePrincipal -Tenant t -ApplicationId a", "AciSignInInvalid")]
    [InlineData("-ServicePrincipal -Tenant t -Credential $credential -ClientSecret $secret", "AciSignInInvalid")]
    [InlineData("-ServicePrincipal -Tenant t -ClientSecret $secret", "AciSignInInvalid")]
    [InlineData("-ServicePrincipal -Tenant t -Credential $credential -ApplicationId a", "AciSignInInvalid")]
    [InlineData("-ServicePrincipal -Tenant t -ApplicationId a -CertificateThumbprint 00AA", "AciCertificateNotFound")]
    [InlineData("-ServicePrincipal -Tenant t -ApplicationId a -CertificatePath nowhere.pfx", "AciCertificateUnreadable")]
    [InlineData("-WorkloadIdentity -FederatedTokenFile nowhere", "AciPathNotFound")]
    [InlineData("-AccessToken @{ }", "AciAccessTokenInvalid")]
    [InlineData("-AccessToken @{ management = $secret }", "AciAccessTokenInvalid")]
    [InlineData("-AccessToken 7", "AciAccessTokenInvalid")]
    [InlineData("-Interactive", "AciHostNotInteractive")]
    public void What_cannot_work_is_refused_before_anybody_is_asked(string arguments, string id)
    {
        ErrorRecord error = Assert.Single(Run($"Connect-AciSecMon {arguments}").Errors);

        Assert.Equal($"{id},AciSecMon.Commands.ConnectAciSecMonCommand", error.FullyQualifiedErrorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(azure.SignIns);
        Assert.Empty(Run("Get-AciSecMonContext").Output);
    }

    [Fact]
    public void An_environment_that_is_not_known_is_answered_with_those_that_are()
    {
        ErrorRecord error = Assert.Single(Run("Connect-AciSecMon -Environment Cloud9").Errors);

        Assert.Contains("AzureCloud, AzureUSGovernment, AzureChinaCloud", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_taken_as_text_or_secure_string_for_one_or_many_audiences()
    {
        Run("Connect-AciSecMon -AccessToken one; Connect-AciSecMon -AccessToken @{ 'https://management.azure.com/' = 'two'; 'https://api.loganalytics.io' = $secret }");

        Assert.Equal("one", Clear(azure.SignIns[0].AccessToken[string.Empty]));
        Assert.Equal("two", Clear(azure.SignIns[1].AccessToken["https://management.azure.com"]));
        Assert.Equal(Secret, Clear(azure.SignIns[1].AccessToken["https://api.loganalytics.io"]));
    }

    [Fact]
    public void A_certificate_file_is_read_with_its_key_and_a_wrong_password_is_not_repeated()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now, now.AddDays(1));
        string file = Path.Combine(folder.Path, "a.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Secret));
        string bare = Path.Combine(folder.Path, "bare.pfx");
        using (X509Certificate2 without = X509CertificateLoader.LoadCertificate(certificate.RawData)) File.WriteAllBytes(bare, without.Export(X509ContentType.Pfx, Secret));
        string signIn = "Connect-AciSecMon -ServicePrincipal -Tenant t -ApplicationId a -CertificatePath";

        Assert.Empty(Run($"{signIn} '{file}' -CertificatePassword $secret").Errors);
        ConnectionRequest request = Assert.Single(azure.SignIns);
        Assert.Equal((AciCredentialKind.ServicePrincipalCertificate, certificate.Thumbprint, true), (request.Credential, request.Certificate!.Thumbprint, request.Certificate.HasPrivateKey));

        ErrorRecord wrong = Assert.Single(Run($"{signIn} '{file}' -CertificatePassword $wrong").Errors);
        Assert.Equal("AciCertificateUnreadable", wrong.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain("other-word", wrong.ToString(), StringComparison.Ordinal);
        Assert.Equal("AciCertificateWithoutKey", Assert.Single(Run($"{signIn} '{bare}' -CertificatePassword $secret").Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void A_runspace_never_sees_the_connection_of_another()
    {
        using Engine other = Engine.WithModule();
        Run("Connect-AciSecMon -Identity");

        Assert.Empty(other.Run("Get-AciSecMonContext").Output);
        Assert.Single(Run("Get-AciSecMonContext").Output);
    }

    [Fact]
    public void A_connection_can_be_handed_to_another_runspace()
    {
        AciConnection connection = Assert.Single(Run("Connect-AciSecMon -Identity").As<AciConnection>());
        using Engine other = Engine.WithModule();

        Assert.Empty(other.Run("Get-AciDiagnostics -Connection $handed", ("handed", connection)).Errors);
        Assert.Same(connection, Assert.Single(azure.Asked).Connection);
        Assert.Single(azure.SignIns);
    }

    [Fact]
    public void A_live_cmdlet_without_a_connection_signs_in_once_by_the_default_order()
    {
        Outcome outcome = Run("Get-AciDiagnostics; Get-AciDiagnostics; Get-AciSecMonContext");

        Assert.Empty(outcome.Errors);
        Assert.Equal(AciCredentialKind.Default, Assert.Single(azure.SignIns).Credential);
        Assert.Single(outcome.As<AciConnection>());
    }

    [Fact]
    public void Where_nobody_can_sign_in_the_command_ends_and_asks_nothing()
    {
        azure.Refusal = new AciProblemException(new AciProblem { Id = "AciNotConnected", Kind = AciProblemKind.Authentication, Message = "no", Recommendation = "three ways" });
        ErrorRecord error = Assert.Single(Run("Get-AciSecurityFinding").Errors);

        Assert.Equal("AciNotConnected,AciSecMon.Commands.GetAciSecurityFindingCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Empty(azure.Inputs);
    }

    [Fact]
    public void Disconnecting_ends_the_connection_of_the_session_or_the_one_that_is_named()
    {
        Outcome outcome = Run("$a = Connect-AciSecMon -Identity; $b = Connect-AciSecMon -Identity; Disconnect-AciSecMon -Connection $a; Get-AciSecMonContext; Disconnect-AciSecMon; Get-AciSecMonContext; $b; Disconnect-AciSecMon -Verbose");

        Assert.Empty(outcome.Errors);
        Assert.Equal(2, outcome.Output.Count);
        Assert.Same(outcome.Output[0].BaseObject, outcome.Output[1].BaseObject);
        Assert.Equal(2, azure.Ended.Count);
        Assert.Same(outcome.Output[0].BaseObject, azure.Ended[1]);
        Assert.Contains("no connection", Assert.Single(outcome.Streams.Verbose).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$secret")]
    [InlineData("'gh7-not-to-be-seen'")]
    public void The_Az_session_of_the_runspace_gives_tokens_old_and_new(string token)
    {
        AccessGrant? grant = null;
        azure.OnAsk = async (pipeline, stop) => grant = await pipeline.RequestTokenAsync("https://management.azure.com", "contoso", stop);
        Outcome outcome = Run($"function Get-AzAccessToken($ResourceUrl, $TenantId) {{ $global:asked = \"$ResourceUrl $TenantId\"; [pscustomobject]@{{ Token = {token}; ExpiresOn = [DateTimeOffset]'2026-05-05Z' }} }}; Get-AciDiagnostics; $asked");

        Assert.Empty(outcome.Errors);
        Assert.True(Assert.Single(azure.SignIns).HasAzSession);
        Assert.Equal((Secret, 5), (grant!.Token, grant.ExpiresOn.Month));
        Assert.Equal("https://management.azure.com contoso", outcome.Output[^1].ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("function Get-AzAccessToken { throw 'Run Connect-AzAccount to login.' }")]
    [InlineData("function Get-AzAccessToken($ResourceUrl) { Write-Error 'no' }")]
    [InlineData("function Get-AzAccessToken($ResourceUrl) { 'nonsense' }")]
    public void An_Az_session_that_gives_no_token_is_passed_over_quietly(string session)
    {
        AccessGrant? grant = new("x", default);
        azure.OnAsk = async (pipeline, stop) => grant = await pipeline.RequestTokenAsync("https://management.azure.com", null, stop);
        Outcome outcome = Run($"{session}; Get-AciDiagnostics");

        Assert.Null(grant);
        Assert.Empty(outcome.Errors);
        Assert.Equal(session.Length > 0, azure.SignIns[0].HasAzSession);
    }

    private Outcome Run(string script) => engine.Run(
        script, ("secret", Protect(Secret)), ("wrong", Protect("other-word")), ("credential", new PSCredential("client", Protect(Secret))));

    private static SecureString Protect(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    private static string Clear(SecureString? secure) => new NetworkCredential(string.Empty, secure).Password;
}
