using System.Globalization;
using Azure.Core;

namespace AciSecMon.Azure.Calls;

/// <summary>Reads from an answer how long to wait. Sources: azure-facts, I.1 (Resource Graph quota headers) and I.2 (throttling of Resource Manager).</summary>
internal static class RetryAfter
{
    // Token buckets of Resource Manager fill up every second; it does not say when the next token comes.
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(1);

    // Those of a subscription alone are kept apart: see Allowances.
    private static readonly string[] ResourceManagerQuotas =
    [
        "x-ms-ratelimit-remaining-subscription-global-reads", "x-ms-ratelimit-remaining-subscription-global-writes", "x-ms-ratelimit-remaining-subscription-global-deletes",
        "x-ms-ratelimit-remaining-tenant-reads", "x-ms-ratelimit-remaining-tenant-writes", "x-ms-ratelimit-remaining-subscription-resource-requests",
    ];

    /// <summary>The least that is waited. A service that says 0, or a time that has passed, would otherwise be asked as fast as the wire goes.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>What <c>Retry-After</c> asks for, in seconds or as a date; null where the answer has none.</summary>
    public static TimeSpan? Of(ResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.TryGetValue("Retry-After", out string? text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)) return TimeSpan.FromSeconds(seconds);

        // A date is meant by the service's clock, which need not be this machine's.
        if (headers.TryGetValue("Date", out string? said) && DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset there)) now = there;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? (date > now ? date - now : TimeSpan.Zero)
            : null;
    }

    /// <summary>How long to wait where this answer used the last of a quota; null otherwise.</summary>
    public static TimeSpan? OfExhaustedQuota(ResponseHeaders headers)
    {
        if (IsZero(headers, "x-ms-user-quota-remaining"))
        {
            bool isSaid = headers.TryGetValue("x-ms-user-quota-resets-after", out string? after) & TimeSpan.TryParse(after, CultureInfo.InvariantCulture, out TimeSpan wait);
            return isSaid && wait > TimeSpan.Zero ? wait : Refill;
        }

        return Array.Exists(ResourceManagerQuotas, name => IsZero(headers, name)) ? Refill : null;
    }

    private static bool IsZero(ResponseHeaders headers, string name) =>
        headers.TryGetValue(name, out string? text) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int left) && left <= 0;
}
