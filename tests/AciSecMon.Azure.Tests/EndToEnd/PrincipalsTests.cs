using System.Net;
using System.Security;
using System.Text.Json.Nodes;
using AciSecMon.Assessment;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;
using Azure.Core;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>Which principals of role assignments are gone, as Microsoft Graph says it.</summary>
public sealed class PrincipalsTests
{
    private const string GetByIds = "/v1.0/directoryObjects/getByIds";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_assignment_whose_principal_is_gone_is_found_and_no_other()
    {
        List<AciSecurityFinding> findings = await FindingsAsync();

        AciSecurityFinding gone = Assert.Single(findings, static finding => finding.Status == AciFindingStatus.Fail);
        Assert.EndsWith("33333333-cccc-4ccc-8ccc-000000000003", gone.SubjectId, StringComparison.Ordinal);
        Assert.Contains("a0000000-0000-4000-8000-000000000009", gone.Evidence[0].Path, StringComparison.Ordinal);
        Assert.Equal(2, findings.Count(static finding => finding.Status == AciFindingStatus.Pass));
    }

    [Fact]
    public async Task All_principals_are_asked_for_in_one_call_of_the_documented_form()
    {
        await FindingsAsync();

        var call = Assert.Single(server.Log.Requests, static request => request.PathAndQuery == GetByIds);
        JsonNode body = JsonNode.Parse(call.Body!)!;
        Assert.Equal(("POST", SandboxServer.Directory.Host, true), (call.Method, call.Host, call.HasToken));
        Assert.Equal(["servicePrincipal"], body["types"]!.AsArray().Select(static type => (string)type!));
        string[] ids = [.. body["ids"]!.AsArray().Select(static id => (string)id!)];
        Assert.Contains("b9000000-0000-4000-8000-000000000009", ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task Nothing_is_asked_of_Microsoft_Graph_by_default()
    {
        await FindingsAsync(ruleId: null);

        Assert.DoesNotContain(server.Log.Requests, static request => request.Host == SandboxServer.Directory.Host);
    }

    [Fact]
    public async Task Without_the_right_nothing_passes_and_the_right_is_named()
    {
        server.Faults.Add(Fault.Error("POST", GetByIds, HttpStatusCode.Forbidden, "Authorization_RequestDenied", times: 99));

        List<AciSecurityFinding> findings = await FindingsAsync();

        Assert.DoesNotContain(findings, static finding => finding.Status is AciFindingStatus.Pass or AciFindingStatus.Fail);
        Assert.Equal(3, findings.Count(static finding => finding.RuleId == "ACI-IDN-010" && finding.Status == AciFindingStatus.Unknown));
        Assert.Contains(findings, static finding => finding.Source == AciFindingSource.Coverage && finding.Message.Contains("Directory.Read.All", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wire_without_a_directory_leaves_it_open()
    {
        AzureWire wire = server.Wire();
        var without = new AzureWire { Handler = wire.Handler, GetTokenAsync = wire.GetTokenAsync, ResourceManager = wire.ResourceManager, Name = wire.Name, Account = wire.Account, TenantId = wire.TenantId, Clock = wire.Clock };

        List<AciSecurityFinding> findings = await FindingsAsync(wire: without);

        Assert.Equal(3, findings.Count(static finding => finding.RuleId == "ACI-IDN-010" && finding.Status == AciFindingStatus.Unknown));
        Assert.DoesNotContain(findings, static finding => finding.Status is AciFindingStatus.Pass or AciFindingStatus.Fail);
    }

    [Fact]
    public async Task A_token_without_a_name_goes_to_Resource_Manager_alone()
    {
        using var secret = new SecureString();
        foreach (char letter in "opaque-token") secret.AppendChar(letter);
        var credential = new GivenTokenCredential(new Dictionary<string, SecureString> { [""] = secret }, null, "https://management.azure.com", TimeProvider.System);

        AccessToken own = await credential.GetTokenAsync(new TokenRequestContext(["https://management.azure.com/.default"]), Stop);
        AciProblemException refused = await Assert.ThrowsAsync<AciProblemException>(
            async () => await credential.GetTokenAsync(new TokenRequestContext(["https://graph.microsoft.com/.default"]), Stop));

        Assert.Equal("opaque-token", own.Token);
        Assert.Equal("AciTokenInvalid", refused.Problem.Id);
        Assert.DoesNotContain("opaque-token", refused.Message, StringComparison.Ordinal);
    }

    private async Task<List<AciSecurityFinding>> FindingsAsync(string? ruleId = "ACI-IDN-010", AzureWire? wire = null)
    {
        AciConnection connection = await new AzureEngine().ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = wire ?? server.Wire() }, pipeline, Stop);
        var options = new AssessmentOptions
        {
            Settings = new SettingsOptions { NoSettings = true },
            RuleId = ruleId is null ? [] : [ruleId],
            Status = [AciFindingStatus.Fail, AciFindingStatus.Pass, AciFindingStatus.Unknown, AciFindingStatus.Error],
        };
        IAssessmentSession session = await new AssessmentEngine(server.Clock).OpenAssessmentAsync(options, pipeline, Stop);
        var findings = new List<AciSecurityFinding>();
        await foreach (AciSecurityFinding finding in session.AssessAsync([new LiveInput { Connection = connection }], Stop)) findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(Stop)) findings.Add(finding);
        return findings;
    }
}
