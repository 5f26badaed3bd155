using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading.Channels;
using AciSecMon.Connections;

namespace AciSecMon.Pipeline;

/// <summary>A pipeline as asynchronous work sees it. Calls may come from any thread and are carried out in their order; each waits while the queue is full.</summary>
internal sealed class PipelineSink(ChannelWriter<PipelineCall> queue, ProgressLine progress, CancellationToken pipelineEnded) : IAciPipeline
{
    private readonly ConcurrentQueue<string> lastWords = new();
    private volatile bool isWhatIf;

    /// <summary>What is to be said once the work has ended, even to a pipeline that has been stopped.</summary>
    public IEnumerable<string> LastWords => lastWords;

    /// <summary>Writes an object to the output.</summary>
    public ValueTask WriteObjectAsync(object? item) => Queue(static (cmdlet, item) => cmdlet.WriteObject(item), item);

    /// <summary>Writes an error; what the pipeline does about it is its own affair.</summary>
    public ValueTask WriteErrorAsync(ErrorRecord error) => Queue(static (cmdlet, error) => cmdlet.WriteError((ErrorRecord)error!), error);

    /// <inheritdoc/>
    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) =>
        Queue(static (cmdlet, message) => cmdlet.WriteInformation(message, ["AciSecMon"]), message);

    /// <inheritdoc/>
    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => Queue(static (cmdlet, text) => cmdlet.WriteDebug((string)text!), message);

    /// <inheritdoc/>
    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => Queue(static (cmdlet, text) => cmdlet.WriteVerbose((string)text!), message);

    /// <inheritdoc/>
    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => Queue(static (cmdlet, text) => cmdlet.WriteWarning((string)text!), message);

    /// <inheritdoc/>
    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken) => WriteErrorAsync(Errors.ErrorRecords.From(problem));

    /// <inheritdoc/>
    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) =>
        progress.Next(status, done, total) is { } record ? Queue(static (cmdlet, record) => cmdlet.WriteProgress((ProgressRecord)record!), record) : ValueTask.CompletedTask;

    /// <inheritdoc/>
    public bool IsWhatIf
    {
        get => isWhatIf;
        init => isWhatIf = value;
    }

    /// <inheritdoc/>
    /// <remarks>Under -WhatIf a person sees the request itself; who is asked reads what follows from it.</remarks>
    public Task<bool> ShouldProcessAsync(ChangeProposal change, CancellationToken cancellationToken) => AskAsync(cmdlet =>
    {
        bool agreed = cmdlet.ShouldProcess($"{change.Target}: {change.Action}.\n{change.Request}", $"{change.Target}: {change.Action}.", "Confirm", out ShouldProcessReason reason);
        if (reason == ShouldProcessReason.WhatIf) isWhatIf = true;
        return agreed;
    });

    /// <inheritdoc/>
    public void LastWord(string message) => lastWords.Enqueue(message);

    /// <inheritdoc/>
    public Task<AccessGrant?> RequestTokenAsync(string audience, string? tenantId, CancellationToken cancellationToken) =>
        AskAsync(cmdlet => AzSession.RequestToken(cmdlet, audience, tenantId));

    /// <summary>Asks whether to go on with something that needs a second thought.</summary>
    public Task<bool> ShouldContinueAsync(string query, string caption) => AskAsync(cmdlet => cmdlet.ShouldContinue(query, caption));

    private ValueTask Queue(Action<PSCmdlet, object?> deliver, object? payload) => queue.WriteAsync(new PipelineCall(deliver, payload), pipelineEnded);

    private async Task<T> AskAsync<T>(Func<PSCmdlet, T> ask)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A question that is still queued when the pipeline ends is never asked; whoever waits for the answer must be let go.
        using CancellationTokenRegistration ended = pipelineEnded.Register(() => answer.TrySetCanceled(pipelineEnded));
        await Queue((cmdlet, _) => answer.TrySetResult(ask(cmdlet)), null).ConfigureAwait(false);
        return await answer.Task.ConfigureAwait(false);
    }
}
