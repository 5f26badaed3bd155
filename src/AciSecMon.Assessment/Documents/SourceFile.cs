namespace AciSecMon.Assessment.Documents;

/// <summary>The text that values come from; shared by all of its locations.</summary>
internal sealed class SourceFile(string? path, string displayName)
{
    /// <summary>Full path; null where the source is a pipeline object.</summary>
    public string? Path { get; } = path;

    /// <summary>Name for messages.</summary>
    public string DisplayName { get; } = displayName;
}
