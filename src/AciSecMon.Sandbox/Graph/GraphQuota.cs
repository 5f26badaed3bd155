using System.Globalization;
using System.Net;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Graph;

/// <summary>Fifteen queries in five seconds of the clock, as the service counts them (azure-facts I.1).</summary>
internal sealed class GraphQuota(SandboxClock clock)
{
    private const int Most = 15;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private DateTimeOffset end;
    private int left;

    /// <summary>Counts a query; the answer that refuses it where there were too many, null otherwise.</summary>
    public Answer? Refuse()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now >= end) (end, left) = (now + Window, Most);
        if (left > 0)
        {
            left--;
            return null;
        }

        Answer answer = new RefusedException(HttpStatusCode.TooManyRequests, "RateLimiting", "Please provide below info when asking for support: too many queries.").ToAnswer();
        return Mark(answer).With("Retry-After", ((int)Math.Ceiling((end - now).TotalSeconds)).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Puts what is left into the headers.</summary>
    public Answer Mark(Answer answer) => answer
        .With("x-ms-user-quota-remaining", left.ToString(CultureInfo.InvariantCulture))
        .With("x-ms-user-quota-resets-after", (end - clock.GetUtcNow()).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture));
}
