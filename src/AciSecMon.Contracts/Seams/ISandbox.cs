namespace AciSecMon;

/// <summary>An Azure that lives in memory, to learn on and to test with. It plays the other end of the wire.</summary>
public interface ISandbox
{
    /// <summary>Opens a new estate: the sample company with its own state.</summary>
    AzureWire Open();
}
