using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Evaluates an object of a template whose property names are expressions, or in which property copies stand.</summary>
internal sealed class ObjectBuilder(Evaluator evaluator, ObjectValue source, EvaluationContext context)
{
    private readonly List<Property> properties = new(source.Properties.Count);
    private UnresolvedValue? rest = source.Rest;

    public ObjectValue Build()
    {
        foreach (Property property in source.Properties)
        {
            if (PropertyCopy.Is(property)) AddCopies(property.Value);
            else Add(property);
        }

        return new ObjectValue(properties, rest, source.Location, source.Origins);
    }

    private void Add(Property property)
    {
        Value name = property.Name.StartsWith('[')
            ? evaluator.EvaluateText(new StringValue(property.Name, property.NameLocation), context)
            : new StringValue(property.Name);
        Value value = evaluator.EvaluateDocument(property.Value, context);

        // A name that is not known may be any name: the object stays open.
        if (name.AsText() is { } known) properties.Add(new Property(known, value, property.NameLocation));
        else rest = Merge.Rests(rest, name as UnresolvedValue ?? (name as ChoiceValue)?.ToUnresolved() ?? Unnamed(property));
    }

    private void AddCopies(Value copies)
    {
        foreach (Value item in copies.Items)
        {
            if (item is not ObjectValue copy || evaluator.EvaluateDocument(copy["name"], context).AsText() is not { } name)
            {
                rest = Merge.Rests(rest, new UnresolvedValue("copy", new UnresolvedCause(CauseKind.InvalidExpression, "a copy without a name", item.Location), item.Location));
                continue;
            }

            properties.Add(new Property(name, PropertyCopy.Expand(evaluator, copy, name, context), copy.Location));
        }
    }

    private static UnresolvedValue Unnamed(Property property) =>
        new("[...]", new UnresolvedCause(CauseKind.InvalidExpression, "a property name that is no text", property.NameLocation), property.NameLocation);
}
