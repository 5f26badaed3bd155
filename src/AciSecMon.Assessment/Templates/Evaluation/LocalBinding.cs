using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>A name that has a meaning only within a part of a template: a linked list from the inside out.</summary>
internal abstract class LocalBinding(string name, LocalBinding? outer)
{
    public string Name { get; } = name;

    public LocalBinding? Outer { get; } = outer;

    /// <summary>True where names further out are not seen.</summary>
    public virtual bool IsBarrier => false;

    /// <summary>True where a property that is not there is null, and no fault.</summary>
    public virtual bool IsLenient => false;

    /// <summary>True where both are the same turns of the same loops, lambdas and functions.</summary>
    public static bool AreSame(LocalBinding? left, LocalBinding? right, Budget budget)
    {
        while (!ReferenceEquals(left, right))
        {
            if (left is null || right is null || !string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase) || !left.IsSameTurn(right, budget)) return false;
            (left, right) = (left.Outer, right.Outer);
        }

        return true;
    }

    protected abstract bool IsSameTurn(LocalBinding other, Budget budget);
}

/// <summary>One turn of a copy loop.</summary>
internal sealed class CopyBinding(string name, Value index, bool isResource, LocalBinding? outer) : LocalBinding(name, outer)
{
    /// <summary>The number of the turn from 0; unresolved where it is not known how many there are.</summary>
    public Value Index { get; } = index;

    /// <summary>True for a loop of resources, which <c>copyIndex()</c> means when it names none.</summary>
    public bool IsResource { get; } = isResource;

    protected override bool IsSameTurn(LocalBinding other, Budget budget) =>
        other is CopyBinding copy && Index.AsWhole() is { } turn && copy.Index.AsWhole() == turn && IsResource == copy.IsResource;
}

/// <summary>A variable of a lambda in one of its turns.</summary>
/// <param name="name">The variable.</param>
/// <param name="value">Its value.</param>
/// <param name="call">The function that calls the lambda.</param>
/// <param name="turn">The number of the turn.</param>
/// <param name="outer">What the call stands in.</param>
internal sealed class LambdaBinding(string name, Value value, FunctionCall call, int turn, LocalBinding? outer) : LocalBinding(name, outer)
{
    private readonly FunctionCall call = call;
    private readonly int turn = turn;

    public Value Value { get; } = value;

    protected override bool IsSameTurn(LocalBinding other, Budget budget) =>
        other is LambdaBinding lambda && turn == lambda.turn && (ReferenceEquals(Value, lambda.Value) || call.Means(lambda.call, budget));
}

/// <summary>The arguments of a user function, which sees nothing else.</summary>
internal sealed class FunctionBinding(FunctionCall call, IReadOnlyDictionary<string, Value> arguments, LocalBinding? outer) : LocalBinding(call.Name, outer)
{
    private readonly FunctionCall call = call;

    public override bool IsBarrier => true;

    public Value? Argument(string name) => arguments.GetValueOrDefault(name);

    protected override bool IsSameTurn(LocalBinding other, Budget budget) =>
        other is FunctionBinding function && call.Means(function.call, budget);
}
