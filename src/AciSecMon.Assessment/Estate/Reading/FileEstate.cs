using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads one file.</summary>
internal static class FileEstate
{
    private static readonly string[] Extensions = [".json", ".jsonc", ".yaml", ".yml", ".bicep"];

    /// <summary>Reads a file. A file that was met on the way, and not named, is only a problem where it seems to hold container groups.</summary>
    public static async Task<IReadOnlyList<EstateRead>> ReadAsync(string path, bool isExplicit, ReadOptions options, CancellationToken cancellationToken)
    {
        var file = new SourceFile(path, path);
        if (!isExplicit && !Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return [PassedOver(file, "is neither JSON nor YAML")];

        SourceText source = await SourceTextReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (source.Text is not { } text)
        {
            bool isProblem = isExplicit || await IsProblemAsync(path, source.Problem!, cancellationToken).ConfigureAwait(false);
            return [isProblem ? Failed(source.File, source.Problem!) : PassedOver(source.File, WhyNotRead(source.Problem!))];
        }

        if (BicepSource.IsParameters(path)) return [PassedOver(source.File, "is a Bicep parameter file")];
        if (BicepSource.IsBicep(path)) return [ReadBicep(source.File, text)];
        if (!isExplicit && !DocumentReader.MayHoldContainerGroups(text)) return [PassedOver(source.File, "does not mention containers")];
        DocumentRead read = DocumentReader.Read(source);
        if (read.Problem is { } problem)
        {
            return [isExplicit || Mentions.Provider(text) ? Failed(read.File, problem) : PassedOver(read.File, "could not be read, and does not mention container groups")];
        }

        return await ReadDocumentsAsync(read, isExplicit, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<EstateRead>> ReadDocumentsAsync(
        DocumentRead read, bool isExplicit, ReadOptions options, CancellationToken cancellationToken)
    {
        if (read.Documents is [{ } only])
        {
            if (TemplateSource.Find(only) is { } template)
            {
                return await TemplateEstate.ReadAsync(template, isExplicit, options, cancellationToken).ConfigureAwait(false);
            }

            if (ParameterFile.IsParameterFile(only)) return await ReadLinkedAsync(only, options, cancellationToken).ConfigureAwait(false);
        }

        return DocumentEstate.Read(read.File, read.Documents, options.Scope ?? string.Empty) is { } part
            ? [new EstateRead(read.File, part, [], null)]
            : [PassedOver(read.File, "holds no container groups")];
    }

    // A parameter file is assessed with its template, which lies elsewhere where it points to one.
    private static async Task<IReadOnlyList<EstateRead>> ReadLinkedAsync(Document document, ReadOptions options, CancellationToken cancellationToken)
    {
        if (ParameterFile.Read(document) is { } parameters && options.ParameterFile.Count == 0 && ParameterFileFinder.TemplateOf(parameters) is { } linked
            && !ParameterFileFinder.IsFoundWith(linked, document.File.Path!))
        {
            DocumentRead read = await DocumentReader.ReadFileAsync(linked, cancellationToken).ConfigureAwait(false);
            if (read.Documents is [{ } only] && TemplateSource.Find(only) is { } template)
            {
                return [TemplateEstate.Read(template, parameters, isExplicit: false, options.Scope, cancellationToken)];
            }
        }

        return [PassedOver(document.File, "is a parameter file, which is assessed with its template")];
    }

    private static EstateRead ReadBicep(SourceFile file, string text) => BicepSource.GapOf(file, text) is { } gap
        ? new EstateRead(file, new EstatePart { Source = file, Groups = [], Gaps = [gap] }, [], null)
        : PassedOver(file, "is a Bicep file that declares no container groups");

    // What could not even be looked into may hold anything; what is no text, empty, gone, or a link to nothing, holds nothing.
    private static async Task<bool> IsProblemAsync(string path, AciProblem problem, CancellationToken cancellationToken) => problem.Kind switch
    {
        AciProblemKind.InvalidData or AciProblemKind.NotFound => false,
        AciProblemKind.LimitExceeded => await Mentions.ProviderInFileAsync(path, cancellationToken).ConfigureAwait(false),
        _ => true,
    };

    private static string WhyNotRead(AciProblem problem) => problem.Kind switch
    {
        AciProblemKind.LimitExceeded => "is too large, and does not mention container groups",
        AciProblemKind.NotFound => "is not there any more, or is a link to nothing",
        _ => "is no text, or is empty",
    };

    private static EstateRead PassedOver(SourceFile file, string reason) => new(file, null, [], reason);

    private static EstateRead Failed(SourceFile file, AciProblem problem) => new(file, null, [problem], null);
}
