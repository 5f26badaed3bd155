using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using AciSecMon.Errors;

namespace AciSecMon.Pipeline;

/// <summary>
/// Lets asynchronous work write to a pipeline. The work runs on the thread pool and queues what it wants written; the pipeline's thread waits here and writes it.
/// The queue is bounded, so the work never runs far ahead of what stands behind it in the pipeline.
/// </summary>
internal static class PipelinePump
{
    private const int QueueLength = 128;

    /// <summary>Runs the work to its end, or until the pipeline no longer wants it.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public static void Run(PSCmdlet cmdlet, TimeProvider clock, Func<PipelineSink, CancellationToken, Task> work, CancellationToken stop)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Channel<PipelineCall> queue = Channel.CreateBounded<PipelineCall>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
        var progress = new ProgressLine(cmdlet.MyInvocation.MyCommand?.Name ?? cmdlet.GetType().Name, clock);
        var sink = new PipelineSink(queue.Writer, progress, cancel.Token) { IsWhatIf = WhatIf.IsAsked(cmdlet) };

        Task running = Start(work, sink, queue.Writer, cancel.Token);
        ExceptionDispatchInfo? refused = Deliver(cmdlet, queue.Reader, cancel);
        progress.End(cmdlet);
        try
        {
            PipelineThread.WaitFor(running);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Its end was asked for; why is told below.
        }
        catch (Exception) when (refused is not null)
        {
            // What the pipeline threw came first and is the cause.
        }
        catch (AciProblemException failure)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.From(failure));
        }

        if (cancel.IsCancellationRequested) SayLastWords(cmdlet, sink);
        refused?.Throw();
        if (stop.IsCancellationRequested) throw new PipelineStoppedException();
    }

    /// <summary>
    /// Says what a person must hear of work that was stopped in its midst. Every stream of a stopping pipeline throws PipelineStoppedException (MshCommandRuntime asks
    /// IsStopping before each write); the host's own screen knows nothing of pipelines and takes the line all the same.
    /// </summary>
    private static void SayLastWords(PSCmdlet cmdlet, PipelineSink sink)
    {
        foreach (string word in sink.LastWords) cmdlet.Host.UI.WriteWarningLine(word);
    }

    private static Task Start(
        Func<PipelineSink, CancellationToken, Task> work, PipelineSink sink, ChannelWriter<PipelineCall> queue, CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                try
                {
                    await work(sink, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    queue.Complete();
                }
            },
            CancellationToken.None);

    /// <summary>Writes what is queued until the work ends. Gives what the pipeline threw: from then on the rest is thrown away, so that no writer waits for room.</summary>
    private static ExceptionDispatchInfo? Deliver(PSCmdlet cmdlet, ChannelReader<PipelineCall> queue, CancellationTokenSource cancel)
    {
        ExceptionDispatchInfo? refused = null;
        do
        {
            while (queue.TryRead(out PipelineCall call))
            {
                if (refused is not null) continue;
                try
                {
                    call.Deliver(cmdlet, call.Payload);
                }
                catch (Exception thrown)
                {
                    refused = ExceptionDispatchInfo.Capture(thrown);
                    cancel.Cancel();
                }
            }
        }
        while (PipelineThread.WaitFor(queue.WaitToReadAsync(CancellationToken.None)));

        return refused;
    }
}
