using AciSecMon.Assessment.Documents;

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

        if (BicepSource.IsBicep(path)) return [ReadBicep(source.File, text)];
        if (!isExplicit && !DocumentReader.MayHoldContainerGroups(text)) return [PassedOver(source.File, "does not mention containers")];
        DocumentRead read = DocumentReader.Read(source);
        if (read.Problem is { } problem)
        {
            return [isExplicit || Mentions.Provider(text) ? Failed(read.File, problem) : PassedOver(read.File, "could not be read, and does not mention container groups")];
        }

        return await ReadDocumentsAsync(read, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<EstateRead>> ReadDocumentsAsync(DocumentRead read, ReadOptions options, CancellationToken cancellationToken)
    {
        if (read.Documents is [{ } only])
        {
            if (TemplateSource.Find(only) is { } template) return await TemplateEstate.ReadAsync(template, options, cancellationToken).ConfigureAwait(false);
            if (TemplateSource.IsParameterFile(only.Root)) return [PassedOver(read.File, "is a parameter file")];
        }

        return DocumentEstate.Read(read.File, read.Documents, options.Scope ?? string.Empty) is { } part
            ? [new EstateRead(read.File, part, [], null)]
            : [PassedOver(read.File, "holds no container groups")];
    }

    private static EstateRead ReadBicep(SourceFile file, string text) => BicepSource.GapOf(file, text) is { } gap
        ? new EstateRead(file, new EstatePart { Source = file, Groups = [], Gaps = [gap] }, [], null)
        : PassedOver(file, "is a Bicep file that declares no container groups");

    // What could not even be looked into may hold anything; what is no text, or empty, holds nothing.
    private static async Task<bool> IsProblemAsync(string path, AciProblem problem, CancellationToken cancellationToken) => problem.Kind switch
    {
        AciProblemKind.InvalidData => false,
        AciProblemKind.LimitExceeded => await Mentions.ProviderInFileAsync(path, cancellationToken).ConfigureAwait(false),
        _ => true,
    };

    private static string WhyNotRead(AciProblem problem) =>
        problem.Kind == AciProblemKind.LimitExceeded ? "is too large, and does not mention container groups" : "is no text, or is empty";

    private static EstateRead PassedOver(SourceFile file, string reason) => new(file, null, [], reason);

    private static EstateRead Failed(SourceFile file, AciProblem problem) => new(file, null, [problem], null);
}
