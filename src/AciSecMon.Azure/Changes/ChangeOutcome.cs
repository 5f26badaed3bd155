namespace AciSecMon.Azure.Changes;

/// <summary>What became of a change.</summary>
/// <param name="Change">The object that a person sees.</param>
/// <param name="Problem">The problem that goes with it; null for none.</param>
/// <param name="Stopped">Why its end is not known: the caller stopped in the middle of it. Null otherwise.</param>
internal sealed record ChangeOutcome(AciChange Change, AciProblem? Problem = null, OperationCanceledException? Stopped = null)
{
    /// <summary>What a person must hear of it even where the command has been stopped; null where nothing was sent.</summary>
    public string? LastWord { get; init; }

    /// <summary>Tells the problem, and where the caller has stopped, what became of what was under way.</summary>
    public async ValueTask TellAsync(IAciPipeline pipeline, CancellationToken stop)
    {
        // Before the problem: a pipeline that has been stopped takes no problem any more, and may say so by ending this.
        if (LastWord is not null && (Stopped is not null || stop.IsCancellationRequested)) pipeline.LastWord(LastWord);
        if (Problem is not null) await pipeline.ProblemAsync(Problem, CancellationToken.None).ConfigureAwait(false);
    }
}
