using System.Management.Automation;
using AciSecMon.Module.Tests.Support;
using AciSecMon.Pipeline;

namespace AciSecMon.Module.Tests.Pipeline;

public sealed class ProgressTests : IDisposable
{
    private readonly Engine engine = Engine.WithCmdlets(null, ("Set-Speech", typeof(SpeakCommand)));
    private readonly StoppedClock clock = new();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Short_work_shows_nothing()
    {
        Assert.Empty(Progress(async (sink, token) =>
        {
            for (int done = 0; done < 100; done++) await sink.ProgressAsync("reading", done, 100, token);
        }));
    }

    [Fact]
    public void Long_work_shows_a_few_steps_and_takes_them_away_at_the_end()
    {
        ProgressRecord[] records = Progress(async (sink, token) =>
        {
            for (int done = 0; done < 100; done++)
            {
                await sink.ProgressAsync("reading", done, 100, token);
                clock.Advance(TimeSpan.FromMilliseconds(50));
            }
        });

        Assert.InRange(records.Length, 3, 20);
        Assert.Equal(20, records[0].PercentComplete);
        Assert.All(records[..^1], static record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.Single(records.Select(static record => record.ActivityId).Distinct());
    }

    [Fact]
    public void Progress_of_work_that_fails_is_taken_away_too()
    {
        ProgressRecord[] records = Progress(async (sink, token) =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            await sink.ProgressAsync("reading", 1, 0, token);
            throw new InvalidOperationException("broken");
        });

        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], records.Select(static record => record.RecordType));
        Assert.Equal(-1, records[0].PercentComplete);
    }

    private ProgressRecord[] Progress(Func<PipelineSink, CancellationToken, Task> work) =>
        [.. engine.Run("Set-Speech $work -Time $clock", ("work", work), ("clock", clock)).Streams.Progress];

    /// <summary>A clock that only the test moves.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => ticks += by.Ticks;

        public override long GetTimestamp() => ticks;
    }
}
