namespace AciSecMon.Assessment.Policy;

/// <summary>A condition on how many members arrays of the resource have. Within <c>where</c>, each array on the way stands for the one member that is being counted.</summary>
internal sealed class FieldCount(string path, FieldReference array, Condition? where, PolicyOperator operation, Operand operand) : CountCondition(path, where, operation, operand)
{
    // The alias as far as each of its arrays.
    private readonly FieldReference[] levels = [.. array.Arrays.Select((opened, level) => level == array.Arrays.Length - 1 ? array : FieldReference.Parse(array.Name[..opened.Length])!)];

    protected override string Name => array.Text;

    protected override void Count(PolicyRun run, ref Tally tally) => Descend(run, 0, ref tally);

    private void Descend(PolicyRun run, int level, ref Tally tally)
    {
        bool isLast = level == levels.Length - 1;
        if (!isLast && CountedMember.Of(run.Counted, array.Arrays[level]) is not null)
        {
            Descend(run, level + 1, ref tally);
            return;
        }

        Selection members = run.Read(levels[level]);
        tally.LeaveOpen(members.Open);
        if (isLast && Where is null) tally.AddAll(members.Count);
        if (members.Count == 0 || (isLast && Where is null)) return;

        CountedMember? outer = run.Counted;
        var counted = new CountedMember(array.Arrays[level], levels[level].Text, outer);
        run.Counted = counted;
        for (int at = 0; at < members.Count; at++)
        {
            counted.Member = members[at];
            if (isLast) tally.Add(Where!.Judge(run));
            else Descend(run, level + 1, ref tally);
        }

        run.Counted = outer;
    }
}
