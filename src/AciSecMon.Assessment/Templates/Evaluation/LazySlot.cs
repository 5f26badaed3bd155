using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// A variable, parameter or output that is evaluated once, when it is first asked for. Those that refer to each other in a circle are all unresolved, whichever
/// of them is asked for first.
/// </summary>
/// <param name="name">How it is named in a message: <c>variables('a')</c>.</param>
/// <param name="declaredAt">Where it is declared.</param>
/// <param name="evaluate">Evaluates it.</param>
internal sealed class LazySlot(string name, SourceLocation declaredAt, Func<Value> evaluate)
{
    private Value? value;
    private UnresolvedCause? circle;

    /// <param name="evaluating">The slots that are being evaluated, outermost first.</param>
    public Value Get(List<LazySlot> evaluating)
    {
        if (value is not null) return value;
        int first = evaluating.IndexOf(this);
        if (first >= 0) return CloseCircle(evaluating, first);

        evaluating.Add(this);
        Value evaluated = evaluate();
        evaluating.RemoveAt(evaluating.Count - 1);
        value = circle is null ? evaluated : new UnresolvedValue(name, circle, declaredAt, evaluated.Origins);
        return value;
    }

    private UnresolvedValue CloseCircle(List<LazySlot> evaluating, int first)
    {
        string[] names = [.. evaluating.Skip(first).Select(static slot => slot.Name)];

        // One circle is one cause, wherever it was entered: it is told from its first name on.
        int start = Array.IndexOf(names, names.Min(StringComparer.Ordinal));
        string text = string.Join(" -> ", names.Skip(start).Concat(names.Take(start)).Append(names[start]));
        var cause = new UnresolvedCause(CauseKind.Circular, text, evaluating[first + start].DeclaredAt);
        foreach (LazySlot slot in evaluating.Skip(first)) slot.circle ??= cause;
        return new UnresolvedValue(name, cause, declaredAt);
    }

    private string Name => name;

    private SourceLocation DeclaredAt => declaredAt;
}
