using System.Globalization;
using System.Net;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Logs;

/// <summary>
/// What a service of logs takes of one caller in 30 seconds: Log Analytics 200 queries (azure-facts, B.6), the activity log 50 (azure-facts, F). Whoever uses it holds the server's
/// lock.
/// </summary>
internal sealed class LogQuota(SandboxClock clock, int most = LogQuota.OfWorkspaces)
{
    private const int OfWorkspaces = 200;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<DateTimeOffset> taken = new();

    /// <summary>Counts a query; the answer that refuses it where there were too many, null otherwise.</summary>
    public Answer? Refuse()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (taken.TryPeek(out DateTimeOffset first) && first + Window <= now) taken.Dequeue();
        if (taken.Count < most)
        {
            taken.Enqueue(now);
            return null;
        }

        double seconds = Math.Ceiling((taken.Peek() + Window - now).TotalSeconds);
        return new RefusedException(HttpStatusCode.TooManyRequests, "ThrottledError", "The number of queries is over its limit. Try again later.").ToAnswer()
            .With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
    }
}
