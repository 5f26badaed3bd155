using System.Globalization;
using Azure.Core;

namespace AciSecMon.Azure.Calls;

/// <summary>Reads from an answer how long to wait. Sources: azure-facts, I.1 (Resource Graph quota headers) and I.2 (throttling of Resource Manager).</summary>
internal static class RetryAfter
{
    /// <summary>What <c>Retry-After</c> asks for, in seconds or as a date; null where the answer has none.</summary>
    public static TimeSpan? Of(ResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.TryGetValue("Retry-After", out string? text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? (date > now ? date - now : TimeSpan.Zero)
            : null;
    }

    /// <summary>When the quota of Resource Graph comes back, where this answer used its last; null otherwise.</summary>
    public static TimeSpan? OfExhaustedQuota(ResponseHeaders headers)
    {
        bool isExhausted = headers.TryGetValue("x-ms-user-quota-remaining", out string? left)
            && int.TryParse(left, NumberStyles.Integer, CultureInfo.InvariantCulture, out int remaining) && remaining <= 0;
        if (!isExhausted) return null;
        return headers.TryGetValue("x-ms-user-quota-resets-after", out string? after) && TimeSpan.TryParse(after, CultureInfo.InvariantCulture, out TimeSpan wait) && wait > TimeSpan.Zero
            ? wait
            : null;
    }
}
