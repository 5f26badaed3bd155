namespace AciSecMon.Assessment.Documents;

/// <summary>
/// A condition that is not known. Conditions are one where they have the same source; those that were made of a text alone, where they have the same text.
/// </summary>
internal sealed class ConditionSymbol : IEquatable<ConditionSymbol>
{
    private readonly IExpressionSource? source;
    private string? text;

    /// <param name="text">The condition as it may be shown.</param>
    /// <param name="causes">Why it is not known.</param>
    public ConditionSymbol(string text, IReadOnlyList<UnresolvedCause> causes)
    {
        this.text = text;
        Causes = causes;
    }

    /// <param name="source">The condition.</param>
    /// <param name="causes">Why it is not known.</param>
    public ConditionSymbol(IExpressionSource source, IReadOnlyList<UnresolvedCause> causes)
    {
        this.source = source;
        Causes = causes;
    }

    /// <summary>
    /// The condition as it may be shown, with the deployment and the loop that it stands in. Different conditions may show the same text, for literals are left out of it.
    /// </summary>
    public string Text => text ??= source!.QualifiedText;

    /// <summary>Why it is not known.</summary>
    public IReadOnlyList<UnresolvedCause> Causes { get; }

    public bool Equals(ConditionSymbol? other)
    {
        if (other is null) return false;
        if (ReferenceEquals(this, other)) return true;
        return source is null ? other.source is null && string.Equals(text, other.text, StringComparison.Ordinal) : source.Equals(other.source);
    }

    public override bool Equals(object? obj) => Equals(obj as ConditionSymbol);

    public override int GetHashCode() => source is null ? StringComparer.Ordinal.GetHashCode(Text) : source.GetHashCode();

    public override string ToString() => Text;
}

/// <summary>One of two values, by a condition that is not known.</summary>
internal sealed class ChoiceValue(ConditionSymbol condition, Value whenTrue, Value whenFalse, SourceLocation location = default)
    : Value(location, whenTrue.Origins.Union(whenFalse.Origins))
{
    public ConditionSymbol Condition { get; } = condition;

    public Value WhenTrue { get; } = whenTrue;

    public Value WhenFalse { get; } = whenFalse;

    /// <summary>How many values it may turn out to be, choices within choices counted.</summary>
    public int Alternatives { get; } = CountOf(whenTrue) + CountOf(whenFalse);

    public override bool IsUnresolved => true;

    public override Value this[string name] => new ChoiceValue(Condition, WhenTrue[name], WhenFalse[name], Location);

    public override UnresolvedValue? Rest => ToUnresolved();

    /// <summary>How many values a value may turn out to be: one, unless it is a choice.</summary>
    public static int CountOf(Value value) => value is ChoiceValue choice ? choice.Alternatives : 1;

    /// <summary>The choice as a value of which nothing but the condition is known.</summary>
    public UnresolvedValue ToUnresolved() =>
        new($"if({Condition.Text}, ...)", [.. Condition.Causes.Concat(CausesOf(WhenTrue)).Concat(CausesOf(WhenFalse)).Distinct()], Location, Origins);

    public override Value WithOrigins(Origins origins) => new ChoiceValue(Condition, WhenTrue.WithOrigins(origins), WhenFalse.WithOrigins(origins), Location);

    public override Value WithLocation(SourceLocation location) => new ChoiceValue(Condition, WhenTrue, WhenFalse, location);

    private static IReadOnlyList<UnresolvedCause> CausesOf(Value value) => value switch
    {
        UnresolvedValue unresolved => unresolved.Causes,
        ChoiceValue choice => choice.ToUnresolved().Causes,
        _ => [],
    };
}
