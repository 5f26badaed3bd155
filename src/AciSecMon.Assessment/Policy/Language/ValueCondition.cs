using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A condition on a value that an expression makes.</summary>
internal sealed class ValueCondition(string path, Operand value, PolicyOperator operation, Operand operand) : Condition(path)
{
    public override Subjects Subjects => Subjects.Anything;

    public override Truth Judge(PolicyRun run)
    {
        Value left = value.For(run);
        Value right = operand.For(run);
        Truth truth = Comparison.Of(operation, left, right);
        run.Trace?.Add(new PolicyTrace(Path, value.Source is LiteralValue { Text: var text } ? text : "value", PolicyOperators.NameOf(operation), right, left, truth, truth == Truth.Unknown ? Causes.Of(left, right) : null));
        return truth;
    }

    public override Truth Concerns(PolicyRun run, Subjects known) => Truth.Unknown;
}
