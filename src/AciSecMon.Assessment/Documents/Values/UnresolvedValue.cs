namespace AciSecMon.Assessment.Documents;

/// <summary>Why something could not be resolved.</summary>
internal enum CauseKind
{
    /// <summary>A parameter without a value.</summary>
    ParameterWithoutValue,

    /// <summary>A function whose answer only Azure knows, or that differs in every run.</summary>
    RuntimeFunction,

    /// <summary>A function that this version does not know.</summary>
    UnknownFunction,

    /// <summary>An expression that does not parse, has wrong arguments, or refers to something that is not there.</summary>
    InvalidExpression,

    /// <summary>Variables or parameters that refer to each other in a circle.</summary>
    Circular,

    /// <summary>An expansion beyond the service's limits.</summary>
    TooLarge,

    /// <summary>A part of the template language that is not evaluated.</summary>
    NotSupported,

    /// <summary>A template that is linked and was not read.</summary>
    LinkedTemplate,

    /// <summary>A property that this source does not carry.</summary>
    NotCarried,

    /// <summary>A condition that decides and is not known.</summary>
    Condition,

    /// <summary>Everything could be read, but only the owner can say whether it is as it should be; the text says what to answer where.</summary>
    NeedsAnswer,

    /// <summary>A Bicep file that was not compiled.</summary>
    BicepSource,
}

/// <summary>The root of what could not be resolved: one cause is reported once, however many values it leaves open.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Text">The parameter, function or expression as it may be shown: never holds the text of a literal that may be a secret.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record UnresolvedCause(CauseKind Kind, string Text, SourceLocation Location = default);

/// <summary>A value that is not known, with its expression and its causes.</summary>
internal sealed class UnresolvedValue(
    string expression, IReadOnlyList<UnresolvedCause> causes, SourceLocation location = default, Origins? origins = null)
    : Value(location, origins ?? Origins.None)
{
    public UnresolvedValue(string expression, UnresolvedCause cause, SourceLocation location = default, Origins? origins = null)
        : this(expression, [cause], location, origins)
    {
    }

    /// <summary>The expression as it may be shown: string literals that are no names are left out of it.</summary>
    public string Expression { get; } = expression;

    public IReadOnlyList<UnresolvedCause> Causes { get; } = causes;

    public override bool IsUnresolved => true;

    /// <summary>Nothing is known of an unresolved value's parts either.</summary>
    public override Value this[string name] => this;

    public override UnresolvedValue? Rest => this;

    public override Value WithOrigins(Origins origins) => new UnresolvedValue(Expression, Causes, Location, origins);

    public override Value WithLocation(SourceLocation location) => new UnresolvedValue(Expression, Causes, location, Origins);

    public override string ToString() => Expression;
}

/// <summary>A condition that is not known. Two conditions of the same text in the same deployment are one.</summary>
/// <param name="Text">The condition as it may be shown.</param>
/// <param name="Causes">Why it is not known.</param>
internal sealed record ConditionSymbol(string Text, IReadOnlyList<UnresolvedCause> Causes)
{
    public bool Equals(ConditionSymbol? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
}

/// <summary>One of two values, by a condition that is not known.</summary>
internal sealed class ChoiceValue(ConditionSymbol condition, Value whenTrue, Value whenFalse, SourceLocation location = default)
    : Value(location, whenTrue.Origins.Union(whenFalse.Origins))
{
    public ConditionSymbol Condition { get; } = condition;

    public Value WhenTrue { get; } = whenTrue;

    public Value WhenFalse { get; } = whenFalse;

    public override bool IsUnresolved => true;

    public override Value this[string name] => new ChoiceValue(Condition, WhenTrue[name], WhenFalse[name], Location);

    public override UnresolvedValue? Rest => ToUnresolved();

    /// <summary>The choice as a value of which nothing but the condition is known.</summary>
    public UnresolvedValue ToUnresolved() =>
        new($"if({Condition.Text}, ...)", [.. Condition.Causes, .. CausesOf(WhenTrue), .. CausesOf(WhenFalse)], Location, Origins);

    public override Value WithOrigins(Origins origins) => new ChoiceValue(Condition, WhenTrue.WithOrigins(origins), WhenFalse.WithOrigins(origins), Location);

    public override Value WithLocation(SourceLocation location) => new ChoiceValue(Condition, WhenTrue, WhenFalse, location);

    private static IReadOnlyList<UnresolvedCause> CausesOf(Value value) => value switch
    {
        UnresolvedValue unresolved => unresolved.Causes,
        ChoiceValue choice => choice.ToUnresolved().Causes,
        _ => [],
    };
}
