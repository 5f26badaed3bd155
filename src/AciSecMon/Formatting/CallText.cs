using System.Globalization;

namespace AciSecMon.Formatting;

/// <summary>What a cmdlet cost in calls.</summary>
internal static class CallText
{
    private const double Kilobyte = 1_000;
    private const double Megabyte = 1_000_000;

    /// <summary>The difference of two counts, such as <c>12 requests, 1 throttled, waited 3 s, 1.2 MB</c>. What did not happen is left out.</summary>
    public static string Of(AciCallStatistics before, AciCallStatistics after)
    {
        int requests = after.Requests - before.Requests;
        var parts = new List<string> { Text($"{requests} request{(requests == 1 ? string.Empty : "s")}") };
        if (after.Retries - before.Retries is > 0 and int retries) parts.Add(Text($"{retries} retried"));
        if (after.Throttled - before.Throttled is > 0 and int throttled) parts.Add(Text($"{throttled} throttled"));
        if (after.Failed - before.Failed is > 0 and int failed) parts.Add(Text($"{failed} failed"));
        if (after.Waited - before.Waited is { Ticks: > 0 } waited) parts.Add(Text($"waited {waited.TotalSeconds:0.#} s"));
        parts.Add(Size(after.BytesReceived - before.BytesReceived));
        return string.Join(", ", parts);
    }

    private static string Size(long bytes) => bytes switch
    {
        >= (long)Megabyte => Text($"{bytes / Megabyte:0.0} MB"),
        >= (long)Kilobyte => Text($"{bytes / Kilobyte:0.0} kB"),
        _ => Text($"{bytes} B"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
