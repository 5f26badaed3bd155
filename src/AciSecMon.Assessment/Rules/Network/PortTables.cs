using System.Collections.Frozen;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>What is known of port numbers. Most of the names are IANA's service name registry's; the rest are the products' defaults.</summary>
internal static class PortTables
{
    /// <summary>Ports of management and database services, and what answers on them.</summary>
    public static FrozenDictionary<long, string> ManagementAndData { get; } = new Dictionary<long, string>
    {
        [20] = "FTP data",
        [21] = "FTP",
        [22] = "SSH and SFTP",
        [23] = "Telnet",
        [135] = "RPC endpoint mapper",
        [139] = "NetBIOS",
        [445] = "SMB",
        [1433] = "SQL Server",
        [1521] = "Oracle Database",
        [2375] = "Docker without TLS",
        [2376] = "Docker",
        [2379] = "etcd",
        [3306] = "MySQL",
        [3389] = "Remote Desktop",
        [5432] = "PostgreSQL",
        [5601] = "Kibana",
        [5900] = "VNC",
        [5985] = "WinRM over HTTP",
        [5986] = "WinRM over HTTPS",
        [6379] = "Redis",
        [6443] = "Kubernetes API",
        [9200] = "Elasticsearch",
        [10250] = "kubelet",
        [11211] = "memcached",
        [15672] = "RabbitMQ management",
        [27017] = "MongoDB",
    }.ToFrozenDictionary();

    /// <summary>Ports that web servers use without TLS.</summary>
    public static FrozenSet<long> ClearHttp { get; } = new[] { 80L, 8000L, 8080L }.ToFrozenSet();

    /// <summary>Ports that web servers use with TLS.</summary>
    public static FrozenSet<long> Tls { get; } = new[] { 443L, 8443L }.ToFrozenSet();
}
