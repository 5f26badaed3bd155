using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Registries;

/// <summary>What a tag or digest names: an image, or a list of images for several platforms.</summary>
/// <param name="Digest">Its digest; null where the registry did not tell.</param>
/// <param name="IsList">True for a list of images.</param>
/// <param name="Platforms">The images of the list.</param>
internal sealed record Manifest(string? Digest, bool IsList, IReadOnlyList<(string? Os, string? Architecture, string Digest)> Platforms)
{
    /// <summary>The image of a list for a platform: Container Instances runs amd64 (https://learn.microsoft.com/azure/container-instances/container-instances-faq); null where there is none, or several.</summary>
    public string? For(bool isWindows)
    {
        string os = isWindows ? "windows" : "linux";
        string[] fitting = [.. Platforms.Where(one => string.Equals(one.Os, os, StringComparison.OrdinalIgnoreCase) && string.Equals(one.Architecture, "amd64", StringComparison.OrdinalIgnoreCase)).Select(static one => one.Digest)];
        return fitting.Length == 1 ? fitting[0] : null;
    }

    /// <summary>Reads an answer (azure-facts-2, C.7.2; OCI image specification, image index).</summary>
    public static Manifest Of(RawAnswer answer)
    {
        string? digest = answer.Header("Docker-Content-Digest") is { Length: > 0 } told ? told.ToLowerInvariant() : null;
        string type = answer.Header("Content-Type") ?? string.Empty;
        if (!type.Contains("image.index", StringComparison.OrdinalIgnoreCase) && !type.Contains("manifest.list", StringComparison.OrdinalIgnoreCase)) return new Manifest(digest, false, []);
        return new Manifest(digest, true, [.. ItemsOf(answer.Text)]);
    }

    private static List<(string?, string?, string)> ItemsOf(string text)
    {
        try
        {
            Value root = JsonDocumentReader.Read(new SourceFile(null, "manifest"), text).Root;
            return [.. root["manifests"].Items.Where(static one => one["digest"].AsText() is not null)
                .Select(static one => (one["platform"]["os"].AsText(), one["platform"]["architecture"].AsText(), one["digest"].AsText()!.ToLowerInvariant()))];
        }
        catch (DocumentException)
        {
            // A list that cannot be read has no image for any platform.
            return [];
        }
    }
}
