using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// Compares values as <c>equals</c> does: text by case, no conversion between kinds, arrays and objects by their parts. Three-valued: null where parts are not known.
/// </summary>
internal static class Equality
{
    public static bool? AreEqual(Value left, Value right, Budget budget)
    {
        if (!budget.TryEnter()) return null;
        bool? areEqual = Compare(left, right, budget);
        budget.Leave();
        return areEqual;
    }

    private static bool? Compare(Value left, Value right, Budget budget) =>
        (left, right) switch
        {
            (UnresolvedValue a, UnresolvedValue b) => a.IsSameAs(b) ? true : null,
            (UnresolvedValue or ChoiceValue or RedactedValue, _) or (_, UnresolvedValue or ChoiceValue or RedactedValue) => null,
            (StringValue a, StringValue b) => AreEqual(a.Text, b.Text),
            (NumberValue a, NumberValue b) => a.Whole is { } x && b.Whole is { } y ? x == y : a.Real.Equals(b.Real),
            (BooleanValue a, BooleanValue b) => a.IsTrue == b.IsTrue,
            (MissingValue, MissingValue) => true,
            (ArrayValue a, ArrayValue b) => AreEqual(a, b, budget),
            (ObjectValue a, ObjectValue b) => AreEqual(a, b, budget),
            _ => false,
        };

    private static bool? AreEqual(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal)) return true;
        return Placeholder.IsIn(left) || Placeholder.IsIn(right) ? null : false;
    }

    private static bool? AreEqual(ArrayValue left, ArrayValue right, Budget budget)
    {
        if (left.Rest is not null || right.Rest is not null) return null;
        if (left.Items.Count != right.Items.Count) return false;
        bool? all = true;
        for (int i = 0; i < left.Items.Count; i++)
        {
            bool? one = AreEqual(left.Items[i], right.Items[i], budget);
            if (one is false) return false;
            if (one is null) all = null;
        }

        return all;
    }

    private static bool? AreEqual(ObjectValue left, ObjectValue right, Budget budget)
    {
        bool? all = HasAll(left, right, budget);
        if (all is false) return false;
        if (left.Rest is not null || right.Rest is not null) return null;
        foreach (Property property in right.Properties)
        {
            if (left.Find(property.Name) is null) return false;
        }

        return all;
    }

    private static bool? HasAll(ObjectValue left, ObjectValue right, Budget budget)
    {
        bool? all = true;
        foreach (Property property in left.Properties)
        {
            if (right.Find(property.Name) is not { } other)
            {
                if (right.Rest is null) return false;
                all = null;
                continue;
            }

            bool? one = AreEqual(property.Value, other, budget);
            if (one is false) return false;
            if (one is null) all = null;
        }

        return all;
    }
}
