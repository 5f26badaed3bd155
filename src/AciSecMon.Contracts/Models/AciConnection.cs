namespace AciSecMon;

/// <summary>A signed-in connection to Azure, or to the sandbox. Holds no secret: tokens and keys stay inside the engine.</summary>
public sealed class AciConnection
{
    /// <summary>Who is signed in: user name, application id or identity, as far as the credential tells.</summary>
    public string Account { get; init; } = string.Empty;

    /// <summary>Which kind of credential answered.</summary>
    public AciCredentialKind Credential { get; init; }

    /// <summary>Tenant; null where the credential does not tell.</summary>
    public string? TenantId { get; init; }

    /// <summary>Name of the cloud, such as AzureCloud, AzureUSGovernment, AzureChinaCloud, Custom or Sandbox.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>Address of Resource Manager.</summary>
    public string Endpoint { get; init; } = string.Empty;

    /// <summary>Subscriptions that cmdlets look at where none are named; empty for all that the account can read.</summary>
    public string[] SubscriptionId { get; init; } = [];

    /// <summary>Management group that the subscriptions were taken from; null for none.</summary>
    public string? ManagementGroup { get; init; }

    /// <summary>Api-versions that are sent in the place of the usual ones, by service, such as Microsoft.ContainerInstance/containerGroups; empty for none.</summary>
    public IReadOnlyDictionary<string, string> ApiVersion { get; init; } = new Dictionary<string, string>();

    /// <summary>True for the sandbox: no Azure is behind it.</summary>
    public bool IsSandbox => Credential == AciCredentialKind.Sandbox;

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset ConnectedAt { get; init; }

    /// <summary>The engine's side of the connection. Lives in this process only.</summary>
    internal object? EngineState { get; init; }

    /// <summary>Gives account and cloud.</summary>
    public override string ToString() => $"{Account} ({Environment})";
}
