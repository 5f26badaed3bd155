namespace AciSecMon.Assessment.Metrics;

/// <summary>
/// What is usual in a row of values, and what stands out. Pure. The usual is the median, and the measure of distance the median of the distances from it: neither moves
/// because of the very values that are looked for, as mean and deviation would.
/// </summary>
internal static class Baseline
{
    // For values that are spread normally, 1.4826 medians of distances are one standard deviation.
    private const double Scale = 1.4826;

    // Values of a machine are not spread normally: far out means far out.
    private const double Farthest = 6;

    // Below, a row tells nothing of what is usual.
    public const int Fewest = 8;

    /// <summary>The median; null where there are no values.</summary>
    public static double? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return null;
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2);
    }

    /// <summary>The places of values that stand out.</summary>
    /// <param name="values">The values.</param>
    /// <param name="floor">A distance that is never far: what does not matter does not stand out.</param>
    public static IReadOnlyList<int> Outliers(IReadOnlyList<double> values, double floor)
    {
        if (values.Count < Fewest || Of([.. values]) is not { } usual) return [];
        double distance = Math.Max(floor, Farthest * Scale * Of([.. values.Select(value => Math.Abs(value - usual))])!.Value);
        return [.. Enumerable.Range(0, values.Count).Where(at => Math.Abs(values[at] - usual) > distance)];
    }
}
