namespace AciSecMon.Assessment.Policy;

/// <summary>The operators of conditions (azure-facts-2, D.4.1). Their names are those of the language.</summary>
internal enum PolicyOperator
{
    Equals,
    NotEquals,
    Like,
    NotLike,
    Match,
    NotMatch,
    MatchInsensitively,
    NotMatchInsensitively,
    Contains,
    NotContains,
    In,
    NotIn,
    ContainsKey,
    NotContainsKey,
    Less,
    LessOrEquals,
    Greater,
    GreaterOrEquals,
    Exists,
}

/// <summary>Finds operators by their names.</summary>
internal static class PolicyOperators
{
    private static readonly Dictionary<string, PolicyOperator> ByName = Enum.GetValues<PolicyOperator>().ToDictionary(static one => one.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Their names, as the documentation writes them.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Select(static name => char.ToLowerInvariant(name[0]) + name[1..]);

    /// <summary>The operator of that name, ignoring case; null where there is none.</summary>
    public static PolicyOperator? Find(string name) => ByName.TryGetValue(name, out PolicyOperator found) ? found : null;

    /// <summary>The name as the documentation writes it.</summary>
    public static string NameOf(PolicyOperator one)
    {
        string name = one.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
