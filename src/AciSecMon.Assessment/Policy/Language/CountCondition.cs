using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A condition on a number of members: of an array of the resource, or of a list of values (azure-facts-2, D.4.4).</summary>
/// <param name="path">Where it stands in the rule.</param>
/// <param name="where">What is counted of the members; null for all of them.</param>
/// <param name="operation">The operator.</param>
/// <param name="operand">What the number is compared with.</param>
internal abstract class CountCondition(string path, Condition? where, PolicyOperator operation, Operand operand) : Condition(path)
{
    // Beyond, no rule of the service asks.
    private const int MostOpen = 10_000;

    private static readonly NumberValue[] Small = [.. Enumerable.Range(0, 32).Select(static number => new NumberValue(number))];

    public override Subjects Subjects => Subjects.Anything;

    protected Condition? Where => where;

    public override Truth Judge(PolicyRun run)
    {
        Tally tally = default;
        Count(run, ref tally);
        Value right = operand.For(run);
        Truth truth = Compare(tally, right);
        if (run.Trace is { } trace)
        {
            string? cause = truth == Truth.Unknown ? (tally.Open is { } open ? Causes.Of(open) : null) ?? Causes.Of(right) ?? "some of the members" : null;
            trace.Add(new PolicyTrace(Path, $"count({Name})", PolicyOperators.NameOf(operation), right, NumberOf(tally.Sure), truth, cause));
        }

        return truth;
    }

    public override Truth Concerns(PolicyRun run, Subjects known) => Truth.Unknown;

    /// <summary>What it counts, to be shown.</summary>
    protected abstract string Name { get; }

    /// <summary>Counts.</summary>
    protected abstract void Count(PolicyRun run, ref Tally tally);

    private Truth Compare(in Tally tally, Value right)
    {
        Truth first = Comparison.Of(operation, NumberOf(tally.Sure), right);
        int doubtful = Math.Min(tally.Doubtful, MostOpen);
        for (int more = 1; more <= doubtful; more++)
        {
            if (Comparison.Of(operation, NumberOf(tally.Sure + more), right) != first) return Truth.Unknown;
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

    private static NumberValue NumberOf(int count) => count < Small.Length ? Small[count] : new NumberValue(count);

    /// <summary>What was counted so far.</summary>
    protected struct Tally
    {
        /// <summary>Members that are counted for certain.</summary>
        public int Sure { get; private set; }

        /// <summary>Members of which it is not known whether they are counted.</summary>
        public int Doubtful { get; private set; }

        /// <summary>What keeps further members from being known; null where all are.</summary>
        public Value? Open { get; private set; }

        public void Add(Truth truth)
        {
            if (truth == Truth.True) Sure++;
            else if (truth == Truth.Unknown) Doubtful++;
        }

        public void AddAll(int members) => Sure += members;

        public void LeaveOpen(Value? cause) => Open ??= cause;
    }
}
