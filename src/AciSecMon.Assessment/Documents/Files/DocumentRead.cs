namespace AciSecMon.Assessment.Documents;

/// <summary>The documents of a file, or why there are none.</summary>
/// <param name="File">The file.</param>
/// <param name="Documents">What it holds; empty where there is a problem.</param>
/// <param name="Problem">Why it could not be read; null where it could.</param>
internal sealed record DocumentRead(SourceFile File, IReadOnlyList<Document> Documents, AciProblem? Problem);
