using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// An object whose properties are evaluated when they are asked for. Lives only inside an evaluation: whatever leaves it is an ordinary value.
/// </summary>
internal abstract class DeferredValue() : Value(default, Origins.None)
{
    /// <summary>The same as an ordinary value.</summary>
    public abstract Value Resolve();

    /// <summary>An ordinary value, whatever the value was.</summary>
    public static Value Resolve(Value value) => value switch
    {
        DeferredValue deferred => deferred.Resolve(),
        ChoiceValue { WhenTrue: DeferredValue or ChoiceValue } choice => ResolveChoice(choice),
        ChoiceValue { WhenFalse: DeferredValue or ChoiceValue } choice => ResolveChoice(choice),
        _ => value,
    };

    public override Value WithOrigins(Origins origins) => Resolve().WithOrigins(origins);

    public override Value WithLocation(SourceLocation location) => Resolve().WithLocation(location);

    private static ChoiceValue ResolveChoice(ChoiceValue choice) => new(choice.Condition, Resolve(choice.WhenTrue), Resolve(choice.WhenFalse), choice.Location);
}
