namespace AciSecMon.Assessment.Documents;

/// <summary>The text of a file, or why there is none.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">Its text; null where it could not be read.</param>
/// <param name="Problem">Why not; null where it could.</param>
internal sealed record SourceText(SourceFile File, string? Text, AciProblem? Problem);
