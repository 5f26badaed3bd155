using System.Text;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that put texts together. Where parts are not known, a resource id can still come of it.</summary>
internal static class FormatFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("concat", 1, FunctionDefinition.Unlimited, Concat) { Arguments = ArgumentMode.Any, Flow = OriginFlow.Structural },
        new("format", 1, FunctionDefinition.Unlimited, Format) { Arguments = ArgumentMode.Any },
    ];

    private static Value? Concat(Value[] arguments, Invocation invocation) =>
        Array.Exists(arguments, static a => a is ArrayValue) ? ConcatArrays(arguments, invocation) : ConcatTexts(arguments, invocation);

    private static Value? ConcatTexts(Value[] arguments, Invocation invocation)
    {
        bool isKnown = true;
        long length = 0;
        var parts = new string?[arguments.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (arguments[i] is not (LiteralValue or UnresolvedValue or RedactedValue)) return null;
            isKnown &= arguments[i] is LiteralValue;
            parts[i] = Placeholder.TextOf(arguments[i]);
            length += parts[i]?.Length ?? 0;
        }

        if (!isKnown && parts.Length == 1) return arguments[0];
        if (Array.Exists(parts, static part => part is null)) return invocation.Unresolved(arguments);
        if (!invocation.Budget.TryMakeText(length)) return invocation.TooLarge();
        return Settle(string.Concat(parts), isKnown, arguments, invocation);
    }

    private static Value? ConcatArrays(Value[] arguments, Invocation invocation)
    {
        UnresolvedValue? rest = null;
        var items = new List<Value>();
        foreach (Value argument in arguments)
        {
            if (argument is not (ArrayValue or UnresolvedValue)) return null;
            if (!invocation.Budget.TryMakeParts(argument.Items.Count)) return invocation.TooLarge();
            items.AddRange(argument.Items);
            rest = Merge.Rests(rest, argument.Rest);
        }

        return new ArrayValue(items, rest);
    }

    private static Value? Format(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is UnresolvedValue or RedactedValue) return invocation.Unresolved(arguments);
        if (arguments[0].AsText() is not { } pattern || CompositeFormat.Parse(pattern) is not { } format) return null;

        // Only a wrapping: what is wrapped is the same value.
        if (arguments is [_, UnresolvedValue only] && pattern == "{0}") return only;

        bool isKnown = true;
        var values = new Value[arguments.Length - 1];
        for (int i = 0; i < values.Length; i++)
        {
            Value argument = arguments[i + 1];
            if (!ValueParts.IsKnownThroughout(argument, invocation.Budget))
            {
                isKnown = false;
                if (Placeholder.TextOf(argument) is not { } placeholder) return invocation.Unresolved(arguments);
                argument = new StringValue(placeholder);
            }

            values[i] = argument;
        }

        var text = new StringBuilder();
        return format.TryWrite(text, values, invocation.Budget) switch
        {
            CompositeFormat.Outcome.Written => Settle(text.ToString(), isKnown, arguments, invocation),
            CompositeFormat.Outcome.TooLarge => invocation.TooLarge(),
            _ => null,
        };
    }

    /// <summary>A text that is known, or one with placeholders in it, which is good for an id alone.</summary>
    private static Value Settle(string text, bool isKnown, Value[] arguments, Invocation invocation)
    {
        bool isId = text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("/providers/", StringComparison.OrdinalIgnoreCase);
        return isKnown || isId ? new StringValue(text) : invocation.UnresolvedId(text, arguments);
    }
}
