using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Evaluates parts of a template: their strings that are expressions, and their property copies.</summary>
internal static class DocumentEvaluation
{
    /// <summary>The value with all expressions in it evaluated. What holds none is given back as it is.</summary>
    public static Value EvaluateDocument(this Evaluator evaluator, Value value, in EvaluationContext context)
    {
        switch (value)
        {
            case StringValue text:
                return evaluator.EvaluateText(text, context);
            case ArrayValue or ObjectValue when !evaluator.Budget.TryEnter():
                return new UnresolvedValue("...", new UnresolvedCause(CauseKind.TooLarge, "a value of too many parts", value.Location), value.Location);
            case ArrayValue array:
                ArrayValue items = EvaluateItems(evaluator, array, context);
                evaluator.Budget.Leave();
                return items;
            case ObjectValue obj:
                ObjectValue properties = EvaluateProperties(evaluator, obj, context);
                evaluator.Budget.Leave();
                return properties;
            default:
                return value;
        }
    }

    /// <summary>The value of a string of a template: an expression, or a literal that may begin with an escaped bracket.</summary>
    public static Value EvaluateText(this Evaluator evaluator, StringValue text, in EvaluationContext context)
    {
        if (text.Text.Length == 0 || text.Text[0] != '[') return text;
        if (!ExpressionParser.IsExpression(text.Text))
        {
            string unescaped = ExpressionParser.Unescape(text.Text);
            return ReferenceEquals(unescaped, text.Text) ? text : new StringValue(unescaped, text.Location, text.Origins);
        }

        ParsedExpression parsed = context.Scope.Session.Expressions.Parse(text.Text);
        if (parsed.Root is null)
        {
            var cause = new UnresolvedCause(CauseKind.InvalidExpression, $"an expression that does not parse: {parsed.Fault}", text.Location);
            return new UnresolvedValue("[...]", cause, text.Location);
        }

        EvaluationContext site = context with { Site = text.Location };
        return Place(evaluator.EvaluateWhole(parsed.Root, site), parsed.Root, site, evaluator.Budget);
    }

    /// <summary>
    /// The value as it stands at the place of its expression: shown as that expression where it is not known, and located there where it has no place of its own.
    /// </summary>
    private static Value Place(Value value, Expression root, in EvaluationContext context, Budget budget) => value switch
    {
        UnresolvedValue unresolved when IsFromOutside(unresolved, context) => unresolved.WithLocation(context.Site),
        UnresolvedValue unresolved => unresolved.ShownAs(new EvaluatedExpression(root, context), context.Site),
        _ when value.Location == context.Site => value,
        ArrayValue or ObjectValue or ChoiceValue => Locate(value, context.Site, budget).WithLocation(context.Site),
        _ => value.WithLocation(context.Site),
    };

    /// <summary>True for what the outer template passed in: there its expression says more than the name of the parameter that it came through.</summary>
    private static bool IsFromOutside(UnresolvedValue value, in EvaluationContext context) =>
        value.ShownBy is EvaluatedExpression expression && expression.Depth < context.Scope.Place.Depth;

    private static Value Locate(Value value, SourceLocation site, Budget budget)
    {
        if (value.Location.File is not null || !budget.TryMakeParts(ValueParts.CountOf(value)) || !budget.TryEnter()) return value;
        Value located = value switch
        {
            ArrayValue array => new ArrayValue([.. array.Items.Select(item => Locate(item, site, budget))], array.Rest, site, array.Origins),
            ChoiceValue choice => new ChoiceValue(choice.Condition, Locate(choice.WhenTrue, site, budget), Locate(choice.WhenFalse, site, budget), site),
            ObjectValue obj => new ObjectValue([.. obj.Properties.Select(property => Locate(property, site, budget))], obj.Rest, site, obj.Origins),
            _ => value.WithLocation(site),
        };
        budget.Leave();
        return located;
    }

    private static Property Locate(Property property, SourceLocation site, Budget budget)
    {
        SourceLocation name = property.NameLocation.File is null ? site : property.NameLocation;
        return new Property(property.Name, Locate(property.Value, site, budget), name);
    }

    private static ArrayValue EvaluateItems(Evaluator evaluator, ArrayValue array, in EvaluationContext context)
    {
        Value[]? evaluated = null;
        for (int i = 0; i < array.Items.Count; i++)
        {
            Value item = evaluator.EvaluateDocument(array.Items[i], context);
            if (ReferenceEquals(item, array.Items[i])) continue;
            evaluated ??= [.. array.Items];
            evaluated[i] = item;
        }

        return evaluated is null ? array : new ArrayValue(evaluated, array.Rest, array.Location, array.Origins);
    }

    private static ObjectValue EvaluateProperties(Evaluator evaluator, ObjectValue obj, in EvaluationContext context)
    {
        if (PropertyCopy.IsIn(obj) || HasExpressionNames(obj)) return new ObjectBuilder(evaluator, obj, context).Build();
        Property[]? evaluated = null;
        for (int i = 0; i < obj.Properties.Count; i++)
        {
            Property property = obj.Properties[i];
            Value value = evaluator.EvaluateDocument(property.Value, context);
            if (ReferenceEquals(value, property.Value)) continue;
            evaluated ??= [.. obj.Properties];
            evaluated[i] = property with { Value = value };
        }

        return evaluated is null ? obj : new ObjectValue(evaluated, obj.Rest, obj.Location, obj.Origins);
    }

    private static bool HasExpressionNames(ObjectValue obj)
    {
        foreach (Property property in obj.Properties)
        {
            if (property.Name.Length > 0 && property.Name[0] == '[') return true;
        }

        return false;
    }
}
