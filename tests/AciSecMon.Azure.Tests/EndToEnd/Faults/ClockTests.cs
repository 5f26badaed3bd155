using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>Clocks that do not agree, and tokens that end while work goes on.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(-120)]
    [InlineData(-10)]
    [InlineData(10)]
    [InlineData(120)]
    public async Task A_clock_that_is_wrong_changes_nothing(int minutes)
    {
        Outcome right = await Operation.Reading["findings"](await FaultWorld.ConnectedAsync());
        var world = new FaultWorld();
        world.Server.Skew = TimeSpan.FromMinutes(minutes);
        await world.ConnectAsync(TestContext.Current.CancellationToken);

        Outcome skewed = await Operation.Reading["findings"](world);

        Laws.AreAlike(skewed, right);
        Assert.DoesNotContain(world.Server.Log.Requests, static request => request.Status == 401);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(-120)]
    public async Task A_token_that_ends_while_work_goes_on_is_replaced(int skew)
    {
        var world = new FaultWorld();
        world.Server.Skew = TimeSpan.FromMinutes(skew);
        await world.ConnectAsync(TestContext.Current.CancellationToken);
        Outcome right = await Operation.Reading["diagnostics"](world);

        // Half way through, more time passes than a token lasts.
        world.Server.Faults.Add(new Fault { PathPart = "diagnosticSettings", Nth = 5, IsHarmless = true, Reached = () => world.Server.Clock.Advance(TimeSpan.FromMinutes(61)) });
        Outcome later = await Operation.Reading["diagnostics"](world);

        Laws.AreAlike(later, right);
    }

    [Fact]
    public async Task A_refusal_tells_of_the_wrong_clock()
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        world.Server.Skew = TimeSpan.FromMinutes(45);
        world.Server.Faults.Add(FaultKind.Lasting["an expired token"](new Target("GET", "/pricings", "")));

        Outcome faulty = await Operation.Reading["plans"](world);

        faulty.HoldsNoSecret();
        Assert.Contains("The clock of this machine is 45 minutes behind the service's.", faulty.Confession, StringComparison.Ordinal);
    }
}
