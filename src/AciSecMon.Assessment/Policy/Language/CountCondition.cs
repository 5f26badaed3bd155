using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A condition on a number of members: of an array of the resource, or of a list of values (azure-facts-2, D.4.4).</summary>
internal sealed class CountCondition(string path, FieldReference? field, Operand? list, string? name, Condition? where, PolicyOperator operation, Operand operand) : Condition(path)
{
    // Beyond, no rule of the service asks.
    private const int MostOpen = 10_000;

    public override Truth Judge(PolicyRun run)
    {
        var tally = new Tally();
        string? cause = null;
        if (field is not null) CountField(run, field, tally);
        else cause = CountList(run, tally);
        Value right = operand.For(run);
        Truth truth = Compare(tally, right);
        run.Trace?.Add(new PolicyTrace(
            Path, $"count({field?.Text ?? name ?? "value"})", PolicyOperators.NameOf(operation), right, new NumberValue(tally.Sure), truth,
            truth == Truth.Unknown ? cause ?? (tally.Open is { } open ? Causes.Of(open) : null) ?? Causes.Of(right) ?? "some of the members" : null));
        return truth;
    }

    public override Truth Concerns(PolicyRun run) => Truth.Unknown;

    // Within where, each array on the way stands for the one member that is being counted.
    private void CountField(PolicyRun run, FieldReference array, Tally tally)
    {
        CountedMember? outer = run.Counted;
        Descend(0);
        run.Counted = outer;

        void Descend(int level)
        {
            FieldReference part = level == array.Arrays.Length - 1 ? array : FieldReference.Parse(array.Text[..array.Arrays[level].Length])!;
            bool isBound = IsBound(run.Counted, array.Arrays[level]);
            if (isBound && level < array.Arrays.Length - 1)
            {
                Descend(level + 1);
                return;
            }

            Selection members = run.Read(part);
            if (members.Open is { } open) tally.Open ??= open;
            CountedMember? before = run.Counted;
            foreach (Value member in members.Values)
            {
                run.Counted = new CountedMember(array.Arrays[level], part.Text, member, before);
                if (level < array.Arrays.Length - 1) Descend(level + 1);
                else tally.Add(where?.Judge(run) ?? Truth.True);
            }

            run.Counted = before;
        }
    }

    private string? CountList(PolicyRun run, Tally tally)
    {
        Value values = list!.For(run);
        if (values.IsUnresolved)
        {
            tally.Open = values;
            return Causes.Of(values);
        }

        CountedMember? outer = run.Counted;
        foreach (Value member in values.Items)
        {
            run.Counted = new CountedMember(string.Empty, name ?? "default", member, outer);
            tally.Add(where?.Judge(run) ?? Truth.True);
        }

        run.Counted = outer;
        if (values.Rest is { } rest) tally.Open ??= rest;
        return null;
    }

    private Truth Compare(Tally tally, Value right)
    {
        Truth first = Comparison.Of(operation, new NumberValue(tally.Sure), right);
        int doubtful = Math.Min(tally.Doubtful, MostOpen);
        for (int more = 1; more <= doubtful; more++)
        {
            if (Comparison.Of(operation, new NumberValue(tally.Sure + more), right) != first) return Truth.Unknown;
        }

        if (tally.Open is null) return first;

        // There may be any number more: only what more members cannot change is known.
        return (operation, first) switch
        {
            (PolicyOperator.Greater or PolicyOperator.GreaterOrEquals, Truth.True) => first,
            (PolicyOperator.Less or PolicyOperator.LessOrEquals, Truth.False) => first,
            (PolicyOperator.Equals, Truth.False) when right.AsWhole() is { } wanted && tally.Sure > wanted => first,
            (PolicyOperator.NotEquals, Truth.True) when right.AsWhole() is { } wanted && tally.Sure > wanted => first,
            _ => Truth.Unknown,
        };
    }

    private static bool IsBound(CountedMember? counted, string array)
    {
        for (CountedMember? one = counted; one is not null; one = one.Outer)
        {
            if (one.Array == array) return true;
        }

        return false;
    }

    private sealed class Tally
    {
        public int Sure { get; private set; }

        public int Doubtful { get; private set; }

        public Value? Open { get; set; }

        public void Add(Truth truth)
        {
            if (truth == Truth.True) Sure++;
            else if (truth == Truth.Unknown) Doubtful++;
        }
    }
}
