using System.Text;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Expressions;
using AciSecMon.Assessment.Templates.Functions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// An expression at its place that could not be evaluated. Equal where the same expression stands in the same template in the same turn of its loops:
/// the service would give both the same value.
/// </summary>
internal sealed class EvaluatedExpression(Expression node, in EvaluationContext context) : IExpressionSource, IEquatable<EvaluatedExpression>
{
    private readonly Expression node = node;
    private readonly TemplateScope scope = context.Scope;
    private readonly LocalBinding? locals = context.Locals;
    private string? shown;
    private string? general;

    /// <summary>What this is the negation of; null where it is none.</summary>
    public EvaluatedExpression? Negated { get; init; }

    /// <summary>The text that stands for the value inside a resource id; null where there is none. See <see cref="Evaluation.Placeholder"/>.</summary>
    public string? Placeholder { get; init; }

    /// <summary>What is known of the value's type; null where nothing is.</summary>
    public TypeReference? Type { get; init; }

    /// <summary>How many deployments its template is nested in.</summary>
    public int Depth => scope.Place.Depth;

    // Known turns of loops are written as their number: else two resources of a loop would look like one.
    public string Text => shown ??= locals is null ? GeneralText : ExpressionWriter.Shown(node, call => TemplateFunctions.KnownIndex(call, locals));

    /// <summary>The expression as it may be shown, the same in all turns of a loop.</summary>
    public string GeneralText => general ??= ExpressionWriter.Shown(node);

    public string QualifiedText
    {
        get
        {
            var text = new StringBuilder();
            if (scope.Path.Length > 0) text.Append(scope.Path).Append(": ");
            text.Append(GeneralText);
            for (LocalBinding? local = locals; local is not null; local = local.Outer)
            {
                if (local is CopyBinding { Index: LiteralValue index }) text.Append(" in ").Append(local.Name).Append('[').Append(index.Text).Append(']');
            }

            return text.ToString();
        }
    }

    public bool Equals(EvaluatedExpression? other)
    {
        if (other is null) return false;
        if (ReferenceEquals(this, other)) return true;
        Budget budget = scope.Session.Budget;
        if (!ReferenceEquals(scope, other.scope) || !node.Means(other.node, budget)) return false;
        return (!UsesLocals(budget) && !other.UsesLocals(budget)) || LocalBinding.AreSame(locals, other.locals, budget);
    }

    public override bool Equals(object? obj) => Equals(obj as EvaluatedExpression);

    public override int GetHashCode() => node.Canonical(scope.Session.Budget) is { } text ? StringComparer.Ordinal.GetHashCode(text) : 0;

    // Names of loops, lambdas and arguments mean something else in every turn; all others are the template's own.
    private bool UsesLocals(Budget budget)
    {
        for (LocalBinding? local = locals; local is not null; local = local.Outer)
        {
            if (local is FunctionBinding) return true;
        }

        if (locals is null) return false;
        string? text = node.Canonical(budget);
        return text is null || text.Contains("copyindex(", StringComparison.Ordinal) || text.Contains("lambdavariables(", StringComparison.Ordinal);
    }
}
