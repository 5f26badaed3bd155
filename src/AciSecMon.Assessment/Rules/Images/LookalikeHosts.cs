using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>Finds hosts that are made to look like a registry that people trust.</summary>
internal static class LookalikeHosts
{
    /// <summary>Shorter names are one letter from too many honest ones.</summary>
    private const int MistypedFrom = 6;

    /// <summary>Domains of well-known registries, by their labels.</summary>
    private static readonly string[][] Domains =
    [
        ["microsoft", "com"], ["azurecr", "io"], ["azurecr", "us"], ["azurecr", "cn"], ["docker", "io"], ["docker", "com"], ["ghcr", "io"], ["quay", "io"],
        ["gcr", "io"], ["pkg", "dev"], ["k8s", "io"], ["ecr", "aws"], ["amazonaws", "com"], ["amazonaws", "com", "cn"], ["nvcr", "io"], ["icr", "io"], ["redhat", "io"], ["gitlab", "com"],
    ];

    /// <summary>Names that nobody else uses for a host of their own under another top-level domain.</summary>
    private static readonly string[] Brands = ["azurecr", "microsoft"];

    /// <summary>The domain that the host imitates; null where it imitates none.</summary>
    public static string? ImitatedBy(string host)
    {
        string[] labels = host.Split('.');
        if (labels.Length < 2 || Array.Exists(Domains, domain => EndsWith(labels, domain))) return null;
        string[]? imitated = Array.Find(Domains, domain => Contains(labels, domain)) ?? Array.Find(Domains, domain => IsNear(labels[^2], labels[^1], domain));
        return imitated is null ? null : string.Join('.', imitated);
    }

    private static bool EndsWith(string[] labels, string[] domain) => labels.Length >= domain.Length && labels.AsSpan(labels.Length - domain.Length).SequenceEqual(domain);

    // azurecr.io.example.com: the domain stands in the host, but not at its end.
    private static bool Contains(string[] labels, string[] domain)
    {
        for (int i = 0; i + domain.Length < labels.Length; i++)
        {
            if (labels.AsSpan(i, domain.Length).SequenceEqual(domain)) return true;
        }

        return false;
    }

    // azurecr.com, rnicrosoft.com, azurrecr.io: another top-level domain, letters that look alike, or one letter off.
    private static bool IsNear(string name, string topLevel, string[] domain)
    {
        if (name == domain[0]) return Array.IndexOf(Brands, name) >= 0;
        if (topLevel != domain[1]) return false;
        return Fold(name) == Fold(domain[0]) || (domain[0].Length >= MistypedFrom && NearestName.Distance(name, domain[0]) == 1);
    }

    private static string Fold(string label) => label
        .Replace("rn", "m", StringComparison.Ordinal)
        .Replace("vv", "w", StringComparison.Ordinal)
        .Replace("cl", "d", StringComparison.Ordinal)
        .Replace('0', 'o')
        .Replace('1', 'l')
        .Replace('i', 'l')
        .Replace('5', 's');
}
