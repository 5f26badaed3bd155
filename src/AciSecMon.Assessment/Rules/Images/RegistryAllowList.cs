namespace AciSecMon.Assessment.Rules.Images;

/// <summary>The registries that a person trusts.</summary>
internal sealed class RegistryAllowList
{
    private readonly List<Entry> entries = [];

    public RegistryAllowList(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            if (FaultOf(text) is { } fault) throw new ArgumentException(fault, nameof(texts));
            entries.Add(Read(text));
        }
    }

    /// <summary>True where nobody has said anything, so that the rules judge by themselves.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Why a text is no entry, as the end of a sentence; null where it is one.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal)) return "must be a host without a scheme";
        (bool isWildcard, string host, string? path) = Split(text);
        if (host.Contains('*', StringComparison.Ordinal)) return "may have a wildcard only as '*.' before a host";
        if (!ImageReference.IsHost(host)) return "must begin with a registry's host, such as 'contoso.azurecr.io' or 'docker.io/contoso'";
        if (isWildcard && !host.Contains('.', StringComparison.Ordinal)) return "must have a domain after the '*.'";
        return path is not null && !ImageReference.IsRepository(path) ? "must have a valid repository after the host" : null;
    }

    /// <summary>True where an entry covers the image.</summary>
    public bool Allows(ImageReference image) => entries.Exists(e => e.CoversHost(image.Registry) && e.CoversRepository(image.Repository));

    /// <summary>True where an entry names the registry itself, without a wildcard.</summary>
    public bool Names(string registry) => entries.Exists(e => !e.IsWildcard && e.CoversHost(registry));

    private static Entry Read(string text)
    {
        (bool isWildcard, string host, string? path) = Split(text);
        return new Entry(isWildcard, RegistryHosts.Normalize(host), path);
    }

    private static (bool IsWildcard, string Host, string? Path) Split(string text)
    {
        bool isWildcard = text.StartsWith("*.", StringComparison.Ordinal);
        string named = isWildcard ? text[2..] : text;
        int slash = named.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (isWildcard, named, null) : (isWildcard, named[..slash], named[(slash + 1)..]);
    }

    /// <param name="IsWildcard">True where the host stands for all hosts below it.</param>
    /// <param name="Registry">The host, with a port where one was written.</param>
    /// <param name="Path">The repository that images must be in or below; null for all.</param>
    private sealed record Entry(bool IsWildcard, string Registry, string? Path)
    {
        public bool CoversHost(string registry) =>
            IsWildcard ? RegistryHosts.IsBelow(registry, Registry) : string.Equals(registry, Registry, StringComparison.Ordinal);

        public bool CoversRepository(string repository) =>
            Path is null || repository == Path || repository.StartsWith(Path + "/", StringComparison.Ordinal);
    }
}
