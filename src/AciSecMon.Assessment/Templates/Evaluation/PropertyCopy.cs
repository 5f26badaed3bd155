using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Expands <c>copy: [{ name, count, input }]</c>, which makes an array of a property, variable or output.</summary>
internal static class PropertyCopy
{
    /// <summary>The service's limit for the number of turns (azure-resource-manager/templates/copy-properties).</summary>
    public const int CountLimit = 800;

    /// <summary>True where property copies stand in the object.</summary>
    public static bool IsIn(ObjectValue obj)
    {
        foreach (Property property in obj.Properties)
        {
            if (Is(property)) return true;
        }

        return false;
    }

    /// <summary>True for a list of copies. An ordinary property may have the name too.</summary>
    public static bool Is(Property property) =>
        property.Value is ArrayValue { Items: [ObjectValue first, ..] }
        && string.Equals(property.Name, "copy", StringComparison.OrdinalIgnoreCase)
        && first.Find("name") is not null && first.Find("count") is not null && first.Find("input") is not null;

    /// <summary>The array that a copy makes; open where it is not known how many turns there are.</summary>
    /// <param name="evaluator">Evaluates.</param>
    /// <param name="copy">An object with <c>count</c> and <c>input</c>.</param>
    /// <param name="name">The loop's name for <c>copyIndex</c>.</param>
    /// <param name="context">Where the copy stands.</param>
    public static Value Expand(Evaluator evaluator, ObjectValue copy, string name, EvaluationContext context)
    {
        Value count = evaluator.EvaluateDocument(copy["count"], context);
        return Choices.Map(count, known => ExpandKnown(evaluator, copy, name, known, context));
    }

    private static ArrayValue ExpandKnown(Evaluator evaluator, ObjectValue copy, string name, Value count, in EvaluationContext context)
    {
        if (count is UnresolvedValue unresolved) return new ArrayValue([], unresolved, copy.Location);
        if (count.AsWhole() is not { } turns || turns < 0) return Open(CauseKind.InvalidExpression, "a copy count that is no number", copy, count);
        if (turns > CountLimit || !evaluator.Budget.TryMakeParts((int)turns)) return Open(CauseKind.TooLarge, $"a copy of more than {CountLimit} turns", copy, count);

        Value input = copy["input"];
        var items = new Value[turns];
        for (int i = 0; i < items.Length; i++)
        {
            var binding = new CopyBinding(name, new NumberValue(i), isResource: false, context.Locals);
            items[i] = evaluator.EvaluateDocument(input, context with { Locals = binding });
        }

        return new ArrayValue(items, location: copy.Location);
    }

    private static ArrayValue Open(CauseKind kind, string text, ObjectValue copy, Value count)
    {
        SourceLocation location = count.Location.File is null ? copy.Location : count.Location;
        return new ArrayValue([], new UnresolvedValue("copy", new UnresolvedCause(kind, text, location), location), copy.Location);
    }
}
