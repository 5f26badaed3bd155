using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Functions;

namespace AciSecMon.Assessment.Templates.Expressions;

/// <summary>A node of a template expression.</summary>
internal abstract class Expression
{
    private string? canonical;

    /// <summary>
    /// The expression whole, in one spelling for all that mean the same; null where the budget has nothing left for it. Holds literals: never to be shown.
    /// </summary>
    public string? Canonical(Budget budget)
    {
        if (canonical is not null) return canonical;
        string written = ExpressionWriter.Canonical(this);
        if (budget.TryMakeText(written.Length)) canonical = written;
        return canonical;
    }

    /// <summary>True where both are the same, or are known to mean the same.</summary>
    public bool Means(Expression other, Budget budget) =>
        ReferenceEquals(this, other) || (Canonical(budget) is { } own && string.Equals(own, other.Canonical(budget), StringComparison.Ordinal));
}

/// <summary>A string in single quotes, with doubled quotes already undone.</summary>
internal sealed class TextLiteral(string text) : Expression
{
    public string Text { get; } = text;
}

/// <summary>A number.</summary>
internal sealed class NumberLiteral(long? whole, double real) : Expression
{
    /// <summary>The whole number; null where the number has a fraction.</summary>
    public long? Whole { get; } = whole;

    public double Real { get; } = real;
}

/// <summary>A call of a function, or of a member of a namespace of the template (<c>contoso.name</c>).</summary>
internal sealed class FunctionCall(string name, Expression[] arguments) : Expression
{
    private FunctionDefinition? definition;

    public string Name { get; } = name;

    public Expression[] Arguments { get; } = arguments;

    /// <summary>The function of the language; null where it has none of that name.</summary>
    public FunctionDefinition? Definition => definition ??= FunctionRegistry.Find(Name);

    /// <summary>Gives the call the meaning that another language has for it.</summary>
    public void Use(FunctionDefinition other) => definition = other;
}

/// <summary>Properties and items taken from a value, one after the other: <c>f().a[0].b</c>. Flat, so that a long chain is no deep tree.</summary>
internal sealed class AccessChain(Expression target, Accessor[] steps) : Expression
{
    public Expression Target { get; } = target;

    public Accessor[] Steps { get; } = steps;
}

/// <summary>One step of an access chain: a property by name, or an item or property by an expression.</summary>
/// <param name="Name">The property; null where <paramref name="Index"/> says which.</param>
/// <param name="Index">The item's number or the property's name.</param>
/// <param name="IsSafe">True where null is the answer if it is not there.</param>
internal readonly record struct Accessor(string? Name, Expression? Index, bool IsSafe);
