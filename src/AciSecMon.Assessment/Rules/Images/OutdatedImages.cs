using System.Collections.Frozen;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>Images that get no security fixes any more, or were never meant to be run for real.</summary>
/// <param name="Name">Registry and repository; one that ends with <c>/</c> stands for all below it.</param>
/// <param name="Reason">Ends the sentence "The image of container 'x' ...".</param>
internal sealed record OutdatedImage(string Name, string Reason)
{
    /// <summary>Versions that are meant, with all that begin with them; empty for every one.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>True for a sample, which is not unsafe by its age.</summary>
    public bool IsSample { get; init; }

    /// <summary>True where the tag is of a meant version: <c>5.6</c> covers <c>5.6</c>, <c>5.6.51</c> and <c>5.6-debian</c>, and not <c>5.60</c>.</summary>
    public bool HasVersion(string tag) => Versions.Any(v =>
        tag.StartsWith(v, StringComparison.OrdinalIgnoreCase) && (tag.Length == v.Length || tag[v.Length] is '.' or '-' or '_'));
}

/// <summary>
/// The list. A version is here once the end of security support that its maker published has passed, as of autumn 2026;
/// <c>deprecatedImages</c> in the settings adds to it.
/// </summary>
internal static class OutdatedImages
{
    private static readonly OutdatedImage[] Below =
    [
        new("docker.io/microsoft/", "was moved to mcr.microsoft.com and gets no updates on Docker Hub"),
        new("docker.io/bitnamilegacy/", "is a frozen copy that gets no updates"),
        new("k8s.gcr.io/", "comes from a registry that was frozen in 2023"),
        new("mcr.microsoft.com/dotnet/core/", "is of a .NET Core version whose support ended in 2022"),
        new("mcr.microsoft.com/dotnet/", "is of a .NET version whose support has ended") { Versions = ["5.0", "6.0", "7.0"] },
    ];

    private static readonly FrozenDictionary<string, OutdatedImage> Exact = new[]
    {
        Ended("alpine", "2", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15", "3.16", "3.17", "3.18", "3.19", "3.20"),
        Ended("debian", "7", "8", "9", "10", "wheezy", "jessie", "stretch", "buster", "oldoldstable"),
        Ended("elasticsearch", "1", "2", "5", "6", "7"),
        Ended("httpd", "2.2"),
        Ended("mariadb", "5", "10.0", "10.1", "10.2", "10.3", "10.4", "10.5", "10.7", "10.8", "10.9", "10.10"),
        Ended("mongo", "2", "3", "4", "5", "6"),
        Ended("mysql", "5", "8.0"),
        Ended("nginx", "1.10", "1.11", "1.12", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20", "1.21", "1.22", "1.23", "1.24", "1.25"),
        Ended("node", "0", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "23"),
        Ended("php", "5", "7", "8.0", "8.1"),
        Ended("postgres", "9", "10", "11", "12", "13"),
        Ended("python", "2", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9"),
        Ended("rabbitmq", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12"),
        Ended("redis", "2", "3", "4", "5", "6.0"),
        Ended("ruby", "1", "2", "3.0", "3.1", "3.2"),
        Ended("tomcat", "6", "7", "8.0", "8.5"),
        Ended("ubuntu", "12.04", "14.04", "16.04", "18.04", "20.04", "precise", "trusty", "xenial", "bionic", "focal"),
        Ended("wordpress", "4", "5"),
        new OutdatedImage("docker.io/library/centos", "is of CentOS Linux, whose last version ended in 2024"),
        new OutdatedImage("docker.io/library/java", "is an official image that was given up in favour of others"),
        new OutdatedImage("docker.io/library/jenkins", "is an official image that was given up in favour of jenkins/jenkins"),
        new OutdatedImage("docker.io/library/openjdk", "is an official image that was given up in favour of others"),
        Windows("servercore"),
        Windows("nanoserver"),
        Sample("aci-helloworld"),
        Sample("aci-tutorial-app"),
        Sample("aci-tutorial-sidecar"),
        Sample("aci-wordcount"),
        Sample("containerapps-helloworld"),
    }.ToFrozenDictionary(static known => known.Name, StringComparer.Ordinal);

    /// <summary>The entries that name the image's repository.</summary>
    public static IEnumerable<OutdatedImage> For(ImageReference image)
    {
        string name = image.Name;
        if (Exact.TryGetValue(name, out OutdatedImage? exact)) yield return exact;
        foreach (OutdatedImage known in Below)
        {
            if (name.StartsWith(known.Name, StringComparison.Ordinal)) yield return known;
        }
    }

    private static OutdatedImage Ended(string official, params string[] versions) =>
        new($"docker.io/library/{official}", $"is of a version of {official} that gets no security fixes any more") { Versions = versions };

    private static OutdatedImage Windows(string edition) =>
        new($"mcr.microsoft.com/windows/{edition}", "is of a Windows version whose support has ended") { Versions = ["1709", "1803", "1903", "1909", "2004", "20H2"] };

    private static OutdatedImage Sample(string name) =>
        new($"mcr.microsoft.com/azuredocs/{name}", "is a sample for tutorials") { IsSample = true };
}
