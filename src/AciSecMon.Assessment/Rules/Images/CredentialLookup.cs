using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>Finds out whether a group has a credential for a registry.</summary>
internal static class CredentialLookup
{
    /// <summary>True or false; null where that is open, with the value that leaves it so.</summary>
    public static (bool? IsFound, Value Deciding) Find(ContainerGroup group, string registry)
    {
        Value? open = group.RegistryCredentials.Rest;
        foreach (RegistryCredential credential in group.RegistryCredentials.Items)
        {
            if (credential.Server.AsText() is not { } server)
            {
                if (!credential.Server.IsMissing) open ??= credential.Server;
            }
            else if (string.Equals(RegistryOf(server), registry, StringComparison.Ordinal))
            {
                return (true, credential.Server);
            }
        }

        return open is null ? (false, MissingValue.Instance) : (null, open);
    }

    /// <summary>The registry that a server property means: without scheme and path, which do not belong there, and with one name for each registry.</summary>
    public static string RegistryOf(string server)
    {
        int scheme = server.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? server : server[(scheme + 3)..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        return RegistryHosts.Normalize(slash < 0 ? rest : rest[..slash]);
    }
}
