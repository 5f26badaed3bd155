namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>The rules on neighbours.</summary>
internal static class NeighbourRules
{
    public static IReadOnlyList<Rule> All { get; } = [];
}
