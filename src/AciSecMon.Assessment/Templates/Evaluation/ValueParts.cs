using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// Looks at a value with all its parts. A value may hold the same part many times over and nest without end, so that a small template can make one of
/// more parts than can be counted: every walk is charged to the budget and ends with it.
/// </summary>
internal static class ValueParts
{
    /// <summary>More causes for one value tell nobody anything, and sets of them must not grow without bound.</summary>
    private const int CauseLimit = 32;

    /// <summary>True where the value and all of its parts are known.</summary>
    public static bool IsKnownThroughout(Value value, Budget budget)
    {
        if (value is LiteralValue or MissingValue) return true;
        if (value.IsUnresolved || value is RedactedValue || value.Rest is not null || !budget.TryEnter()) return false;
        bool isKnown = budget.TryTake(CountOf(value));
        for (int i = 0; isKnown && i < CountOf(value); i++) isKnown = IsKnownThroughout(PartOf(value, i), budget);
        budget.Leave();
        return isKnown;
    }

    /// <summary>The origins of the value and of all its parts.</summary>
    public static Origins OriginsOf(Value value, Budget budget)
    {
        Origins origins = value.Origins;
        if (value is LiteralValue or MissingValue or UnresolvedValue || !budget.TryEnter()) return origins;
        if (value.Rest is { } rest) origins = origins.Union(rest.Origins);
        int count = budget.TryTake(CountOf(value)) ? CountOf(value) : 0;
        for (int i = 0; i < count; i++) origins = origins.Union(OriginsOf(PartOf(value, i), budget));
        budget.Leave();
        return origins;
    }

    /// <summary>Adds why the value, or any part of it, is not known.</summary>
    public static void CollectCauses(Value value, List<UnresolvedCause> causes, Budget budget)
    {
        if (value is LiteralValue or MissingValue || causes.Count >= CauseLimit || !budget.TryEnter()) return;
        if (value is ChoiceValue choice) Add(choice.Condition.Causes, causes);
        else if (value is RedactedValue) Add([new(CauseKind.NotCarried, "a redacted value", value.Location)], causes);
        else if (value.Rest is { } rest) Add(rest.Causes, causes);
        int count = budget.TryTake(CountOf(value)) ? CountOf(value) : 0;
        for (int i = 0; i < count; i++) CollectCauses(PartOf(value, i), causes, budget);
        budget.Leave();
    }

    /// <summary>True where the value has no more than so many parts, and they do not nest deeper than so.</summary>
    public static bool IsWithin(Value value, int limit, int depth)
    {
        int left = limit;
        return IsWithin(value, ref left, depth);
    }

    /// <summary>How many parts the value has: items, properties or alternatives.</summary>
    public static int CountOf(Value value) => value switch
    {
        ArrayValue array => array.Items.Count,
        ObjectValue obj => obj.Properties.Count,
        ChoiceValue => 2,
        _ => 0,
    };

    private static Value PartOf(Value value, int index) => value switch
    {
        ArrayValue array => array.Items[index],
        ObjectValue obj => obj.Properties[index].Value,
        ChoiceValue choice when index == 0 => choice.WhenTrue,
        _ => ((ChoiceValue)value).WhenFalse,
    };

    private static bool IsWithin(Value value, ref int left, int depth)
    {
        int count = CountOf(value);
        left -= count + 1;
        if (left < 0 || (count > 0 && depth == 0)) return false;
        for (int i = 0; i < count; i++)
        {
            if (!IsWithin(PartOf(value, i), ref left, depth - 1)) return false;
        }

        return true;
    }

    private static void Add(IReadOnlyList<UnresolvedCause> added, List<UnresolvedCause> causes)
    {
        foreach (UnresolvedCause cause in added)
        {
            if (causes.Count >= CauseLimit) return;
            if (!causes.Contains(cause)) causes.Add(cause);
        }
    }
}
