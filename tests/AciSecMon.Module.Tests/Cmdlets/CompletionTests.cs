using System.Management.Automation;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Cmdlets;

public sealed class CompletionTests : IDisposable
{
    private readonly Engine engine = Engine.WithModule();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Get-AciSecurityFinding x.json -RuleId ACI-NET-00", "ACI-NET-001")]
    [InlineData("Get-AciSecurityRule aci-sec-", "ACI-SEC-003")]
    [InlineData("Get-AciSecurityFinding x.json -Control ns", "NS-1")]
    [InlineData("Get-AciSecurityRule -Profile S", "Strict")]
    [InlineData("Get-AciSecurityFinding x.json -Status ", "All")]
    [InlineData("Get-AciSecurityFinding x.json -Severity h", "High")]
    [InlineData("Get-AciSecurityFinding x.json -Category ", "Secrets")]
    [InlineData("Get-AciR", "Get-AciRisk")]
    [InlineData("Get-AciSecurityFinding -Source ", "Diagnostics")]
    [InlineData("Connect-AciSecMon -Environment azureu", "AzureUSGovernment")]
    [InlineData("Connect-AciSecMon -ApiVersion ", "@{ 'Microsoft.Security/pricings' = '2024-01-01' }")]
    [InlineData("Connect-AciSecMon -ApiVersion eventhub", "@{ 'Microsoft.EventHub/namespaces' = '2024-01-01' }")]
    [InlineData("Get-AciDefenderPlan c", "CloudPosture")]
    [InlineData("Enable-AciDefenderPlan CloudPosture -Extension Serv", "ServerlessContainers")]
    [InlineData("Test-AciSecMonPermission en", "EnableDiagnosticsToWorkspace")]
    [InlineData("Enable-AciDefenderPlan StorageAccounts -Extension On", "OnUploadMalwareScanning")]
    public void What_can_be_typed_is_offered(string typed, string expected)
    {
        Assert.Contains(expected, Complete(typed).Select(static match => match.CompletionText));
    }

    [Fact]
    public void Rule_ids_are_offered_with_their_titles_and_only_those_that_fit()
    {
        CompletionResult[] offers = Complete("Get-AciSecurityRule ACI-IMG-");

        Assert.All(offers, static offer => Assert.StartsWith("ACI-IMG-", offer.CompletionText, StringComparison.Ordinal));
        Assert.Contains("version", offers.Single(static offer => offer.CompletionText == "ACI-IMG-003").ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void A_control_is_offered_once_with_the_rules_that_map_to_it()
    {
        CompletionResult offer = Assert.Single(Complete("Get-AciSecurityRule -Control NS-10"));

        Assert.Contains("ACI-NET-008", offer.ToolTip, StringComparison.Ordinal);
    }

    private CompletionResult[] Complete(string typed)
    {
        Outcome outcome = engine.Run("[System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches", ("typed", typed));
        Assert.Empty(outcome.Errors);
        return outcome.As<CompletionResult>();
    }
}
