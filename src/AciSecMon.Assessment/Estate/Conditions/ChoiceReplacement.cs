using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Finds and replaces the choices of a value.</summary>
internal static class ChoiceReplacement
{
    /// <summary>The condition of the first choice, in the order of the document; null where there is none.</summary>
    public static ConditionSymbol? FirstCondition(Value value)
    {
        var open = new Stack<Value>();
        open.Push(value);
        while (open.TryPop(out Value? next))
        {
            if (next is ChoiceValue choice) return choice.Condition;
            if (next is ObjectValue known)
            {
                for (int i = known.Properties.Count - 1; i >= 0; i--) PushUnlessScalar(open, known.Properties[i].Value);
            }
            else if (next is ArrayValue array)
            {
                for (int i = array.Items.Count - 1; i >= 0; i--) PushUnlessScalar(open, array.Items[i]);
            }
        }

        return null;
    }

    /// <summary>The value with the choices of one condition decided.</summary>
    public static Value Decide(Value value, ConditionSymbol condition, bool isTrue) => ValueMapping.Map(value, part =>
    {
        while (part is ChoiceValue choice && condition.Equals(choice.Condition)) part = isTrue ? choice.WhenTrue : choice.WhenFalse;
        return part;
    });

    /// <summary>The value with every choice unresolved.</summary>
    public static Value Unresolve(Value value) => ValueMapping.Map(value, static part => part is ChoiceValue choice ? choice.ToUnresolved() : part);

    private static void PushUnlessScalar(Stack<Value> open, Value value)
    {
        if (value is not (LiteralValue or MissingValue)) open.Push(value);
    }
}
