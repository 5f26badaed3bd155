using System.Globalization;

namespace AciSecMon;

/// <summary>A container or init container. Command arguments and variable values are not in it: they may hold secrets.</summary>
public sealed class AciContainer
{
    /// <summary>Name within the group.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Image reference, or the expression that gives it.</summary>
    public string? Image { get; init; }

    /// <summary>Ports that the container listens on.</summary>
    public AciPort[] Port { get; init; } = [];

    /// <summary>Requested processors.</summary>
    public double? Cpu { get; init; }

    /// <summary>Requested memory in GB.</summary>
    public double? MemoryInGB { get; init; }

    /// <summary>Environment variables, without their values.</summary>
    public AciEnvironmentVariable[] EnvironmentVariable { get; init; } = [];

    /// <summary>Number of words of the start command; 0 where the image decides.</summary>
    public int CommandLength { get; init; }

    /// <summary>Restarts; null when not read.</summary>
    public int? RestartCount { get; init; }

    /// <summary>Gives name and image.</summary>
    public override string ToString() => $"{Name} ({Image})";
}

/// <summary>An environment variable and where its value is kept.</summary>
public sealed class AciEnvironmentVariable
{
    /// <summary>Name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Clear, Secure, Reference, Empty or Unknown.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Gives name and kind.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}

/// <summary>A port.</summary>
public sealed class AciPort
{
    /// <summary>Port number; 0 where it could not be resolved.</summary>
    public int Port { get; init; }

    /// <summary>TCP or UDP.</summary>
    public string Protocol { get; init; } = "TCP";

    /// <summary>Gives <c>443/TCP</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Port}/{Protocol}");
}

/// <summary>How the group signs in to a registry.</summary>
public sealed class AciRegistryCredential
{
    /// <summary>Registry host.</summary>
    public string Server { get; init; } = string.Empty;

    /// <summary>Identity, Password, Reference or Unknown.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>User name; null when none.</summary>
    public string? UserName { get; init; }

    /// <summary>Managed identity; null when none.</summary>
    public string? IdentityId { get; init; }

    /// <summary>Gives server and kind.</summary>
    public override string ToString() => $"{Server} ({Kind})";
}

/// <summary>A volume of a group.</summary>
public sealed class AciVolume
{
    /// <summary>Name within the group.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>AzureFile, EmptyDir, Secret, SecretReference, GitRepo or Unknown.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Storage account of an Azure Files volume.</summary>
    public string? StorageAccountName { get; init; }

    /// <summary>Share of an Azure Files volume.</summary>
    public string? ShareName { get; init; }

    /// <summary>True where the share is mounted read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Gives name and kind.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}
