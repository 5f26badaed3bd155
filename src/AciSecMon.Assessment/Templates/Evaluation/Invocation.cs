using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>The call that a function body answers: what it may cost, and how to say that there is no answer.</summary>
internal readonly struct Invocation(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
{
    private readonly EvaluationContext context = context;

    public Budget Budget => evaluator.Budget;

    public Expansion.TemplateScope Scope => context.Scope;

    /// <summary>Where the string that holds the call stands.</summary>
    public SourceLocation Site => context.Site;

    /// <summary>Something would become larger than the budget allows.</summary>
    public Value TooLarge() => Evaluator.TooLarge(call, context);

    /// <summary>The answer depends on parts of these values that are not known.</summary>
    public UnresolvedValue Unresolved(params ReadOnlySpan<Value> inputs) => evaluator.Unresolved(call, context, inputs);

    /// <summary>As <see cref="Unresolved(ReadOnlySpan{Value})"/> for an answer that tells next to nothing of its inputs, so that no origins flow.</summary>
    public UnresolvedValue Undecided(params ReadOnlySpan<Value> inputs) =>
        evaluator.Unresolved(new EvaluatedExpression(call, context), context.Site, Functions.OriginFlow.None, inputs);

    /// <summary>Not known, but with a text that stands for it within a resource id.</summary>
    public UnresolvedValue UnresolvedId(string placeholder, params ReadOnlySpan<Value> inputs) =>
        evaluator.Unresolved(new EvaluatedExpression(call, context) { Placeholder = placeholder }, context.Site, Functions.OriginFlow.Mixed, inputs);

    /// <summary>The negation of something that is not known.</summary>
    public UnresolvedValue Negation(UnresolvedValue negated)
    {
        var source = new EvaluatedExpression(call, context) { Negated = negated.Source as EvaluatedExpression };
        return new UnresolvedValue(source, negated.Causes, context.Site);
    }
}
