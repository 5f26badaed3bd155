using System.Globalization;
using System.Net;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Estates.Generated;

namespace AciSecMon.Azure.Tests.Sandbox;

public sealed class QuotaTests
{
    private static readonly EstatePlan Plan = new(10, 2);
    private static readonly string First = "/subscriptions/" + new Names(Plan).Subscription(0);
    private static readonly string Second = "/subscriptions/" + new Names(Plan).Subscription(1);

    private readonly SandboxServer server = SandboxServer.Generated(Plan);

    [Fact]
    public async Task Reads_of_a_subscription_are_refused_when_its_bucket_is_empty_and_go_on_when_the_clock_has_filled_it()
    {
        using var client = new Client(server);
        var left = new List<int>();
        for (int number = 0; number < 250; number++) left.Add(Left(await client.GetAsync(First)));

        Reply refused = await client.GetAsync(First);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Reply again = await client.GetAsync(First);

        Assert.Equal((249, 0), (left[0], left[^1]));
        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal((HttpStatusCode.OK, 24), (again.Status, Left(again)));
    }

    [Fact]
    public async Task One_subscription_does_not_use_what_another_one_has()
    {
        using var client = new Client(server);
        for (int number = 0; number < 250; number++) await client.GetAsync(First);

        Assert.Equal(249, Left(await client.GetAsync(Second)));
    }

    private static int Left(Reply reply) => int.Parse(reply.Headers["x-ms-ratelimit-remaining-subscription-reads"], CultureInfo.InvariantCulture);
}
