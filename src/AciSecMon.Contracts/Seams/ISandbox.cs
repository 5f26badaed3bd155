namespace AciSecMon;

/// <summary>An Azure that lives in memory, to learn on and to test with. It plays the other end of the wire.</summary>
public interface ISandbox
{
    /// <summary>Opens a new estate: the sample company with its own state.</summary>
    AzureWire Open();

    /// <summary>Opens a made-up estate of a size.</summary>
    /// <param name="groups">How many container groups it has.</param>
    AzureWire OpenGenerated(int groups);
}
