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

/// <summary>
/// Where a value that is not known was to come from. Two sources are equal where their values are bound to be, whatever they are.
/// </summary>
internal interface IExpressionSource
{
    /// <summary>The expression as it may be shown: string literals that are no names are left out of it.</summary>
    string Text { get; }

    /// <summary>The same with the nested deployment and the loop that it stands in.</summary>
    string QualifiedText { get; }
}

/// <summary>A value that is not known, with its expression and its causes.</summary>
internal sealed class UnresolvedValue : Value
{
    // A text, or a source that is asked for its text when somebody looks: most never are.
    private readonly object shown;

    public UnresolvedValue(string expression, IReadOnlyList<UnresolvedCause> causes, SourceLocation location = default, Origins? origins = null)
        : this(expression, null, causes, location, origins)
    {
    }

    public UnresolvedValue(string expression, UnresolvedCause cause, SourceLocation location = default, Origins? origins = null)
        : this(expression, null, [cause], location, origins)
    {
    }

    public UnresolvedValue(IExpressionSource source, IReadOnlyList<UnresolvedCause> causes, SourceLocation location = default, Origins? origins = null)
        : this(source, source, causes, location, origins)
    {
    }

    private UnresolvedValue(object shown, IExpressionSource? source, IReadOnlyList<UnresolvedCause> causes, SourceLocation location, Origins? origins)
        : base(location, origins ?? Origins.None)
    {
        this.shown = shown;
        Source = source;
        Causes = causes;
    }

    /// <summary>The expression as it may be shown: string literals that are no names are left out of it.</summary>
    public string Expression => shown as string ?? ((IExpressionSource)shown).Text;

    /// <summary>The expression that shows the value; null where a text does.</summary>
    public IExpressionSource? ShownBy => shown as IExpressionSource;

    public IReadOnlyList<UnresolvedCause> Causes { get; }

    /// <summary>What the value was first to be made by, however many parameters and variables it went through since; null where that is not known.</summary>
    public IExpressionSource? Source { get; }

    public override bool IsUnresolved => true;

    /// <summary>Nothing is known of an unresolved value's parts either.</summary>
    public override Value this[string name] => this;

    public override UnresolvedValue? Rest => this;

    /// <summary>True where both are bound to turn out equal: two uses of one parameter, variable or output.</summary>
    public bool IsSameAs(UnresolvedValue other) => ReferenceEquals(this, other) || (Source is not null && Source.Equals(other.Source));

    /// <summary>The same value as another expression shows it.</summary>
    public UnresolvedValue ShownAs(IExpressionSource expression, SourceLocation location) => new(expression, Source, Causes, location, Origins);

    public override Value WithOrigins(Origins origins) => new UnresolvedValue(shown, Source, Causes, Location, origins);

    public override Value WithLocation(SourceLocation location) => new UnresolvedValue(shown, Source, Causes, location, Origins);

    public override string ToString() => Expression;
}

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
