namespace AciSecMon.Assessment.Documents;

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
