using AciSecMon.Sandbox.Estates.Generated;

namespace AciSecMon.Sandbox;

/// <summary>The sandbox that the cmdlets create in the engine's load context.</summary>
internal sealed class SandboxHost : ISandbox
{
    public AzureWire Open() => SandboxServer.Sample().Wire();

    public AzureWire OpenGenerated(int groups) => SandboxServer.Generated(EstatePlan.Of(groups)).Wire();
}
