using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Tests.Support;
using Azure.Core;

namespace AciSecMon.Azure.Tests.Calls;

/// <summary>A person at a browser has a time of his own; the time of a call is the service's.</summary>
public sealed class PersonTests
{
    private const string Host = "https://management.azure.com";

    private readonly ManualClock clock = new();
    private readonly CallCounter counter = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_may_take_longer_than_a_call()
    {
        ArmResponse answer = await SendAsync(new Wire().Always(200, "{}"), TimeSpan.FromMinutes(14));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task What_no_person_is_asked_for_keeps_to_the_time_of_a_call()
    {
        var fault = await Assert.ThrowsAsync<AciServiceException>(() => SendAsync(new Wire().Always(200, "{}"), TimeSpan.FromMinutes(14), person: null));

        Assert.Equal("AciAzureTimeout", fault.Problem.Id);
    }

    [Fact]
    public async Task After_the_person_the_service_has_its_whole_time_and_no_more()
    {
        var wire = new Wire().Then(503).Then(200, "{}");
        Assert.Equal(200, (await SendAsync(wire, TimeSpan.FromMinutes(14))).Status);

        var slow = new Wire().Always(_ => BadStream.Answer(string.Empty, (_, stop) =>
        {
            clock.Advance(TimeSpan.FromMinutes(6));
            stop.ThrowIfCancellationRequested();
            return new(0);
        }));
        var fault = await Assert.ThrowsAsync<AciServiceException>(() => SendAsync(slow, TimeSpan.FromMinutes(14)));

        Assert.Equal("AciAzureTimeout", fault.Problem.Id);
    }

    [Fact]
    public async Task Where_nobody_comes_that_is_what_is_said()
    {
        var wire = new Wire();

        var fault = await Assert.ThrowsAsync<AciServiceException>(() => SendAsync(wire, TimeSpan.FromMinutes(21)));

        Assert.Equal(("AciSignInFailed", AciProblemKind.Authentication), (fault.Problem.Id, fault.Problem.Kind));
        Assert.Contains("nobody signed in within 20 minutes", fault.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task A_service_that_asks_for_another_sign_in_gives_the_person_the_same_time()
    {
        var wire = new Wire().Then(401, string.Empty, ("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"e30=\"")).Then(200, "{}");

        Assert.Equal(200, (await SendAsync(wire, TimeSpan.FromMinutes(14))).Status);
    }

    [Fact]
    public async Task Who_stops_while_a_person_is_waited_for_is_heard()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        ArmClient arm = Client(new Wire(), async cancellationToken =>
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => arm.SendAsync(ArmRequest.Get("/subscriptions", "2022-12-01"), new Recorder(), stop.Token));
    }

    private Task<ArmResponse> SendAsync(Wire wire, TimeSpan takes, int? person = 20) => Client(
        wire,
        cancellationToken =>
        {
            clock.Advance(takes);
            cancellationToken.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        },
        person).SendAsync(ArmRequest.Get("/subscriptions", "2022-12-01"), new Recorder(), Stop);

    private ArmClient Client(Wire wire, Func<CancellationToken, Task> signIn, int? person = 20)
    {
        int given = 0;
        TokenCredential credential = DelegatedTokenCredential.Create(
            static (_, _) => throw new NotSupportedException(),
            async (_, cancellationToken) =>
            {
                await signIn(cancellationToken);
                return new AccessToken($"token-{++given}", clock.GetUtcNow() + TimeSpan.FromHours(1));
            });
        var options = new TransportOptions(new Uri(Host), Host + "/.default", credential, clock, wire) { PersonTime = person is { } minutes ? TimeSpan.FromMinutes(minutes) : null };
        return new ArmClient(new ArmTransport(options, counter), counter, clock);
    }
}
