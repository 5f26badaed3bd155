using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Not the condition.</summary>
internal sealed class Negation(string path, Condition part) : Condition(path)
{
    public override Subjects Subjects => part.Subjects;

    public override Truth Judge(PolicyRun run)
    {
        Truth truth = part.Judge(run).Not();
        run.Trace?.Add(new PolicyTrace(Path, "not", null, MissingValue.Instance, MissingValue.Instance, truth, null));
        return truth;
    }

    public override Truth Concerns(PolicyRun run, Subjects known) => part.Concerns(run, known).Not();
}
