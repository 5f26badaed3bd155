using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Security;

namespace AciSecMon.Assessment.Documents;

/// <summary>Reads a tree of framework types, such as a pipeline object was reduced to.</summary>
internal static class ValueTree
{
    /// <summary>Reads a whole tree.</summary>
    /// <exception cref="DocumentException">The tree is beyond a limit; one that contains itself always is.</exception>
    public static Value From(object? tree, SourceFile file)
    {
        var location = new SourceLocation(file, 0, 0);
        var builder = new ValueBuilder();
        var open = new Stack<IEnumerator<Member>>();
        try
        {
            Value? value = Begin(tree, location, builder, open);
            while (true)
            {
                if (value is not null)
                {
                    if (open.Count == 0) return value;
                    builder.Add(value);
                }

                if (open.Peek().MoveNext())
                {
                    Member next = open.Peek().Current;
                    if (next.Name is not null) builder.AddName(next.Name, location);
                    value = Begin(next.Value, location, builder, open);
                }
                else
                {
                    open.Pop().Dispose();
                    value = builder.Close();
                }
            }
        }
        finally
        {
            foreach (IEnumerator<Member> members in open) members.Dispose();
        }
    }

    /// <summary>Reads a scalar; null where an array or object was opened.</summary>
    private static Value? Begin(object? node, SourceLocation location, ValueBuilder builder, Stack<IEnumerator<Member>> open)
    {
        switch (node)
        {
            case string text:
                builder.CountValues(1, location);
                return ScalarText.ToValue(text, location);
            case IEnumerable<KeyValuePair<string, object?>> map:
                builder.OpenObject(location);
                open.Push(map.Select(static m => new Member(m.Key, m.Value)).GetEnumerator());
                return null;
            case IDictionary map:
                builder.OpenObject(location);
                open.Push(Members(map).GetEnumerator());
                return null;
            case IEnumerable list:
                builder.OpenArray(location);
                open.Push(list.Cast<object?>().Select(static item => new Member(null, item)).GetEnumerator());
                return null;
            default:
                builder.CountValues(1, location);
                return Scalar(node, location);
        }
    }

    private static IEnumerable<Member> Members(IDictionary map)
    {
        foreach (DictionaryEntry entry in map) yield return new Member(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty, entry.Value);
    }

    private static Value Scalar(object? node, SourceLocation location) => node switch
    {
        null or DBNull => new MissingValue(location),
        bool isTrue => new BooleanValue(isTrue, location),
        // Before the numbers: the name is what JSON carries, not the number behind it.
        Enum name => new StringValue(name.ToString(), location),
        sbyte or byte or short or ushort or int or uint or long => new NumberValue(Convert.ToInt64(node, CultureInfo.InvariantCulture), location),
        ulong whole => whole <= long.MaxValue ? new NumberValue((long)whole, location) : new NumberValue((double)whole, location),
        BigInteger whole => whole >= long.MinValue && whole <= long.MaxValue ? new NumberValue((long)whole, location) : Real((double)whole, location),
        decimal exact => decimal.IsInteger(exact) && exact is >= long.MinValue and <= long.MaxValue
            ? new NumberValue((long)exact, location)
            : new NumberValue((double)exact, location),
        float real => Real(double.Parse(real.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), location),
        double real => Real(real, location),
        DateTime or DateTimeOffset or DateOnly or TimeOnly => new StringValue(((IFormattable)node).ToString("O", CultureInfo.InvariantCulture), location),
        char or Guid or TimeSpan or Version or Uri => ScalarText.ToValue(Convert.ToString(node, CultureInfo.InvariantCulture) ?? string.Empty, location),
        SecureString => new RedactedValue(string.Empty, string.Empty, string.Empty, location),
        _ => new UnresolvedValue(node.GetType().Name, new UnresolvedCause(CauseKind.NotSupported, $"an object of type {node.GetType().Name}", location), location),
    };

    // JSON knows no infinity and no "not a number"; its writers make texts of them.
    private static Value Real(double real, SourceLocation location) => double.IsFinite(real)
        ? new NumberValue(real, location)
        : new StringValue(real.ToString(CultureInfo.InvariantCulture), location);

    private readonly record struct Member(string? Name, object? Value);
}
