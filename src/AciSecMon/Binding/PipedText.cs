using System.Management.Automation;

namespace AciSecMon.Binding;

/// <summary>A text of the pipeline is a path. Where it is not, it may be a file's content, which no message may quote.</summary>
internal static class PipedText
{
    // Get-Content leaves these on every line that it gives.
    private const string LineNumber = "ReadCount";
    private const string LineSource = "PSPath";

    /// <summary>The files and folders that the text stands for.</summary>
    /// <exception cref="AciProblemException">It stands for none.</exception>
    public static IReadOnlyList<PathInput> Resolve(PSObject item, string text, PathResolver paths)
    {
        if (string.IsNullOrWhiteSpace(text)) throw NoPath("An empty text was piped where a path was expected.");
        if (LooksLikeContent(text)) throw NoPath("A text was piped that is no path but seems to be the content of a file.");
        try
        {
            return paths.Resolve(text);
        }
        catch (AciProblemException) when (item.Properties[LineSource] is not null && item.Properties[LineNumber]?.Value is { } line)
        {
            throw NoPath($"Line {line} of a file was piped, and it is not the path of anything that exists.");
        }
    }

    private static bool LooksLikeContent(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        return trimmed[0] == '{' || (trimmed[0] == '[' && trimmed[^1] == ']') || trimmed.ContainsAny('\r', '\n');
    }

    private static AciProblemException NoPath(string message) => new(new AciProblem
    {
        Id = "AciPathInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Recommendation = "Pipe the path of the file, or what ConvertFrom-Json makes of its whole content.",
    });
}
