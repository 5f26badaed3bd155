using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>A name that has a meaning only within a part of a template: a linked list from the inside out.</summary>
internal abstract class LocalBinding(string name, LocalBinding? outer)
{
    private string? key;

    public string Name { get; } = name;

    public LocalBinding? Outer { get; } = outer;

    /// <summary>Tells apart the turns of a loop, a lambda or a function, with everything around it. Holds literals: never to be shown.</summary>
    public string Key => key ??= $"{Outer?.Key};{OwnKey()}";

    /// <summary>True where names further out are not seen.</summary>
    public virtual bool IsBarrier => false;

    protected abstract string OwnKey();
}

/// <summary>One turn of a copy loop.</summary>
internal sealed class CopyBinding(string name, Value index, bool isResource, LocalBinding? outer) : LocalBinding(name, outer)
{
    /// <summary>The number of the turn from 0; unresolved where it is not known how many there are.</summary>
    public Value Index { get; } = index;

    /// <summary>True for a loop of resources, which <c>copyIndex()</c> means when it names none.</summary>
    public bool IsResource { get; } = isResource;

    protected override string OwnKey() => $"{Name}={Index.AsText() ?? "?"}";
}

/// <summary>A variable of a lambda in one of its turns.</summary>
/// <param name="name">The variable.</param>
/// <param name="value">Its value.</param>
/// <param name="call">The function that calls the lambda.</param>
/// <param name="turn">The number of the turn.</param>
/// <param name="outer">What the call stands in.</param>
internal sealed class LambdaBinding(string name, Value value, FunctionCall call, int turn, LocalBinding? outer) : LocalBinding(name, outer)
{
    public Value Value { get; } = value;

    protected override string OwnKey() => string.Create(CultureInfo.InvariantCulture, $"{Name}={ExpressionWriter.Canonical(call)}#{turn}");
}

/// <summary>The arguments of a user function, which sees nothing else.</summary>
internal sealed class FunctionBinding(FunctionCall call, IReadOnlyDictionary<string, Value> arguments, LocalBinding? outer) : LocalBinding(call.Name, outer)
{
    public override bool IsBarrier => true;

    public Value? Argument(string name) => arguments.GetValueOrDefault(name);

    protected override string OwnKey() => ExpressionWriter.Canonical(call);
}
