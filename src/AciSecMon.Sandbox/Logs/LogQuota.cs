using System.Globalization;
using System.Net;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Logs;

/// <summary>What Log Analytics takes of one caller: 200 queries in 30 seconds (azure-facts, B.6). Whoever uses it holds the server's lock.</summary>
internal sealed class LogQuota(SandboxClock clock)
{
    private const int Most = 200;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<DateTimeOffset> taken = new();

    /// <summary>Counts a query; the answer that refuses it where there were too many, null otherwise.</summary>
    public Answer? Refuse()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (taken.TryPeek(out DateTimeOffset first) && first + Window <= now) taken.Dequeue();
        if (taken.Count < Most)
        {
            taken.Enqueue(now);
            return null;
        }

        double seconds = Math.Ceiling((taken.Peek() + Window - now).TotalSeconds);
        return new RefusedException(HttpStatusCode.TooManyRequests, "ThrottledError", "The number of queries is over its limit. Try again later.").ToAnswer()
            .With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
    }
}
