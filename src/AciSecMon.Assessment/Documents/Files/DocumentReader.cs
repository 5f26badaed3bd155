namespace AciSecMon.Assessment.Documents;

/// <summary>Reads the documents of a file, JSON or YAML.</summary>
internal static class DocumentReader
{
    /// <summary>Reads a file. Never throws for what is wrong with it.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<DocumentRead> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        SourceText source = await SourceTextReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return Read(source);
    }

    /// <summary>Reads a text that was taken from a file before.</summary>
    public static DocumentRead Read(SourceText source)
    {
        if (source.Text is null) return new DocumentRead(source.File, [], source.Problem);
        string extension = Path.GetExtension(source.File.Path) ?? string.Empty;
        bool isNamedYaml = IsAny(extension, ".yaml", ".yml");
        bool isJson = IsAny(extension, ".json", ".jsonc") || LooksLikeJson(source.Text, isNamedYaml);
        DocumentRead read = Read(source.File, source.Text, isYaml: !isJson);
        if (read.Problem is null || !isJson || !isNamedYaml) return read;

        // A YAML file may begin with a flow mapping that is no JSON.
        DocumentRead flow = Read(source.File, source.Text, isYaml: true);
        return flow.Problem is null ? flow : read;
    }

    /// <summary>
    /// False where a text certainly holds no containers of Container Instances, so that it need not be read: most files of a repository do not. Every shape names the provider
    /// (<c>Microsoft.ContainerInstance</c>) or, where the type may be left out, the property <c>containers</c>. Both can also be written with escape sequences, so that a text
    /// with such is always read.
    /// </summary>
    public static bool MayHoldContainerGroups(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (true)
        {
            int found = rest.IndexOf("container", StringComparison.OrdinalIgnoreCase);
            if (found < 0) break;
            rest = rest[(found + "container".Length)..];
            if (rest.StartsWith("s", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("instance", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return text.Contains("\\u", StringComparison.OrdinalIgnoreCase) || text.Contains("\\x", StringComparison.Ordinal);
    }

    private static DocumentRead Read(SourceFile file, string text, bool isYaml)
    {
        if (isYaml && text.Length > DocumentLimits.YamlCharacters) return new DocumentRead(file, [], DocumentProblems.YamlTooLarge(file));
        try
        {
            IReadOnlyList<Document> documents = isYaml ? YamlDocumentReader.ReadAll(file, text) : [JsonDocumentReader.Read(file, text)];
            AciProblem? problem = documents.Count == 0 ? DocumentProblems.Empty(file)
                : documents.All(static d => d.Root is LiteralValue or MissingValue) ? DocumentProblems.NoStructure(file)
                : null;
            return new DocumentRead(file, problem is null ? documents : [], problem);
        }
        catch (DocumentException fault)
        {
            return new DocumentRead(file, [], DocumentProblems.Invalid(file, isYaml ? "YAML" : "JSON", fault));
        }
    }

    // JSON is YAML too, but the JSON reader is faster, knows comments, and says more about a fault.
    private static bool LooksLikeJson(string text, bool isNamedYaml)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        return start is ['{' or '[', ..] || (!isNamedYaml && start is ['/', '/' or '*', ..]);
    }

    private static bool IsAny(string extension, string one, string other) =>
        string.Equals(extension, one, StringComparison.OrdinalIgnoreCase) || string.Equals(extension, other, StringComparison.OrdinalIgnoreCase);
}
