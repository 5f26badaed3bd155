namespace AciSecMon.Assessment.Rules;

/// <summary>Rules on groups, by what they are given.</summary>
internal sealed class RuleSet(IReadOnlyList<RuleEntry> entries)
{
    /// <summary>Rules on groups as a whole.</summary>
    public IReadOnlyList<RuleEntry> Groups { get; } = [.. entries.Where(static e => e.Rule is GroupRule)];

    /// <summary>Rules on each container.</summary>
    public IReadOnlyList<RuleEntry> Containers { get; } = [.. entries.Where(static e => e.Rule is ContainerRule)];

    /// <summary>True where the policies that a person gave are judged with these rules.</summary>
    public bool TakesPolicies { get; init; }

    public bool IsEmpty => Groups.Count == 0 && Containers.Count == 0;
}
