using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Changes;

/// <summary>
/// Asks for one change after the other, sends what was approved and nothing else, and reads back what has become of it. Never leaves it open what the state is, as far
/// as that can be found out: a change that was sent is seen to its end even where the caller stops, for as long as the grace lasts.
/// </summary>
internal sealed class ChangeRunner(IArmClient arm, IAciPipeline pipeline, Grace grace)
{
    // The first question, and one more where the state has changed under it.
    private const int MostQuestions = 2;

    private readonly Approval approval = new(pipeline, grace.Watch);

    /// <summary>Now, by which a state notes when it was read.</summary>
    public long Now => approval.Now;

    /// <summary>Asks, looks again where the question stood long, sends, reads back.</summary>
    /// <param name="step">What the state calls for as it was read.</param>
    /// <param name="readAt">When it was read, by <see cref="Now"/>.</param>
    /// <param name="lookAgain">Reads the state again and tells what it calls for now.</param>
    /// <param name="cancellationToken">Stops the work; a change that is under way is reported all the same.</param>
    public async Task<ChangeOutcome> RunAsync(NextStep step, long readAt, Func<CancellationToken, Task<NextStep>> lookAgain, CancellationToken cancellationToken)
    {
        for (int question = 1; ; question++)
        {
            if (step.Change is not { } change) return step.Outcome!;
            if (!await approval.AskAsync(change.ToProposal(arm.Versions), cancellationToken).ConfigureAwait(false))
            {
                return approval.IsWhatIf
                    ? new ChangeOutcome(change.Make(AciChangeResult.WouldChange, change.WouldSay, change.ShownRequest.Body is { } body ? JsonText.Indented(body) : null))
                    : new ChangeOutcome(change.Make(AciChangeResult.Declined, "Not approved; nothing was written.", change.Before));
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!approval.IsOutOfDate(readAt)) return await MakeAsync(change, cancellationToken).ConfigureAwait(false);
            readAt = Now;
            step = await lookAgain(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (step.Change is null) continue;
            if (step.Change.IsApprovedWith(change)) return await MakeAsync(step.Change, cancellationToken).ConfigureAwait(false);
            if (question == MostQuestions) return Contested(step.Change);
        }
    }

    private async Task<ChangeOutcome> MakeAsync(PlannedChange change, CancellationToken stop)
    {
        using GraceToken held = grace.Begin(stop);
        var listener = new StoppablePipeline(pipeline, stop);
        ChangeOutcome outcome = await SendAsync(change, listener, held.Token).ConfigureAwait(false);
        AciChange made = outcome.Change;
        return outcome with
        {
            LastWord = outcome.Stopped is not null
                ? made.Message
                : $"Stopped. What was under way has ended: {made.Action} '{made.TargetName}' of {change.Target}: {made.Result}. {made.Message}",
        };
    }

    private async Task<ChangeOutcome> SendAsync(PlannedChange change, IAciPipeline listener, CancellationToken cancellationToken)
    {
        AciServiceException? fault = null;
        try
        {
            await arm.SendAsync(change.Request, listener, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException refused)
        {
            fault = refused;
        }
        catch (OperationCanceledException stopped)
        {
            return Interrupted(change, stopped, isTaken: false);
        }

        // What is not there needs no deleting: the reading back tells.
        bool isGone = fault is { Status: 404 } && change.Request.Method == HttpMethod.Delete;
        if (fault is not null && !isGone && Faults.IsClearRefusal(fault))
        {
            AciProblem problem = change.Explain(fault);
            // What is gone cannot be refused: it failed.
            AciChangeResult result = fault.Status == 404 ? AciChangeResult.Failed : AciChangeResult.Refused;
            return new ChangeOutcome(change.Make(result, $"{problem.Message} Nothing was written.", change.Before), problem);
        }

        try
        {
            return await ReadBackAsync(change, listener, isGone ? null : fault, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException stopped)
        {
            return Interrupted(change, stopped, isTaken: fault is null || isGone);
        }
    }

    private async Task<ChangeOutcome> ReadBackAsync(PlannedChange change, IAciPipeline listener, AciServiceException? fault, CancellationToken cancellationToken)
    {
        Value? now;
        try
        {
            now = (await arm.SendAsync(ArmRequest.Get(change.ReadPath ?? change.Request.Path, change.Request.ApiVersion!), listener, cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (AciServiceException gone) when (gone.Status == 404)
        {
            now = null;
        }
        catch (AciServiceException unread)
        {
            AciProblem problem = Faults.On(
                fault ?? unread, $"{change.Failure}, or it was and could not be read back", change.ProblemTarget, fault is null ? change.ReadAction : change.WriteAction);
            return new ChangeOutcome(change.Make(AciChangeResult.Failed, $"{problem.Message} The state is not known: look with {change.Look}.", null), problem);
        }

        string? shown = now is null ? null : JsonText.Indented(now);
        if (change.Lacking(now) is not { } lacking)
        {
            string message = fault is null ? change.DidSay : $"{change.DidSay} The service had answered with an error, and yet it is so.";
            return new ChangeOutcome(change.Make(AciChangeResult.Changed, message, shown));
        }

        AciProblem different = fault is null ? lacking : change.Explain(fault);
        return new ChangeOutcome(change.Make(AciChangeResult.Failed, different.Message, shown), different);
    }

    private ChangeOutcome Interrupted(PlannedChange change, OperationCanceledException stopped, bool isTaken)
    {
        string seconds = string.Create(CultureInfo.InvariantCulture, $"{grace.Length.TotalSeconds:0}");
        string under = isTaken ? "it had been taken by the service and was not read back yet" : $"it was under way, and no answer came within {seconds} seconds";
        var problem = new AciProblem
        {
            Id = "AciChangeInterrupted",
            Kind = AciProblemKind.Conflict,
            Message = $"Stopped in the midst of a change to {change.Target}: {under}.",
            Target = change.ProblemTarget,
            Recommendation = $"Look with {change.Look} whether it was made.",
        };
        return new ChangeOutcome(change.Make(AciChangeResult.Failed, $"{problem.Message} {change.InDoubt} Look with {change.Look}.", null), problem, stopped);
    }

    private static ChangeOutcome Contested(PlannedChange change)
    {
        var problem = new AciProblem
        {
            Id = "AciChangeContested",
            Kind = AciProblemKind.Conflict,
            Message = $"{change.Failure}: its state has changed twice while the question stood. Somebody else is changing it.",
            Target = change.ProblemTarget,
            Recommendation = "Find out who changes it (the activity log tells), and run the command again afterwards.",
        };
        return new ChangeOutcome(change.Make(AciChangeResult.Refused, $"{problem.Message} Nothing was written.", change.Before), problem);
    }
}
