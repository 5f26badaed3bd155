using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>
/// An image reference as container tools read it (distribution/reference, the grammar in reference.go and the rules of its normalize.go): a first part with
/// a dot, a colon or of the name <c>localhost</c> is a host; without one the image is Docker Hub's; a single name there belongs to <c>library</c>.
/// </summary>
internal sealed partial class ImageReference
{
    private const int MaximumNameLength = 255;

    /// <summary>Longer than any name with the longest tag and digest.</summary>
    private const int MaximumLength = 1024;

    private static readonly SearchValues<char> PlaceholderCharacters = SearchValues.Create("<>{}$[]() \t\r\n");

    private ImageReference(string registry, string repository, string? tag, string? digest)
    {
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
        int colon = registry.EndsWith(']') ? -1 : registry.LastIndexOf(':');
        Host = colon < 0 ? registry : registry[..colon];
    }

    /// <summary>Host with its port, in lower case and with one name for each registry.</summary>
    public string Registry { get; }

    /// <summary>Host without port.</summary>
    public string Host { get; }

    /// <summary>Repository within the registry, such as <c>library/nginx</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag as it is written; null where there is none.</summary>
    public string? Tag { get; }

    /// <summary>The digest, such as <c>sha256:...</c>; null where there is none.</summary>
    public string? Digest { get; }

    /// <summary>Registry and repository.</summary>
    public string Name => $"{Registry}/{Repository}";

    public bool IsDockerHub => string.Equals(Registry, RegistryHosts.DockerHub, StringComparison.Ordinal);

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The text of an image property.</param>
    /// <param name="reference">The reference; null where the text is none.</param>
    /// <param name="fault">Why the text is no reference, as the end of a sentence; null where it is one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? fault)
    {
        reference = null;
        fault = FaultOfWhole(text);
        if (fault is not null) return false;

        (string rest, string? digest) = SplitLast(text, text.IndexOf('@', StringComparison.Ordinal));
        if (digest is not null && !DigestForm().IsMatch(digest)) fault = "what follows the '@' is no digest";

        // A colon before the last slash belongs to the host's port.
        int colon = rest.LastIndexOf(':');
        (string name, string? tag) = SplitLast(rest, colon > rest.LastIndexOf('/') ? colon : -1);
        if (tag is not null && !TagForm().IsMatch(tag)) fault ??= "what follows the last ':' is no tag";

        (string? host, string path) = SplitHost(name);
        if (host is not null && !HostForm().IsMatch(host)) fault ??= "what stands before the first '/' is no host";
        fault ??= FaultOfPath(path);
        if (fault is not null) return false;

        string registry = host is null ? RegistryHosts.DockerHub : RegistryHosts.Normalize(host);
        string repository = registry == RegistryHosts.DockerHub && !path.Contains('/', StringComparison.Ordinal) ? $"library/{path}" : path;
        if (registry.Length + 1 + repository.Length > MaximumNameLength) fault = "the name is longer than 255 characters";
        else reference = new ImageReference(registry, repository, tag, digest);
        return fault is null;
    }

    /// <summary>True for the text of a host with or without port, as it may begin a reference.</summary>
    public static bool IsHost(string text) => HasHostForm(text) && LooksLikeHost(text);

    /// <summary>True for the text of a host with or without port, also where a reference would not take it for one.</summary>
    public static bool HasHostForm(string text) => HostForm().IsMatch(text);

    /// <summary>True for the text of a repository, as it may follow a host.</summary>
    public static bool IsRepository(string text) => PathForm().IsMatch(text);

    public override string ToString() => Name + (Tag is null ? string.Empty : $":{Tag}") + (Digest is null ? string.Empty : $"@{Digest}");

    private static string? FaultOfWhole(string text)
    {
        if (text.Length == 0) return "it is empty";
        if (text.Length > MaximumLength) return "it is too long";
        if (text.Contains("://", StringComparison.Ordinal)) return "it begins with a scheme";
        if (text.AsSpan().ContainsAny(PlaceholderCharacters) && !text.StartsWith('[')) return "it holds a blank, a bracket or a placeholder";
        return text.AsSpan().ContainsAnyExceptInRange('!', '~') ? "it holds characters outside ASCII" : null;
    }

    private static string? FaultOfPath(string path)
    {
        if (path.Length == 0) return "it names no repository";
        if (PathForm().IsMatch(path)) return IdentifierForm().IsMatch(path) ? "it is an image id and no name" : null;
        return PathForm().IsMatch(path.ToLowerInvariant()) ? "the repository has capital letters" : "the repository's name is not valid";
    }

    private static (string? Host, string Path) SplitHost(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && LooksLikeHost(name[..slash]) ? (name[..slash], name[(slash + 1)..]) : (null, name);
    }

    private static bool LooksLikeHost(string first) =>
        first.AsSpan().ContainsAny('.', ':') || first == "localhost" || first.AsSpan().ContainsAnyInRange('A', 'Z');

    private static (string Before, string? After) SplitLast(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    [GeneratedRegex(@"^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[A-Fa-f0-9:]+\])(?::[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostForm();

    // Words, and between two of them one separator or the slash between two parts. No text has two readings, so it is read in one pass; RegexOptions.NonBacktracking
    // would promise the same, but builds its automaton when the first image is judged, which a person waits for.
    [GeneratedRegex(@"^[a-z0-9]+(?:(?>[./]|__?|-+)[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathForm();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagForm();

    [GeneratedRegex(@"^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}|(?!sha256:|sha512:)[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[A-Fa-f0-9]{32,})\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestForm();

    [GeneratedRegex(@"^[a-f0-9]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdentifierForm();
}
