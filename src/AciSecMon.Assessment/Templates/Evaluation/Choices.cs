using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Puts together and takes apart values that a condition decides on which is not known.</summary>
internal static class Choices
{
    /// <summary>How many alternatives are followed; beyond, a value is unresolved.</summary>
    public const int Limit = 16;

    /// <summary>One of two values. What is the same either way is no choice.</summary>
    public static Value Make(ConditionSymbol condition, Value whenTrue, Value whenFalse)
    {
        whenTrue = Assume(whenTrue, condition, isTrue: true);
        whenFalse = Assume(whenFalse, condition, isTrue: false);
        if (AreSame(whenTrue, whenFalse)) return whenTrue.WithOrigins(whenTrue.Origins.Union(whenFalse.Origins));
        if (ChoiceValue.CountOf(whenTrue) + ChoiceValue.CountOf(whenFalse) > Limit)
        {
            whenTrue = Collapse(whenTrue);
            whenFalse = Collapse(whenFalse);
        }

        return new ChoiceValue(condition, whenTrue, whenFalse);
    }

    /// <summary>What remains of a value once a condition is taken to be true or false.</summary>
    public static Value Assume(Value value, ConditionSymbol condition, bool isTrue)
    {
        if (value is not ChoiceValue choice) return value;
        if (choice.Condition.Equals(condition)) return Assume(isTrue ? choice.WhenTrue : choice.WhenFalse, condition, isTrue);
        Value whenTrue = Assume(choice.WhenTrue, condition, isTrue);
        Value whenFalse = Assume(choice.WhenFalse, condition, isTrue);
        bool isUnchanged = ReferenceEquals(whenTrue, choice.WhenTrue) && ReferenceEquals(whenFalse, choice.WhenFalse);
        return isUnchanged ? choice : new ChoiceValue(choice.Condition, whenTrue, whenFalse, choice.Location);
    }

    /// <summary>Applies a function to each alternative of a value.</summary>
    public static Value Map(Value value, Func<Value, Value> function) =>
        value is ChoiceValue choice ? Make(choice.Condition, Map(choice.WhenTrue, function), Map(choice.WhenFalse, function)) : function(value);

    /// <summary>Applies a function to each combination of the alternatives of its arguments.</summary>
    public static Value Distribute(Value[] arguments, Func<Value[], Value> function)
    {
        var seen = new List<ConditionSymbol>();
        foreach (Value argument in arguments) CollectConditions(argument, seen);
        bool isTooMany = 1 << Math.Min(seen.Count, 30) > Limit;
        return isTooMany ? function(Array.ConvertAll(arguments, Collapse)) : Distribute(arguments, seen, 0, function);
    }

    private static Value Distribute(Value[] arguments, List<ConditionSymbol> conditions, int next, Func<Value[], Value> function)
    {
        if (next == conditions.Count) return function(arguments);
        ConditionSymbol condition = conditions[next];
        Value whenTrue = Distribute(Array.ConvertAll(arguments, a => Assume(a, condition, isTrue: true)), conditions, next + 1, function);
        Value whenFalse = Distribute(Array.ConvertAll(arguments, a => Assume(a, condition, isTrue: false)), conditions, next + 1, function);
        return Make(condition, whenTrue, whenFalse);
    }

    private static void CollectConditions(Value value, List<ConditionSymbol> seen)
    {
        if (value is not ChoiceValue choice) return;
        if (!seen.Contains(choice.Condition)) seen.Add(choice.Condition);
        CollectConditions(choice.WhenTrue, seen);
        CollectConditions(choice.WhenFalse, seen);
    }

    private static Value Collapse(Value value) => value is ChoiceValue choice ? choice.ToUnresolved() : value;

    private static bool AreSame(Value left, Value right)
    {
        if (ReferenceEquals(left, right)) return true;
        return (left, right) switch
        {
            (LiteralValue a, LiteralValue b) => a.GetType() == b.GetType() && string.Equals(a.Text, b.Text, StringComparison.Ordinal),
            (MissingValue, MissingValue) => true,
            (UnresolvedValue a, UnresolvedValue b) => a.IsSameAs(b),
            _ => false,
        };
    }
}
