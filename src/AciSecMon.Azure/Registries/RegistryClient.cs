using System.Collections.Concurrent;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Registries;

/// <summary>
/// Speaks to the data plane of container registries. A token goes to no other host than one of a registry that the connection owns, below a domain of Azure Container Registry
/// (azure-facts-2, C.7).
/// </summary>
internal sealed class RegistryClient : IDisposable
{
    // The audience of registries works also where one takes no tokens for Resource Manager; in sovereign clouds only that of Resource Manager is known to work (azure-facts-2, C.7.1).
    private const string OwnAudience = "https://containerregistry.azure.net";

    private readonly ConcurrentDictionary<string, RegistryHost> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly TransportOptions options;
    private readonly CallCounter counter;
    private readonly TokenSource tokens;

    /// <param name="options">How Resource Manager is reached.</param>
    /// <param name="cloud">Name of the cloud.</param>
    /// <param name="counter">Counts of calls.</param>
    public RegistryClient(TransportOptions options, string cloud, CallCounter counter)
    {
        this.options = options;
        this.counter = counter;
        tokens = new TokenSource(Cloud.IsCommercial(cloud) ? options with { Scope = OwnAudience + "/.default" } : options);
    }

    /// <summary>A registry by its login server.</summary>
    /// <param name="loginServer">Login server as Resource Manager gives it.</param>
    /// <param name="tenantId">Tenant that the token is of; null where it is not known.</param>
    /// <exception cref="ArgumentException">The host is none of Azure Container Registry.</exception>
    public RegistryHost Of(string loginServer, string? tenantId) => hosts.GetOrAdd(loginServer, host =>
        RegistryHosts.IsAzureRegistry(host) && ImageReference.HasHostForm(host) && !host.Contains(':', StringComparison.Ordinal)
            ? new RegistryHost(host, tenantId, tokens, options, counter)
            : throw new ArgumentException($"'{host}' is no host of Azure Container Registry.", nameof(loginServer)));

    /// <summary>Forgets the tokens.</summary>
    public void Dispose()
    {
        tokens.Dispose();
        hosts.Clear();
    }
}
