using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

/// <summary>What the cmdlets that assign policies ask of the Azure side.</summary>
[Collection(FakeParts.Name)]
public sealed class PolicyCommandTests : IDisposable
{
    private readonly FakeAzure azure = new();
    private readonly Engine engine = Engine.WithModule(new CapturingHost());

    public void Dispose()
    {
        engine.Dispose();
        azure.Dispose();
    }

    [Fact]
    public void Piped_policies_become_one_request_with_its_place_and_values()
    {
        Run("'acisecmon-zone', 'acisecmon-image-digest' | Enable-AciPolicy -SubscriptionId s -ResourceGroupName g -Effect Deny -Parameter @{ allowedPorts = 443, 80 } -Location l -Remediate -DoNotEnforce -Force -Confirm:$false");

        EnablePolicyRequest request = Assert.IsType<EnablePolicyRequest>(Assert.Single(azure.Requests));
        Assert.Equal(["acisecmon-zone", "acisecmon-image-digest"], request.Name);
        Assert.Equal(("s", "g", null), (request.Place.SubscriptionId.Single(), request.Place.ResourceGroupName, request.Place.ManagementGroupName));
        Assert.Equal(("Deny", "l", true, true, true, false), (request.Effect, request.Location, request.Remediate, request.DoNotEnforce, request.Force, request.KeepsTuning));
        Assert.Equal(new object[] { 443, 80 }, Assert.IsType<object?[]>(request.Parameter["allowedPorts"]));
    }

    [Fact]
    public void A_management_group_is_a_place_of_its_own()
    {
        Run("Enable-AciPolicy p -ManagementGroupName m -Confirm:$false; Disable-AciPolicy p -ManagementGroupName m -RemoveDefinition -Force -Confirm:$false");

        Assert.Equal("m", Assert.IsType<EnablePolicyRequest>(azure.Requests[0]).Place.ManagementGroupName);
        DisablePolicyRequest end = Assert.IsType<DisablePolicyRequest>(azure.Requests[1]);
        Assert.Equal(("m", true, true), (end.Place.ManagementGroupName, end.RemoveDefinition, end.Force));
        Assert.NotEmpty(engine.Run("Enable-AciPolicy p -ManagementGroupName m -SubscriptionId s -Confirm:$false").Errors);
    }

    [Fact]
    public void Nothing_piped_asks_for_nothing()
    {
        Run("@() | Enable-AciPolicy -Confirm:$false; @() | Disable-AciPolicy -Confirm:$false");

        Assert.Empty(azure.Requests);
    }

    private void Run(string script) => Assert.Empty(engine.Run($"$null = Connect-AciSecMon -Identity; {script}").Errors);
}
