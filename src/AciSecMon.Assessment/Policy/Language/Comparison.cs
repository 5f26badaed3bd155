using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Compares values as conditions do (azure-facts-2, D.4.2): texts ignore case by the invariant culture, numbers and truth values are compared with their texts, and what is
/// missing counts as an empty text. Pure.
/// </summary>
internal static class Comparison
{
    /// <summary>What an operator says of two values.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">What is there.</param>
    /// <param name="right">What it is compared with.</param>
    /// <param name="isMember">True for members of an array, of which one that is missing is equal to nothing but null.</param>
    public static Truth Of(PolicyOperator operation, Value left, Value right, bool isMember = false)
    {
        if (left is ChoiceValue choice) return Agreed(Of(operation, choice.WhenTrue, right, isMember), Of(operation, choice.WhenFalse, right, isMember));
        if (right is ChoiceValue other) return Agreed(Of(operation, left, other.WhenTrue, isMember), Of(operation, left, other.WhenFalse, isMember));
        return operation switch
        {
            PolicyOperator.Equals => AreEqual(left, right, isMember),
            PolicyOperator.NotEquals => AreEqual(left, right, isMember).Not(),
            PolicyOperator.Like => IsLike(left, right),
            PolicyOperator.NotLike => IsLike(left, right).Not(),
            PolicyOperator.Match => Matches(left, right, ignoresCase: false),
            PolicyOperator.NotMatch => Matches(left, right, ignoresCase: false).Not(),
            PolicyOperator.MatchInsensitively => Matches(left, right, ignoresCase: true),
            PolicyOperator.NotMatchInsensitively => Matches(left, right, ignoresCase: true).Not(),
            PolicyOperator.Contains => Contains(left, right),
            PolicyOperator.NotContains => Contains(left, right).Not(),
            PolicyOperator.In => IsIn(left, right, isMember),
            PolicyOperator.NotIn => IsIn(left, right, isMember).Not(),
            PolicyOperator.ContainsKey => ContainsKey(left, right),
            PolicyOperator.NotContainsKey => ContainsKey(left, right).Not(),
            PolicyOperator.Less => Order(left, right, static order => order < 0),
            PolicyOperator.LessOrEquals => Order(left, right, static order => order <= 0),
            PolicyOperator.Greater => Order(left, right, static order => order > 0),
            PolicyOperator.GreaterOrEquals => Order(left, right, static order => order >= 0),
            _ => Exists(left, right),
        };
    }

    private static Truth Agreed(Truth left, Truth right) => left == right ? left : Truth.Unknown;

    // A secret that was taken out was there, and an id that stands for an unknown scope has other characters in truth.
    private static bool IsOpen(Value value) => value.IsUnresolved || value is RedactedValue || (value is StringValue { Text: var text } && Placeholder.IsIn(text));

    private static Truth AreEqual(Value left, Value right, bool isMember)
    {
        if (IsOpen(left) || IsOpen(right)) return Truth.Unknown;
        if (left.IsMissing || right.IsMissing)
        {
            if (left.IsMissing && right.IsMissing) return Truth.True;
            return isMember ? Truth.False : TruthLogic.Of((left.IsMissing ? right : left) is StringValue { Text.Length: 0 });
        }

        return (left, right) switch
        {
            (StringValue a, StringValue b) => TruthLogic.Of(TextPatterns.AreSame(a.Text, b.Text)),
            (NumberValue a, NumberValue b) => TruthLogic.Of(AreSameNumber(a, b)),
            (BooleanValue a, BooleanValue b) => TruthLogic.Of(a.IsTrue == b.IsTrue),
            (StringValue text, NumberValue number) => TruthLogic.Of(NumberOf(text) is { } parsed && AreSameNumber(parsed, number)),
            (NumberValue number, StringValue text) => TruthLogic.Of(NumberOf(text) is { } parsed && AreSameNumber(parsed, number)),
            (StringValue text, BooleanValue flag) => TruthLogic.Of(TextPatterns.AreSame(text.Text, flag.Text)),
            (BooleanValue flag, StringValue text) => TruthLogic.Of(TextPatterns.AreSame(text.Text, flag.Text)),
            (ArrayValue a, ArrayValue b) => AreEqual(a, b),
            (ObjectValue a, ObjectValue b) => AreEqual(a, b),
            _ => Truth.False,
        };
    }

    private static Truth AreEqual(ArrayValue left, ArrayValue right)
    {
        if (left.Rest is not null || right.Rest is not null) return Truth.Unknown;
        if (left.Items.Count != right.Items.Count) return Truth.False;
        Truth all = Truth.True;
        for (int at = 0; at < left.Items.Count && all != Truth.False; at++) all = all.And(Of(PolicyOperator.Equals, left.Items[at], right.Items[at], isMember: true));
        return all;
    }

    private static Truth AreEqual(ObjectValue left, ObjectValue right)
    {
        if (left.Rest is not null || right.Rest is not null) return Truth.Unknown;
        if (left.Properties.Count != right.Properties.Count) return Truth.False;
        Truth all = Truth.True;
        foreach (Property property in left.Properties)
        {
            if (right.Find(property.Name) is not { } other) return Truth.False;
            all = all.And(Of(PolicyOperator.Equals, property.Value, other, isMember: true));
            if (all == Truth.False) break;
        }

        return all;
    }

    private static Truth IsLike(Value left, Value right)
    {
        if (IsOpen(left) || IsOpen(right)) return Truth.Unknown;
        return TruthLogic.Of(left is LiteralValue text && right is LiteralValue pattern && TextPatterns.IsLike(text.Text, pattern.Text));
    }

    private static Truth Matches(Value left, Value right, bool ignoresCase)
    {
        if (IsOpen(left) || IsOpen(right)) return Truth.Unknown;
        return TruthLogic.Of(left is LiteralValue text && right is LiteralValue pattern && TextPatterns.Matches(text.Text, pattern.Text, ignoresCase));
    }

    private static Truth Contains(Value left, Value right)
    {
        if (IsOpen(right) || (IsOpen(left) && left is not (ArrayValue or ObjectValue))) return Truth.Unknown;
        switch (left)
        {
            case StringValue text:
                return TruthLogic.Of(right is LiteralValue part && TextPatterns.Contains(text.Text, part.Text));
            case ArrayValue array:
                Truth any = Truth.False;
                for (int at = 0; at < array.Items.Count && any != Truth.True; at++) any = any.Or(Of(PolicyOperator.Equals, array.Items[at], right, isMember: true));
                return any == Truth.True || array.Rest is null ? any : Truth.Unknown;
            case ObjectValue obj:
                return ContainsKey(obj, right);
            default:
                return Truth.False;
        }
    }

    private static Truth ContainsKey(Value left, Value right)
    {
        if (IsOpen(right)) return Truth.Unknown;
        if (left is not ObjectValue obj) return left.IsUnresolved ? Truth.Unknown : Truth.False;
        if (right is LiteralValue name && obj.Find(name.Text) is not null) return Truth.True;
        return obj.Rest is null ? Truth.False : Truth.Unknown;
    }

    private static Truth IsIn(Value left, Value right, bool isMember)
    {
        if (right is not ArrayValue array) return right.IsUnresolved ? Truth.Unknown : Truth.False;
        if (IsOpen(left)) return Truth.Unknown;
        Truth any = Truth.False;
        for (int at = 0; at < array.Items.Count && any != Truth.True; at++)
        {
            // A null of the list never fits what is there, and what is missing fits it and the empty text.
            Value item = array.Items[at];
            any = any.Or(Of(PolicyOperator.Equals, left, item, isMember || (item.IsMissing && !left.IsMissing)));
        }

        return any == Truth.True || array.Rest is null ? any : Truth.Unknown;
    }

    private static Truth Order(Value left, Value right, Func<int, bool> test)
    {
        if (IsOpen(left) || IsOpen(right)) return Truth.Unknown;
        if (left.IsMissing || right.IsMissing) return Truth.False;
        int? order = (left, right) switch
        {
            (NumberValue a, NumberValue b) => OrderOf(a, b),
            (StringValue a, StringValue b) => string.Compare(a.Text, b.Text, StringComparison.OrdinalIgnoreCase),
            (StringValue a, NumberValue b) => NumberOf(a) is { } parsed ? OrderOf(parsed, b) : null,
            (NumberValue a, StringValue b) => NumberOf(b) is { } parsed ? OrderOf(a, parsed) : null,
            (BooleanValue a, BooleanValue b) => a.IsTrue.CompareTo(b.IsTrue),
            _ => null,
        };

        // The service fails at kinds that have no order (POLDOC), which is a refusal, and no false.
        return order is { } known ? TruthLogic.Of(test(known)) : Truth.Unknown;
    }

    private static Truth Exists(Value left, Value right)
    {
        if (right.IsUnresolved) return Truth.Unknown;
        if (right.AsBoolean() is not { } wanted) return Truth.False;
        return left.IsUnresolved ? Truth.Unknown : TruthLogic.Of(left.IsMissing != wanted);
    }

    private static bool AreSameNumber(NumberValue left, NumberValue right) => OrderOf(left, right) == 0;

    private static int OrderOf(NumberValue left, NumberValue right) => left.Whole is { } a && right.Whole is { } b ? a.CompareTo(b) : left.Real.CompareTo(right.Real);

    private static NumberValue? NumberOf(StringValue text) =>
        long.TryParse(text.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) ? new NumberValue(whole)
        : double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) ? new NumberValue(real) : null;
}
