using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A condition on how many values of a list fulfil another.</summary>
internal sealed class ValueCount(string path, Operand list, string? name, Condition? where, PolicyOperator operation, Operand operand) : CountCondition(path, where, operation, operand)
{
    /// <summary>What the member is called where the count has no name (azure-facts-2, D.4.4).</summary>
    public const string DefaultName = "default";

    protected override string Name => name ?? "value";

    protected override void Count(PolicyRun run, ref Tally tally)
    {
        Value values = list.For(run);
        if (values.IsUnresolved)
        {
            tally.LeaveOpen(values);
            return;
        }

        tally.LeaveOpen(values.Rest);
        IReadOnlyList<Value> members = values.Items;
        if (Where is null)
        {
            tally.AddAll(members.Count);
            return;
        }

        CountedMember? outer = run.Counted;
        var counted = new CountedMember(string.Empty, name ?? DefaultName, outer);
        run.Counted = counted;
        for (int at = 0; at < members.Count; at++)
        {
            counted.Member = members[at];
            tally.Add(Where.Judge(run));
        }

        run.Counted = outer;
    }
}
