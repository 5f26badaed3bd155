using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace AciSecMon;

/// <summary>How to sign in, and to what.</summary>
public sealed class ConnectionRequest
{
    /// <summary>The credential to use.</summary>
    public AciCredentialKind Credential { get; init; }

    /// <summary>Application id of a service principal, or client id or resource id of a user-assigned identity, or a user name as a hint.</summary>
    public string? AccountId { get; init; }

    /// <summary>Tenant id or domain.</summary>
    public string? TenantId { get; init; }

    /// <summary>Secret of a service principal.</summary>
    public SecureString? ClientSecret { get; init; }

    /// <summary>Certificate of a service principal, with its private key.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>File with a federated token; null for the one that the platform names.</summary>
    public string? FederatedTokenFile { get; init; }

    /// <summary>Tokens by audience, such as <c>https://management.azure.com</c>. One without a name, under the empty string, is for Resource Manager.</summary>
    public IReadOnlyDictionary<string, SecureString> AccessToken { get; init; } = new Dictionary<string, SecureString>();

    /// <summary>Name of the cloud as Connect-AzAccount knows it: AzureCloud, AzureUSGovernment or AzureChinaCloud.</summary>
    public string? Environment { get; init; }

    /// <summary>Addresses by name (ResourceManager, Authority, LogAnalytics, Graph), for a cloud of its own. They go before those of the cloud.</summary>
    public IReadOnlyDictionary<string, string> Endpoint { get; init; } = new Dictionary<string, string>();

    /// <summary>Subscription ids or names to look at; empty for all that can be read.</summary>
    public IReadOnlyList<string> Subscription { get; init; } = [];

    /// <summary>Management group to look at; null for none. Subscriptions that are named must then lie in it.</summary>
    public string? ManagementGroup { get; init; }

    /// <summary>Api-versions to send in the place of the usual ones, by service, such as <c>Microsoft.ContainerInstance/containerGroups</c>.</summary>
    public IReadOnlyDictionary<string, string> ApiVersion { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one call may take, waiting for the service's quota and repeating included; null for five minutes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>True where a session of the Az modules can be asked for tokens: the pipeline then answers <see cref="IAciPipeline.RequestTokenAsync"/>.</summary>
    public bool HasAzSession { get; init; }

    /// <summary>Another end of the wire than Azure; null for Azure.</summary>
    public AzureWire? Wire { get; init; }
}

/// <summary>The other end of the wire: what answers requests, and who gives tokens for them.</summary>
public sealed class AzureWire
{
    /// <summary>Answers requests.</summary>
    public required HttpMessageHandler Handler { get; init; }

    /// <summary>Gives a token for an audience.</summary>
    public required Func<string, CancellationToken, ValueTask<AccessGrant>> GetTokenAsync { get; init; }

    /// <summary>Address of Resource Manager on this wire.</summary>
    public required Uri ResourceManager { get; init; }

    /// <summary>Address of Microsoft Graph on this wire; null where it has none.</summary>
    public Uri? Directory { get; init; }

    /// <summary>Address of Log Analytics on this wire; null where it has none.</summary>
    public Uri? LogAnalytics { get; init; }

    /// <summary>Name that the connection shows as its environment.</summary>
    public required string Name { get; init; }

    /// <summary>Name that the connection shows as its account.</summary>
    public required string Account { get; init; }

    /// <summary>Tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The clock of the wire: what waits there, waits by it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>A token with its end.</summary>
/// <param name="token">The token. A secret.</param>
/// <param name="expiresOn">When it ends.</param>
public sealed class AccessGrant(string token, DateTimeOffset expiresOn)
{
    /// <summary>The token. A secret.</summary>
    public string Token { get; } = token;

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresOn { get; } = expiresOn;

    /// <summary>Gives no more than when it ends.</summary>
    public override string ToString() => $"a token until {ExpiresOn:u}";
}
