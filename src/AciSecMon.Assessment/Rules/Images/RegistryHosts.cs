namespace AciSecMon.Assessment.Rules.Images;

/// <summary>What is known of registry hosts. Hosts are compared label by label, never by a part of their text.</summary>
internal static class RegistryHosts
{
    /// <summary>The host that stands for all of Docker Hub's.</summary>
    public const string DockerHub = "docker.io";

    public const string MicrosoftRegistry = "mcr.microsoft.com";

    private static readonly string[] DockerHubAliases = ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];

    /// <summary>Parent domains of Azure Container Registry: public cloud, US Government, China.</summary>
    private static readonly string[] AzureRegistryDomains = ["azurecr.io", "azurecr.us", "azurecr.cn"];

    /// <summary>Lower case, with one name for each registry.</summary>
    public static string Normalize(string host)
    {
        string lower = host.ToLowerInvariant();
        return Array.IndexOf(DockerHubAliases, lower) >= 0 ? DockerHub : lower;
    }

    public static bool IsAzureRegistry(string host) => Array.Exists(AzureRegistryDomains, domain => IsBelow(host, domain));

    /// <summary>
    /// The registry's name in a host <c>name.azurecr.io</c>; null where it is no such host. A host with a domain name label, <c>name-hash.azurecr.io</c>, gives no name of
    /// a registry, because names have no hyphens: registries of one name in two tenants differ in the hash alone.
    /// </summary>
    public static string? AzureRegistryName(string host)
    {
        if (!IsAzureRegistry(host)) return null;
        string first = host[..host.IndexOf('.', StringComparison.Ordinal)];
        return Array.Exists(AzureRegistryDomains, domain => host.Length == first.Length + 1 + domain.Length) ? first : null;
    }

    /// <summary>True where the host has the domain's labels at its end and at least one before them.</summary>
    public static bool IsBelow(string host, string domain) =>
        host.Length > domain.Length + 1 && host[host.Length - domain.Length - 1] == '.' && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase);
}
