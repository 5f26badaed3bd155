using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

/// <summary>What is piped is asked about, and changed, where it was read.</summary>
public sealed class OriginTests : IDisposable
{
    private const string Workspace = "/subscriptions/11111111-aaaa-4aaa-8aaa-000000000001/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight";

    private readonly Engine engine = Engine.WithModule();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Get-AciSecurityFinding -Name web-legacy -RuleId ACI-LOG-* -Status All -Connection $one")]
    [InlineData("Get-AciRisk -Name web-legacy -Connection $one")]
    [InlineData("Get-AciDiagnostics web-legacy -Connection $one")]
    [InlineData("Get-AciContainerGroup -Name web-legacy -Connection $one")]
    public void A_change_lands_where_the_piped_object_came_from(string source)
    {
        Outcome outcome = engine.Run(
            $"$one = Connect-AciSecMon -Sandbox; $null = Connect-AciSecMon -Sandbox; {source} | Enable-AciDiagnostics -WorkspaceId $workspace -Confirm:$false | Out-Null; "
            + "(Get-AciDiagnostics web-legacy -Connection $one).Name -contains 'acisecmon'; (Get-AciDiagnostics web-legacy).Name -contains 'acisecmon'",
            ("workspace", Workspace));

        Assert.Empty(outcome.Errors);
        Assert.Equal([true, false], outcome.As<bool>());
    }

    [Fact]
    public void An_alert_is_resolved_where_it_was_read()
    {
        Outcome outcome = engine.Run(
            "$WarningPreference = 'SilentlyContinue'; $one = Connect-AciSecMon -Sandbox; $null = Connect-AciSecMon -Sandbox; "
            + "Get-AciSecurityAlert -Connection $one | Set-AciSecurityAlert -Status Resolved -Confirm:$false | Out-Null; "
            + "@(Get-AciSecurityAlert -Connection $one).Count -eq 0; @(Get-AciSecurityAlert).Count -eq 0");

        Assert.Empty(outcome.Errors);
        Assert.Equal([true, false], outcome.As<bool>());
    }

    [Fact]
    public void An_image_of_many_piped_groups_is_one_row()
    {
        Outcome outcome = engine.Run(
            "Connect-AciSecMon -Sandbox -SandboxSize 500 | Out-Null; $groups = Get-AciContainerGroup | Where-Object { $_.Container.Image -eq 'docker.io/library/nginx:latest' }; "
            + "$rows = @($groups | Get-AciImageVulnerability); @($groups).Count -gt 1; $rows.Count -eq 1; $rows[0].ContainerGroupCount -eq @($groups).Count");

        Assert.Empty(outcome.Errors);
        Assert.Equal([true, true, true], outcome.As<bool>());
    }

    [Fact]
    public void Every_finding_of_the_sample_estate_can_be_piped_on()
    {
        Outcome outcome = engine.Run("Connect-AciSecMon -Sandbox | Out-Null; Get-AciSecurityFinding -NoSettings | Enable-AciDiagnostics -WorkspaceId $workspace -Confirm:$false", ("workspace", Workspace));

        Assert.Empty(outcome.Errors);
        Assert.All(outcome.As<AciChange>(), static change => Assert.True(change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged, change.ToString()));
        Assert.True(outcome.Output.Count >= 25);
    }

    [Fact]
    public void A_table_with_name_resource_group_and_subscription_will_do()
    {
        Outcome outcome = engine.Run(
            "Connect-AciSecMon -Sandbox | Out-Null; [pscustomobject]@{ Name = 'web-basket'; ResourceGroupName = 'rg-web'; SubscriptionId = '11111111-aaaa-4aaa-8aaa-000000000001' } | Get-AciDiagnostics");

        Assert.Empty(outcome.Errors);
        Assert.Equal("web-basket", Assert.Single(outcome.As<AciDiagnosticSetting>().Select(static setting => setting.ContainerGroupName).Distinct()));
    }

    [Theory]
    [InlineData("Enable-AciDiagnostics -EventHubAuthorizationRuleId $secret -Confirm:$false")]
    [InlineData("$secret | Get-AciDiagnostics")]
    [InlineData("Get-AciContainerGroup -ResourceId $secret")]
    public void A_key_in_the_wrong_place_is_not_repeated(string command)
    {
        const string Key = "kq9ZxT3mWb7LpR2vNc5Yd8Hs1Jf4Ga6=";
        Outcome outcome = engine.Run("Connect-AciSecMon -Sandbox | Out-Null; " + command, ("secret", $"Endpoint=sb://hub.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={Key}"));

        Assert.NotEmpty(outcome.Errors);
        Assert.All(outcome.Errors, static error => Assert.DoesNotContain(Key, $"{error} {error.TargetObject} {error.ErrorDetails?.RecommendedAction}", StringComparison.Ordinal));
    }
}
