using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Calls;

/// <summary>What the service asks to wait for, everybody waits for.</summary>
public sealed class ThrottlingTests
{
    private static readonly string Busy = Wire.Error("TooManyRequests", "slow down");

    [Theory]
    [InlineData("0")]
    [InlineData("Wed, 25 Nov 2020 20:00:09 GMT")]
    public async Task A_service_that_asks_for_no_wait_is_not_flooded(string retryAfter)
    {
        var wire = new Wire();
        for (int i = 0; i < 5; i++) wire.Then(429, Busy, ("Date", "Wed, 25 Nov 2026 20:00:00 GMT"), ("Retry-After", retryAfter));
        var gateway = new Gateway(wire.Then(200, "{}"));
        DateTimeOffset start = gateway.Clock.GetUtcNow();

        await gateway.GetAsync();

        Assert.True(gateway.Clock.GetUtcNow() - start >= TimeSpan.FromSeconds(5), "Each refusal is followed by a second at least.");
        Assert.Equal(6, wire.Requests.Count);
    }

    [Fact]
    public async Task Retry_after_in_seconds_is_kept_to_the_second()
    {
        var gateway = new Gateway(new Wire().Then(429, Busy, ("Retry-After", "17")).Then(200, "{}"));

        await gateway.GetAsync();

        Assert.Equal([TimeSpan.FromSeconds(17)], gateway.Clock.Waits);
    }

    [Fact]
    public async Task Retry_after_as_a_date_is_meant_by_the_clock_of_the_service()
    {
        var gateway = new Gateway(new Wire()
            .Then(429, Busy, ("Date", "Wed, 25 Nov 2026 20:00:00 GMT"), ("Retry-After", "Wed, 25 Nov 2026 20:00:09 GMT")).Then(200, "{}"));

        await gateway.GetAsync();

        Assert.Equal([TimeSpan.FromSeconds(9)], gateway.Clock.Waits);
    }

    [Fact]
    public async Task A_request_to_wait_never_counts_as_a_failure()
    {
        var wire = new Wire();
        for (int i = 0; i < 20; i++) wire.Then(429, Busy, ("Retry-After", "2"));
        var gateway = new Gateway(wire.Then(503).Then(503).Then(503).Then(200, "{}"));

        Assert.Equal(200, (await gateway.GetAsync()).Status);

        Assert.Equal(24, gateway.Wire.Requests.Count);
    }

    [Fact]
    public async Task Without_retry_after_the_waits_grow_and_are_not_all_the_same()
    {
        var wire = new Wire();
        for (int i = 0; i < 5; i++) wire.Then(429, Busy);
        var gateway = new Gateway(wire.Then(200, "{}"));

        await gateway.GetAsync();

        double[] seconds = [.. gateway.Clock.Waits.Select(static w => w.TotalSeconds)];
        Assert.Equal(5, seconds.Length);
        for (int i = 0; i < seconds.Length; i++) Assert.InRange(seconds[i], 0.8 * Math.Pow(2, i), 1.2 * Math.Pow(2, i));
    }

    [Fact]
    public async Task A_wait_beyond_the_deadline_is_an_error_that_says_how_long()
    {
        var gateway = new Gateway(new Wire().Then(429, Busy, ("Retry-After", "301")));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal(("AciAzureThrottled", AciProblemKind.Throttled, 429), (fault.Problem.Id, fault.Problem.Kind, fault.Status));
        Assert.Contains("301 seconds", fault.Message, StringComparison.Ordinal);
        Assert.Empty(gateway.Clock.Waits);
    }

    [Fact]
    public async Task Waits_that_go_on_end_with_the_deadline()
    {
        var gateway = new Gateway(new Wire().Always(429, Busy, ("Retry-After", "60")));

        AciServiceException fault = await gateway.FailsAsync();

        Assert.Equal("AciAzureThrottled", fault.Problem.Id);
        Assert.Equal(4, gateway.Clock.Waits.Count);
    }

    [Fact]
    public async Task A_pause_is_everybodys_even_where_the_call_that_met_it_gave_up()
    {
        var gateway = new Gateway(new Wire().Then(429, Busy, ("Retry-After", "400")).Always(200, "{}"));

        await gateway.FailsAsync();
        AciServiceException second = await gateway.FailsAsync();

        Assert.Equal("AciAzureThrottled", second.Problem.Id);
        Assert.Single(gateway.Wire.Requests);
        gateway.Clock.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(200, (await gateway.GetAsync()).Status);
        Assert.Equal([TimeSpan.FromSeconds(200)], gateway.Clock.Waits);
    }

    [Fact]
    public async Task While_one_call_waits_no_other_is_sent()
    {
        var clock = new ManualClock { IsHeld = true };
        var gateway = new Gateway(new Wire().Then(429, Busy, ("Retry-After", "30")).Always(200, "{}"), clock);
        using var waiting = new SemaphoreSlim(0);
        clock.OnWait = () => waiting.Release();

        Task<ArmResponse> first = gateway.GetAsync();
        await waiting.WaitAsync(Gateway.Stop);
        Task<ArmResponse> second = gateway.GetAsync("/subscriptions/other");
        await waiting.WaitAsync(Gateway.Stop);
        int before = gateway.Wire.Requests.Count;
        clock.Advance(TimeSpan.FromSeconds(30));
        await Task.WhenAll(first, second);

        Assert.Equal(1, before);
        Assert.Equal(3, gateway.Wire.Requests.Count);
        Assert.Equal(TimeSpan.FromSeconds(30), gateway.Counter.Snapshot().Waited);
    }

    [Fact]
    public async Task Another_session_does_not_wait()
    {
        var clock = new ManualClock { IsHeld = true };
        var first = new Gateway(new Wire().Then(429, Busy, ("Retry-After", "30")), clock);
        var second = new Gateway(new Wire().Then(200, "{}"), clock);
        using var stop = new CancellationTokenSource();
        using var waiting = new SemaphoreSlim(0);
        clock.OnWait = () => waiting.Release();

        Task hanging = first.Arm.SendAsync(ArmRequest.Get("/a", "1"), first.Recorder, stop.Token);
        await waiting.WaitAsync(Gateway.Stop);

        Assert.Equal(200, (await second.GetAsync()).Status);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task When_the_quota_of_resource_graph_is_used_up_the_next_call_waits_until_it_comes_back()
    {
        var gateway = new Gateway(new Wire().Then(200, "{}", ("x-ms-user-quota-remaining", "0"), ("x-ms-user-quota-resets-after", "00:00:05")).Then(200, "{}"));

        await gateway.GetAsync();
        await gateway.GetAsync();

        Assert.Equal([TimeSpan.FromSeconds(5)], gateway.Clock.Waits);
    }

    [Fact]
    public async Task When_the_reads_of_a_subscription_are_used_up_the_next_call_waits_a_moment()
    {
        var gateway = new Gateway(new Wire().Then(200, "{}", ("x-ms-ratelimit-remaining-subscription-reads", "0")).Then(200, "{}", ("x-ms-ratelimit-remaining-subscription-reads", "24")).Then(200, "{}"));

        await gateway.GetAsync();
        await gateway.GetAsync();
        await gateway.GetAsync();

        Assert.Equal([TimeSpan.FromSeconds(1)], gateway.Clock.Waits);
    }

    [Fact]
    public async Task No_more_than_sixteen_requests_are_on_the_wire_at_once()
    {
        int now = 0;
        int most = 0;
        var wire = new SlowWire(async () =>
        {
            int running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            for (int i = 0; i < 20; i++) await Task.Yield();
            Interlocked.Decrement(ref now);
        });
        var options = new TransportOptions(new Uri(Gateway.Host), Gateway.Host + "/.default", new StaticCredential(), TimeProvider.System, wire);
        var counter = new CallCounter();
        using var arm = new ArmClient(new ArmTransport(options, counter), counter, TimeProvider.System);
        var recorder = new Recorder();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => arm.SendAsync(ArmRequest.Get($"/x/{i}", "1"), recorder, Gateway.Stop), Gateway.Stop)));

        Assert.InRange(most, 1, 16);
        Assert.Equal(200, counter.Snapshot().Requests);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
        }
    }

    private sealed class SlowWire(Func<Task> work) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await work();
            return Wire.Answer(200, "{}");
        }
    }
}
