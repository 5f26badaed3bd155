using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>What a rule said of a neighbour.</summary>
/// <param name="Subject">The neighbour.</param>
/// <param name="Judged">The rule and what it said.</param>
/// <param name="Unread">What kept the rule from deciding; null where it decided, or something else did.</param>
internal sealed record NeighbourVerdict(NeighbourSubject Subject, JudgedResult Judged, UnreadPart? Unread = null);
