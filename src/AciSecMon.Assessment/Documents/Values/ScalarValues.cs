using System.Globalization;

namespace AciSecMon.Assessment.Documents;

/// <summary>A known string, number or truth value.</summary>
internal abstract class LiteralValue(SourceLocation location, Origins origins) : Value(location, origins)
{
    /// <summary>The text as Resource Manager would write it into a string.</summary>
    public abstract string Text { get; }

    public override string ToString() => Text;
}

/// <summary>A known string.</summary>
internal sealed class StringValue(string text, SourceLocation location = default, Origins? origins = null)
    : LiteralValue(location, origins ?? Origins.None)
{
    public override string Text { get; } = text;

    public override Value WithOrigins(Origins origins) => new StringValue(Text, Location, origins);

    public override Value WithLocation(SourceLocation location) => new StringValue(Text, location, Origins);
}

/// <summary>A known number. Whole numbers keep all 64 bits.</summary>
internal sealed class NumberValue : LiteralValue
{
    public NumberValue(long whole, SourceLocation location = default, Origins? origins = null)
        : base(location, origins ?? Origins.None)
    {
        Whole = whole;
        Real = whole;
    }

    public NumberValue(double real, SourceLocation location = default, Origins? origins = null)
        : base(location, origins ?? Origins.None) => Real = real;

    /// <summary>The whole number; null where the number has a fraction.</summary>
    public long? Whole { get; }

    /// <summary>The number.</summary>
    public double Real { get; }

    public override string Text => Whole is { } whole ? whole.ToString(CultureInfo.InvariantCulture) : Real.ToString("R", CultureInfo.InvariantCulture);

    public override Value WithOrigins(Origins origins) => Whole is { } whole ? new NumberValue(whole, Location, origins) : new NumberValue(Real, Location, origins);

    public override Value WithLocation(SourceLocation location) => Whole is { } whole ? new NumberValue(whole, location, Origins) : new NumberValue(Real, location, Origins);
}

/// <summary>A known truth value.</summary>
internal sealed class BooleanValue(bool isTrue, SourceLocation location = default, Origins? origins = null)
    : LiteralValue(location, origins ?? Origins.None)
{
    public bool IsTrue { get; } = isTrue;

    public override string Text => IsTrue ? "True" : "False";

    public override Value WithOrigins(Origins origins) => new BooleanValue(IsTrue, Location, origins);

    public override Value WithLocation(SourceLocation location) => new BooleanValue(IsTrue, location, Origins);
}

/// <summary>A property that is not there, or is null: known to be without a value.</summary>
internal sealed class MissingValue(SourceLocation location = default, Origins? origins = null) : Value(location, origins ?? Origins.None)
{
    /// <summary>The missing value without a place.</summary>
    public static MissingValue Instance { get; } = new();

    public override bool IsMissing => true;

    public override Value WithOrigins(Origins origins) => new MissingValue(Location, origins);

    public override Value WithLocation(SourceLocation location) => new MissingValue(location, Origins);

    public override string ToString() => "null";
}

/// <summary>A secret that was taken out before we saw it: that it was there is known, what it was is not.</summary>
/// <param name="kind">Kind of secret, such as <c>env</c>; empty where not said.</param>
/// <param name="lengthClass">Length class, such as <c>8-15</c>; empty where not said.</param>
/// <param name="tag">Equal for equal secrets of one run; empty where not said.</param>
/// <param name="location">Where it stands.</param>
/// <param name="origins">Where it came from.</param>
internal sealed class RedactedValue(string kind, string lengthClass, string tag, SourceLocation location = default, Origins? origins = null)
    : Value(location, origins ?? Origins.None)
{
    /// <summary>Begins a text that stands for a redacted secret: <c>acisecmon:redacted:kind:length class:tag</c>.</summary>
    public const string Marker = "acisecmon:redacted:";

    public string Kind { get; } = kind;

    public string LengthClass { get; } = lengthClass;

    public string Tag { get; } = tag;

    public override Value WithOrigins(Origins origins) => new RedactedValue(Kind, LengthClass, Tag, Location, origins);

    public override Value WithLocation(SourceLocation location) => new RedactedValue(Kind, LengthClass, Tag, location, Origins);

    public override string ToString() => $"{Marker}{Kind}:{LengthClass}:{Tag}";
}
