using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Joins the unknown rests of arrays and objects that become one.</summary>
internal static class Merge
{
    /// <summary>One rest that stands for both; null where there is none.</summary>
    public static UnresolvedValue? Rests(UnresolvedValue? first, UnresolvedValue? second)
    {
        if (first is null || ReferenceEquals(first, second)) return second;
        if (second is null) return first;
        IReadOnlyList<UnresolvedCause> causes = [.. first.Causes.Union(second.Causes)];
        return new UnresolvedValue(first.Expression, causes, first.Location, first.Origins.Union(second.Origins));
    }
}
