using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;
using AciSecMon.Assessment.Templates.Functions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// Evaluates expressions to values. Never fails: what cannot be evaluated is unresolved and says why.
/// </summary>
internal sealed class Evaluator(Budget budget)
{
    public Budget Budget { get; } = budget;

    /// <summary>The value of an expression. May be deferred: <see cref="DeferredValue.Resolve(Value)"/> makes it an ordinary one.</summary>
    public Value Evaluate(Expression node, in EvaluationContext context)
    {
        if (!Budget.TryEnter()) return TooLarge(node, context);
        Value value = node switch
        {
            TextLiteral text => new StringValue(text.Text, context.Site),
            NumberLiteral { Whole: { } whole } => new NumberValue(whole, context.Site),
            NumberLiteral number => new NumberValue(number.Real, context.Site),
            FunctionCall call => Call(call, context),
            AccessChain chain => Follow(chain, context),
            _ => Invalid(node, context),
        };
        Budget.Leave();
        return value;
    }

    /// <summary>The value of an expression as an ordinary value.</summary>
    public Value EvaluateWhole(Expression node, in EvaluationContext context) => DeferredValue.Resolve(Evaluate(node, context));

    /// <summary>Calls a function on evaluated arguments, once for each combination of what they may be.</summary>
    public Value Apply(FunctionDefinition function, Value[] arguments, FunctionCall call, in EvaluationContext context)
    {
        if (function.Arguments == ArgumentMode.Passed || !Array.Exists(arguments, static a => a is ChoiceValue)) return ApplyToOne(function, arguments, call, context);
        EvaluationContext captured = context;
        return Choices.Distribute(arguments, combination => ApplyToOne(function, combination, call, captured));
    }

    /// <summary>Takes a property or an item from a value.</summary>
    public Value Step(Value value, Value key, bool isSafe, Expression node, in EvaluationContext context)
    {
        if (value is ChoiceValue || key is ChoiceValue)
        {
            EvaluationContext captured = context;
            return Choices.Distribute([value, key], pair => Step(pair[0], pair[1], isSafe, node, captured));
        }

        if (value is DeferredValue deferred && key is StringValue property) return deferred[property.Text];
        return DeferredValue.Resolve(value) switch
        {
            UnresolvedValue unresolved => StepIntoUnresolved(unresolved, key, node, context),
            RedactedValue redacted => Unresolved(node, context, redacted),
            MissingValue when isSafe || context.Locals is { IsLenient: true } => MissingValue.Instance,
            Value known when key.IsUnresolved || key is RedactedValue => Unresolved(node, context, known, key),
            ObjectValue obj when key.AsText() is { } name => obj.Find(name) ?? Absent(obj.Rest, isSafe, node, context),
            ArrayValue { Rest: { } rest } => Unresolved(node, context, rest),
            ArrayValue array when key.AsWhole() is { } index && index >= 0 && index < array.Items.Count => array.Items[(int)index],
            ArrayValue when key.AsWhole() is not null => Absent(null, isSafe, node, context),
            _ => Invalid(node, context),
        };
    }

    /// <summary>A value that is not known because parts of what it is made from are not.</summary>
    public UnresolvedValue Unresolved(Expression node, in EvaluationContext context, params ReadOnlySpan<Value> inputs) =>
        Unresolved(new EvaluatedExpression(node, context), context.Site, OriginFlow.Mixed, inputs);

    /// <summary>A value that is not known because parts of what it is made from are not.</summary>
    public UnresolvedValue Unresolved(EvaluatedExpression source, SourceLocation site, OriginFlow flow, params ReadOnlySpan<Value> inputs)
    {
        var causes = new List<UnresolvedCause>();
        Origins origins = Origins.None;
        foreach (Value input in inputs)
        {
            ValueParts.CollectCauses(input, causes, Budget);
            if (flow != OriginFlow.None) origins = origins.Union(ValueParts.OriginsOf(input, Budget));
        }

        // All parts are known, and yet there is no answer: a placeholder leaves it open, or the budget ended before it was found.
        if (causes.Count == 0) causes.Add(FindPlaceholder(inputs) is { } uncertain ? Placeholder.CauseOf(uncertain) : new UnresolvedCause(CauseKind.TooLarge, source.GeneralText, site));
        return new UnresolvedValue(source, causes, site, origins);
    }

    /// <summary>A value that is not known for a reason of its own.</summary>
    public static UnresolvedValue Because(CauseKind kind, Expression node, in EvaluationContext context, Origins? origins = null)
    {
        var source = new EvaluatedExpression(node, context);
        return new UnresolvedValue(source, [new UnresolvedCause(kind, source.GeneralText, context.Site)], context.Site, origins);
    }

    /// <summary>An expression that has wrong arguments or refers to something that is not there. The service would refuse the template.</summary>
    public Value Invalid(Expression node, in EvaluationContext context) =>
        Budget.IsSpent ? TooLarge(node, context) : Because(CauseKind.InvalidExpression, node, context);

    public static UnresolvedValue TooLarge(Expression node, in EvaluationContext context) => Because(CauseKind.TooLarge, node, context);

    private Value Call(FunctionCall call, in EvaluationContext context)
    {
        if (call.Definition is not { } function) return UserFunctions.Call(this, call, context);
        if (call.Arguments.Length < function.Minimum || call.Arguments.Length > function.Maximum) return Invalid(call, context);
        if (function.Form is { } form) return form(this, call, context);

        var arguments = new Value[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = EvaluateWhole(call.Arguments[i], context);
        return Apply(function, arguments, call, context);
    }

    private Value ApplyToOne(FunctionDefinition function, Value[] arguments, FunctionCall call, in EvaluationContext context)
    {
        foreach (Value argument in arguments)
        {
            bool isReadable = argument is not StringValue text || text.Text.Length < 256 || Budget.TryReadText(text.Text.Length);
            if (!isReadable || !Budget.TryTake(argument.Items.Count)) return TooLarge(call, context);
            if (!IsAcceptable(argument, function.Arguments))
            {
                return Unresolved(new EvaluatedExpression(call, context), context.Site, function.Flow, arguments);
            }
        }

        if (function.NeedsExactText && FindPlaceholder(arguments) is { } uncertain)
        {
            Origins origins = function.Flow == OriginFlow.None ? Origins.None : OriginsOf(arguments);
            return new UnresolvedValue(new EvaluatedExpression(call, context), [Placeholder.CauseOf(uncertain)], context.Site, origins);
        }

        Value result = function.Body!(arguments, new Invocation(this, call, context)) ?? Invalid(call, context);
        return Flow(function.Flow, arguments, result);
    }

    private bool IsAcceptable(Value argument, ArgumentMode mode) => mode switch
    {
        ArgumentMode.Known => !argument.IsUnresolved && argument is not RedactedValue,
        ArgumentMode.KnownThroughout => ValueParts.IsKnownThroughout(argument, Budget),
        _ => true,
    };

    private Value Flow(OriginFlow flow, Value[] arguments, Value result)
    {
        if (flow == OriginFlow.None) return result;
        bool isStructural = flow == OriginFlow.Structural && arguments is [not LiteralValue, ..];
        if (!isStructural) return Taint.Add(result, OriginsOf(arguments), Budget);
        if (result is not (ArrayValue or ObjectValue)) return result;

        Origins own = result.Origins;
        foreach (Value argument in arguments) own = own.Union(argument.Origins);
        return ReferenceEquals(own, result.Origins) ? result : result.WithOrigins(own);
    }

    private Origins OriginsOf(Value[] arguments)
    {
        Origins origins = Origins.None;
        foreach (Value argument in arguments) origins = origins.Union(ValueParts.OriginsOf(argument, Budget));
        return origins;
    }

    private Value Follow(AccessChain chain, in EvaluationContext context)
    {
        Value value = Evaluate(chain.Target, context);
        foreach (Accessor step in chain.Steps)
        {
            if (!Budget.TryTake(1)) return TooLarge(chain, context);
            Value key = step.Index is null ? new StringValue(step.Name!) : EvaluateWhole(step.Index, context);
            value = Step(value, key, step.IsSafe, chain, context);
        }

        return value;
    }

    private static UnresolvedValue StepIntoUnresolved(UnresolvedValue unresolved, Value key, Expression node, in EvaluationContext context)
    {
        Origins origins = unresolved.Origins;
        Expansion.TypeReference? type = (unresolved.Source as EvaluatedExpression)?.Type?.Of(key);
        if (type is { IsSecure: true }) origins = origins.Union(type.SecureOrigin);
        var source = new EvaluatedExpression(node, context) { Type = type };
        return new UnresolvedValue(source, unresolved.Causes, context.Site, origins);
    }

    private Value Absent(UnresolvedValue? rest, bool isSafe, Expression node, in EvaluationContext context)
    {
        if (rest is not null) return Unresolved(node, context, rest);
        return isSafe || context.Locals is { IsLenient: true } ? MissingValue.Instance : Invalid(node, context);
    }

    private static string? FindPlaceholder(ReadOnlySpan<Value> arguments)
    {
        foreach (Value argument in arguments)
        {
            if (argument is StringValue { Text: var text } && Placeholder.IsIn(text)) return text;
            foreach (Value item in argument.Items)
            {
                if (item is StringValue { Text: var part } && Placeholder.IsIn(part)) return part;
            }
        }

        return null;
    }
}
