using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Measures how large a value is to one who walks it. Expansion shares parts, so that a small value can be huge to walk.</summary>
internal static class ValueSize
{
    /// <summary>Most values of one group. The largest real groups hold a few thousand.</summary>
    public const int Limit = 1_000_000;

    /// <summary>True where a walk through the value meets no more than <see cref="Limit"/> values.</summary>
    public static bool Fits(Value value)
    {
        var open = new Stack<Value>();
        open.Push(value);
        for (int met = 0; open.TryPop(out Value? next); met++)
        {
            if (met + open.Count > Limit) return false;
            switch (next)
            {
                case ObjectValue known:
                    foreach (Property property in known.Properties) PushUnlessScalar(open, property.Value);
                    break;
                case ArrayValue array:
                    foreach (Value item in array.Items) PushUnlessScalar(open, item);
                    break;
                case ChoiceValue choice:
                    open.Push(choice.WhenTrue);
                    open.Push(choice.WhenFalse);
                    break;
                default:
                    break;
            }
        }

        return true;
    }

    private static void PushUnlessScalar(Stack<Value> open, Value value)
    {
        if (value is not (LiteralValue or MissingValue)) open.Push(value);
    }
}
