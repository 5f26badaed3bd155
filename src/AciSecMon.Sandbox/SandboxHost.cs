using AciSecMon.Sandbox.Estates;

namespace AciSecMon.Sandbox;

/// <summary>The sandbox that the cmdlets create in the engine's load context.</summary>
internal sealed class SandboxHost : ISandbox
{
    /// <summary>Opens the sample company with a state of its own.</summary>
    public AzureWire Open() => SampleEstate.Open().Wire();
}
