using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>What came of reading one source: a part of the estate, problems, or a reason why it was passed over.</summary>
/// <param name="Source">The source.</param>
/// <param name="Part">What it holds; null where it could not be read or holds no container groups.</param>
/// <param name="Problems">What failed; each becomes an error record and, in an assessment, a coverage finding.</param>
/// <param name="PassedOver">Why it was passed over; null where it was not.</param>
internal sealed record EstateRead(SourceFile Source, EstatePart? Part, IReadOnlyList<AciProblem> Problems, string? PassedOver)
{
    /// <summary>That and why the source was passed over, as a sentence.</summary>
    public string PassageText => $"Passed over: {Source.DisplayName} {PassedOver}.";
}
