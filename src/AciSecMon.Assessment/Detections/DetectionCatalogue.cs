using System.Reflection;

namespace AciSecMon.Assessment.Detections;

/// <summary>The detections, by id, in the order of the ids. A file is read when it is asked for: most work needs none.</summary>
internal static class DetectionCatalogue
{
    private const string Folder = "detections/";
    private const string Extension = ".kql";

    private static readonly Lazy<string[]> KnownIds = new(static () =>
    [
        .. Library.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(static name => name[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ]);

    private static readonly Lazy<IReadOnlyDictionary<string, Detection>> Loaded = new(static () =>
        Ids.ToDictionary(static id => id, static id => DetectionReader.Read(id, TextOf(id)), StringComparer.OrdinalIgnoreCase));

    /// <summary>The ids, without a look into the files.</summary>
    public static IReadOnlyList<string> Ids => KnownIds.Value;

    /// <summary>The detections.</summary>
    public static IReadOnlyDictionary<string, Detection> ById => Loaded.Value;

    private static Assembly Library => typeof(DetectionCatalogue).Assembly;

    private static string TextOf(string id)
    {
        using var text = new StreamReader(Library.GetManifestResourceStream(Folder + id + Extension)!);
        return text.ReadToEnd().ReplaceLineEndings("\n");
    }
}
