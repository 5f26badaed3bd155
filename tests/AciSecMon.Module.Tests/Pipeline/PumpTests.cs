using System.Management.Automation;
using AciSecMon.Module.Tests.Support;
using AciSecMon.Pipeline;

namespace AciSecMon.Module.Tests.Pipeline;

public sealed class PumpTests : IDisposable
{
    private static readonly ChangeProposal Restart = new() { Target = "a group", Action = "restart", Request = "POST /restart" };

    private const int Guard = 60_000;

    private readonly CapturingHost host = new();
    private readonly Engine engine;

    public PumpTests() => engine = WithHost(host);

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Output_keeps_its_order_through_a_queue_that_is_shorter_than_it()
    {
        Outcome outcome = engine.Run("Get-Count 5000");

        Assert.Equal(Enumerable.Range(1, 5000), outcome.As<int>());
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public void Two_of_them_in_one_pipeline_do_not_hinder_each_other()
    {
        Outcome outcome = engine.Run("Get-Count 300 | ForEach-Object { Get-Count 3 }");

        Assert.Equal(900, outcome.Output.Count);
    }

    [Fact]
    public void Every_stream_gets_what_was_written_to_it_in_order()
    {
        Outcome outcome = Speak("-Verbose", async (sink, token) =>
        {
            await sink.VerboseAsync("first", token);
            await sink.WarningAsync("second", token);
            await sink.InformationAsync("third", default);
            await sink.ProblemAsync(Missing, token);
            await sink.WriteObjectAsync("fifth");
        });

        Assert.Equal("first", Assert.Single(outcome.Streams.Verbose).Message);
        Assert.Equal("second", Assert.Single(outcome.Streams.Warning).Message);
        InformationRecord information = Assert.Single(outcome.Streams.Information);
        Assert.Equal("third", information.MessageData);
        Assert.Contains("AciSecMon", information.Tags);
        Assert.Equal("AciPathNotFound", Assert.Single(outcome.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("fifth", Assert.Single(outcome.Output).BaseObject);
    }

    [Fact]
    public void An_error_record_has_the_id_the_category_the_target_and_the_advice_of_the_problem()
    {
        ErrorRecord error = Assert.Single(Speak("-ErrorAction SilentlyContinue -ErrorVariable seen; $seen", (sink, token) => sink.ProblemAsync(Missing, token).AsTask()).Output)
            .BaseObject as ErrorRecord ?? throw new InvalidOperationException();

        Assert.StartsWith("AciPathNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("/a/b.json", error.TargetObject);
        Assert.Equal("/a/b.json:3:7: It is not there.", error.ErrorDetails.Message);
        Assert.Equal("Look elsewhere.", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_problem_that_ends_the_work_ends_the_pipeline_with_its_own_record()
    {
        Outcome outcome = engine.Run(
            "try { Set-Speech $work; 'not reached' } catch { $_ }", ("work", Work(static (_, _) => throw new AciProblemException(Missing))));

        ErrorRecord caught = Assert.IsType<ErrorRecord>(Assert.Single(outcome.Output).BaseObject);
        Assert.StartsWith("AciPathNotFound,", caught.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.IsType<AciProblemException>(caught.Exception);
    }

    [Fact]
    public void A_fault_in_the_work_is_not_hidden()
    {
        Outcome outcome = Speak(string.Empty, static (_, _) => throw new InvalidOperationException("broken"));

        Assert.Equal("broken", Assert.Single(outcome.Errors).Exception.Message);
    }

    [Fact(Timeout = Guard)]
    public async Task Stopping_the_pipeline_cancels_the_work_and_disposes_its_source()
    {
        var probe = new Probe();
        using PowerShell shell = engine.Create("param($probe) Get-Count -WaitAfter 2 -Probe $probe");
        shell.AddParameter("probe", probe);
        var output = new PSDataCollection<PSObject>();
        shell.BeginInvoke<PSObject, PSObject>(null, output);
        await probe.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);

        await shell.StopAsync(null, null);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(probe.Disposed);
        Assert.Empty(shell.Streams.Error);
    }

    [Fact(Timeout = Guard)]
    public async Task What_became_of_a_change_is_told_to_who_stopped_it_though_the_pipeline_takes_nothing_more()
    {
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isRefused = false;
        using PowerShell shell = engine.Create("param($work) Set-Speech $work");
        shell.AddParameter("work", Work(async (sink, token) =>
        {
            underWay.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }
            catch (OperationCanceledException)
            {
                // The change comes to its end, and what the engine says of it in the usual way goes nowhere.
                sink.LastWord("Stopped. The setting was written.");
                try
                {
                    await sink.ProblemAsync(Missing, default);
                }
                catch (OperationCanceledException)
                {
                    isRefused = true;
                    throw;
                }
            }
        }));
        shell.BeginInvoke<PSObject, PSObject>(null, []);
        await underWay.Task.WaitAsync(TestContext.Current.CancellationToken);

        await shell.StopAsync(null, null);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(isRefused);
        Assert.Equal(["Stopped. The setting was written."], host.Warnings);
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public void A_last_word_on_what_was_not_stopped_is_not_said()
    {
        Speak(string.Empty, static (sink, _) =>
        {
            sink.LastWord("Stopped.");
            return Task.CompletedTask;
        });

        Assert.Empty(host.Warnings);
    }

    [Fact(Timeout = Guard)]
    public async Task A_question_that_nobody_answers_any_more_does_not_hold_the_work()
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool letGo = false;
        await Task.Run(
            () => Speak("| Select-FirstItem", async (sink, token) =>
            {
                await sink.WriteObjectAsync(1);
                try
                {
                    while (true) await sink.ShouldProcessAsync(Restart, default);
                }
                catch (OperationCanceledException)
                {
                    letGo = true;
                    answered.SetResult();
                    throw;
                }
            }),
            TestContext.Current.CancellationToken);

        await answered.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(letGo);
    }

    [Fact(Timeout = Guard)]
    public async Task A_command_that_wants_no_more_ends_the_source_without_an_error()
    {
        var probe = new Probe();
        Outcome outcome = await Task.Run(() => engine.Run("Get-Count -Probe $probe | Select-FirstItem; 'next'", ("probe", probe)), TestContext.Current.CancellationToken);

        Assert.Equal([1, "next"], outcome.Output.Select(static item => item.BaseObject));
        Assert.Empty(outcome.Errors);
        Assert.True(probe.Disposed);
    }

    [Fact(Timeout = Guard)]
    public async Task Leaving_a_loop_from_within_the_pipeline_ends_the_source()
    {
        var probe = new Probe();
        Outcome outcome = await Task.Run(
            () => engine.Run("foreach ($i in 1) { Get-Count -Probe $probe | ForEach-Object { $_; if ($_ -eq 3) { break } } }", ("probe", probe)), TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], outcome.As<int>());
        Assert.True(probe.Disposed);
    }

    [Fact(Timeout = Guard)]
    public async Task What_a_later_command_throws_ends_the_source_and_stays_what_it_is()
    {
        var probe = new Probe();
        Outcome outcome = await Task.Run(
            () => engine.Run("Get-Count -Probe $probe | ForEach-Object { $_; if ($_ -eq 3) { throw 'enough' } }", ("probe", probe)), TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], outcome.As<int>());
        Assert.Equal("enough", outcome.Thrown?.Message);
        Assert.True(probe.Disposed);
    }

    [Fact]
    public void ErrorAction_Stop_ends_the_work_at_its_first_error()
    {
        int after = 0;
        Outcome outcome = Speak("-ErrorAction Stop", async (sink, token) =>
        {
            await sink.WriteObjectAsync("before");
            await sink.ProblemAsync(Missing, token);
            while (true)
            {
                await sink.WriteObjectAsync("after");
                after++;
                await Task.Yield();
            }
        });

        Assert.Equal(["before"], outcome.Output.Select(static item => item.BaseObject));
        Assert.IsType<ActionPreferenceStopException>(outcome.Thrown);
        Assert.StartsWith("AciPathNotFound,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_source_is_not_let_far_ahead_of_the_pipeline()
    {
        var probe = new Probe();
        Outcome outcome = engine.Run("Get-Count 100000 -Probe $probe | ForEach-Object { if ($_ -eq 10) { $probe.Produced } }", ("probe", probe));

        Assert.InRange((int)Assert.Single(outcome.Output).BaseObject, 10, 10 + 256);
    }

    [Theory]
    [InlineData("-WhatIf", false)]
    [InlineData("-Confirm:$false", true)]
    [InlineData("", true)]
    public void ShouldProcess_answers_asynchronous_work(string argument, bool expected)
    {
        bool? answer = null;
        Speak(argument, async (sink, _) => answer = await sink.ShouldProcessAsync(Restart, default));

        Assert.Equal(expected, answer);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void A_question_reaches_the_person_and_the_answer_comes_back(int choice, bool expected)
    {
        var asking = new CapturingHost(answer: choice);
        using Engine own = WithHost(asking);
        bool? answer = null;
        own.Run("Set-Speech $work -Confirm", ("work", Work(async (sink, _) => answer = await sink.ShouldProcessAsync(Restart, default))));

        Assert.Equal(expected, answer);
        Assert.Contains("a group", Assert.Single(asking.Questions), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void ShouldContinue_answers_asynchronous_work(int choice, bool expected)
    {
        using Engine own = WithHost(new CapturingHost(answer: choice));
        bool? answer = null;
        own.Run("Set-Speech $work", ("work", Work(async (sink, _) => answer = await sink.ShouldContinueAsync("Really?", "Restart"))));

        Assert.Equal(expected, answer);
    }

    private static AciProblem Missing => new()
    {
        Id = "AciPathNotFound",
        Kind = AciProblemKind.NotFound,
        Message = "It is not there.",
        Target = "/a/b.json",
        Recommendation = "Look elsewhere.",
        Location = new AciSourceLocation { File = "/a/b.json", Line = 3, Column = 7 },
    };

    private static Engine WithHost(CapturingHost host) => Engine.WithCmdlets(
        host, ("Get-Count", typeof(CountCommand)), ("Set-Speech", typeof(SpeakCommand)), ("Select-FirstItem", typeof(FirstItemCommand)));

    private static Func<PipelineSink, CancellationToken, Task> Work(Func<PipelineSink, CancellationToken, Task> work) => work;

    private Outcome Speak(string rest, Func<PipelineSink, CancellationToken, Task> work) => engine.Run($"Set-Speech $work {rest}", ("work", work));
}
