namespace AciSecMon.Assessment.Documents;

/// <summary>What kind of input a value was made from.</summary>
internal enum OriginKind
{
    /// <summary>A template parameter; secure where its type says so.</summary>
    Parameter,

    /// <summary>A function that reads keys or connection strings, such as <c>listKeys</c>. Always secure.</summary>
    ListFunction,

    /// <summary>A Key Vault reference of a parameter file. Always secure.</summary>
    KeyVaultReference,

    /// <summary>A function that reads a deployed resource.</summary>
    Reference,

    /// <summary>A literal that a parameter file gives, in clear in that file.</summary>
    ParameterFile,

    /// <summary>The default value of a parameter.</summary>
    DefaultValue,
}

/// <summary>One input that a value was made from.</summary>
/// <param name="Kind">What kind of input.</param>
/// <param name="Name">Parameter or function name; never a value.</param>
/// <param name="IsSecure">True where its values are secret.</param>
/// <param name="DeclaredAt">Where it is declared or called.</param>
internal sealed record Origin(OriginKind Kind, string Name, bool IsSecure, SourceLocation DeclaredAt = default);

/// <summary>The set of inputs that a value was made from. Immutable; almost always empty or of one member.</summary>
internal sealed class Origins
{
    private readonly Origin[] members;

    private Origins(Origin[] members)
    {
        this.members = members;
        IsSecure = Array.Exists(members, static m => m.IsSecure);
    }

    /// <summary>No input: the value stands as it is in the source.</summary>
    public static Origins None { get; } = new([]);

    public IReadOnlyList<Origin> Members => members;

    /// <summary>True where a secret flowed into the value.</summary>
    public bool IsSecure { get; }

    public bool IsEmpty => members.Length == 0;

    public static Origins Of(Origin origin) => new([origin]);

    /// <summary>The members of both.</summary>
    public Origins Union(Origins other)
    {
        if (other.members.Length == 0 || ReferenceEquals(this, other)) return this;
        if (members.Length == 0) return other;
        Origin[] added = Array.FindAll(other.members, m => Array.IndexOf(members, m) < 0);
        return added.Length == 0 ? this : new Origins([.. members, .. added]);
    }
}
