using AciSecMon.Isolation;

namespace AciSecMon.Completion;

/// <summary>Offers ids of detections with their titles.</summary>
public sealed class DetectionIdCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers =>
        Engine.Current.GetDetections().Select(static detection => (detection.DetectionId, $"{detection.Title} ({detection.Severity})"));
}

/// <summary>Offers the tactics that detections belong to.</summary>
public sealed class TacticCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers => Counted.By(static detection => detection.Tactic);
}

/// <summary>Offers the tables that detections read.</summary>
public sealed class LogTableCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers => Counted.By(static detection => detection.Table);
}

/// <summary>What detections have in common, with their number.</summary>
internal static class Counted
{
    public static IEnumerable<(string Text, string ToolTip)> By(Func<AciDetection, string[]> texts) => Engine.Current.GetDetections()
        .SelectMany(texts)
        .GroupBy(static text => text)
        .OrderBy(static group => group.Key, StringComparer.Ordinal)
        .Select(static group => (group.Key, group.Count() == 1 ? "1 detection" : $"{group.Count()} detections"));
}
