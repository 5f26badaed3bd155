using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>All of the conditions, or any of them, in the order in which they are written; the first that decides is the last that is judged.</summary>
/// <param name="path">Where it stands in the rule.</param>
/// <param name="parts">The conditions.</param>
/// <param name="isAll">True for <c>allOf</c>, false for <c>anyOf</c>.</param>
internal sealed class Junction(string path, Condition[] parts, bool isAll) : Condition(path)
{
    private readonly Truth decisive = isAll ? Truth.False : Truth.True;

    public override Subjects Subjects { get; } = parts.Aggregate(Subjects.None, static (all, part) => all | part.Subjects);

    public override Truth Judge(PolicyRun run)
    {
        Truth truth = decisive.Not();
        for (int at = 0; at < parts.Length && truth != decisive; at++) truth = Join(truth, parts[at].Judge(run));
        run.Trace?.Add(new PolicyTrace(Path, isAll ? "allOf" : "anyOf", null, MissingValue.Instance, MissingValue.Instance, truth, null));
        return truth;
    }

    public override Truth Concerns(PolicyRun run, Subjects known)
    {
        Truth truth = decisive.Not();
        for (int at = 0; at < parts.Length && truth != decisive; at++) truth = Join(truth, parts[at].Concerns(run, known));
        return truth;
    }

    private Truth Join(Truth left, Truth right) => isAll ? left.And(right) : left.Or(right);
}
