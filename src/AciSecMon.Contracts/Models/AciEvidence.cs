namespace AciSecMon;

/// <summary>One observed fact behind a finding. Secret values are never in it: only their kind, a length class and a tag.</summary>
public sealed class AciEvidence
{
    /// <summary>Canonical Resource Manager path below <c>properties</c>, keyed by names.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>What was found, redacted where it is or may be a secret.</summary>
    public string? Value { get; init; }

    /// <summary>What the rule asks for.</summary>
    public string? Expected { get; init; }

    /// <summary>Where it stands in the source.</summary>
    public AciSourceLocation? Location { get; init; }

    /// <summary>Gives <c>path = value</c>.</summary>
    public override string ToString() => Value is null ? Path : $"{Path} = {Value}";
}
