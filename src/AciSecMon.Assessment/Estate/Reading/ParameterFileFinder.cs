using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Estate;

/// <summary>The parameter files of a template.</summary>
/// <param name="Files">Those that could be read, each different one once.</param>
/// <param name="Problems">Why others could not.</param>
/// <param name="IsLackingRequested">True where files were asked for by name and none of them could be read.</param>
internal sealed record FoundParameterFiles(IReadOnlyList<ParameterFile> Files, IReadOnlyList<AciProblem> Problems, bool IsLackingRequested);

/// <summary>
/// Finds the parameter files of a template: those that were asked for, or those that stand beside it under its name or point to it by
/// <c>metadata.template</c>.
/// </summary>
internal static class ParameterFileFinder
{
    private const int Most = 64;

    public static async Task<FoundParameterFiles> FindAsync(Document template, ReadOptions options, CancellationToken cancellationToken)
    {
        bool isRequested = options.ParameterFile.Count > 0;
        IReadOnlyList<string> candidates = isRequested ? options.ParameterFile : Candidates(template.File.Path);
        List<ParameterFile> files = [];
        List<AciProblem> problems = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in candidates)
        {
            SourceText source = await SourceTextReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            DocumentRead read = DocumentReader.Read(source);
            if (read.Problem is { } problem)
            {
                if (isRequested || IsNamedAfter(path, template.File.Path)) problems.Add(problem);
                continue;
            }

            // Two files with the same content would give the same findings twice.
            if (!seen.Add(source.Text!)) continue;
            if (read.Documents is [{ } only] && IsFor(only, template, isRequested) && ParameterFile.Read(only) is { } file) files.Add(file);
            else if (isRequested) problems.Add(ReadProblems.NotAParameterFile(read.File));
        }

        return new FoundParameterFiles(files, problems, isRequested && files.Count == 0);
    }

    /// <summary>The template that a parameter file points to; null where it points to none that is there.</summary>
    public static string? TemplateOf(ParameterFile file)
    {
        if (file.Template is not { Length: > 0 } link || file.File.Path is null) return null;
        try
        {
            string path = Path.GetFullPath(link, Path.GetDirectoryName(file.File.Path)!);
            return File.Exists(path) ? path : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>True where <see cref="FindAsync"/> finds the parameter file by itself when it reads the template.</summary>
    public static bool IsFoundWith(string templatePath, string parameterFilePath) =>
        string.Equals(Path.GetDirectoryName(templatePath), Path.GetDirectoryName(parameterFilePath), StringComparison.Ordinal);

    private static bool IsFor(Document document, Document template, bool isRequested)
    {
        if (isRequested) return true;
        if (!ParameterFile.IsParameterFile(document) || ParameterFile.Read(document) is not { } file) return false;

        // A link decides; without one, the name does.
        return file.Template is null
            ? IsNamedAfter(document.File.Path!, template.File.Path)
            : TemplateOf(file) is { } linked && string.Equals(linked, template.File.Path, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Candidates(string? templatePath)
    {
        if (templatePath is null || Path.GetDirectoryName(templatePath) is not { Length: > 0 } folder) return [];
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder)
                    .Where(path => IsParameterName(Path.GetFileName(path)) && !string.Equals(path, templatePath, StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .Take(Most),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The template itself could be read; files beside it that cannot be listed were not asked for.
            return [];
        }
    }

    private static bool IsParameterName(string name) =>
        name.Contains("param", StringComparison.OrdinalIgnoreCase)
        && (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonc", StringComparison.OrdinalIgnoreCase));

    // main.json goes with main.parameters.json, main.parameters.dev.json, main.dev.parameters.json and main-parameters.json.
    private static bool IsNamedAfter(string path, string? templatePath)
    {
        string stem = Path.GetFileNameWithoutExtension(templatePath) ?? string.Empty;
        string name = Path.GetFileName(path);
        return stem.Length > 0 && name.Length > stem.Length && name.StartsWith(stem, StringComparison.OrdinalIgnoreCase) && name[stem.Length] is '.' or '-' or '_'
            && name.AsSpan(stem.Length + 1).Contains("param", StringComparison.OrdinalIgnoreCase);
    }
}
