using System.Buffers;
using System.IO.Enumeration;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>
/// A repository with or without a tag, in which <c>*</c> stands for any text: <c>mysql:5.*</c>, <c>ghcr.io/contoso/*</c>. As in an image reference, a name
/// without a host is Docker Hub's; one that begins with <c>*</c> is compared with the whole name.
/// </summary>
internal sealed class ImagePattern
{
    private static readonly SearchValues<char> PartCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/*:[]");

    private readonly string name;

    private ImagePattern(string name, string? tag)
    {
        this.name = name;
        Tag = tag;
    }

    /// <summary>The tags that are meant; null for all.</summary>
    public string? Tag { get; }

    /// <summary>Why a text is no pattern, as the end of a sentence; null where it is one.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal)) return "must be an image without a scheme";
        if (text.Contains('@', StringComparison.Ordinal)) return "must be a repository with or without a tag, not a digest";
        (string name, string? tag) = Split(text);
        return IsPart(name) && (tag is null || IsPart(tag)) ? null : "must be a repository with or without a tag, such as 'mysql:5.*'";
    }

    public static ImagePattern Parse(string text)
    {
        (string name, string? tag) = Split(text);
        return new ImagePattern(Complete(name), tag);
    }

    public bool MatchesRepository(ImageReference image) => FileSystemName.MatchesSimpleExpression(name, image.Name, ignoreCase: false);

    public bool MatchesTag(string tag) => Tag is null || FileSystemName.MatchesSimpleExpression(Tag, tag, ignoreCase: false);

    public override string ToString() => Tag is null ? name : $"{name}:{Tag}";

    private static (string Name, string? Tag) Split(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf('/') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static string Complete(string name)
    {
        if (name.StartsWith('*')) return name;
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return $"{RegistryHosts.DockerHub}/library/{name}";
        return ImageReference.IsHost(name[..slash]) ? RegistryHosts.Normalize(name[..slash]) + name[slash..] : $"{RegistryHosts.DockerHub}/{name}";
    }

    private static bool IsPart(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(PartCharacters);
}
