using System.Management.Automation;

namespace AciSecMon.Pipeline;

/// <summary>
/// The base of every cmdlet: its steps run asynchronous work that writes to the pipeline, are stopped by Ctrl+C and by whatever the pipeline throws, and leave
/// nothing running behind them.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PipelineReporter reporter = new();

    /// <summary>Where the engine tells what it passes over, what went wrong and how far it is.</summary>
    private protected IAciPipeline Reporter => reporter;

    /// <summary>The clock that progress is measured by.</summary>
    private protected virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>Runs asynchronous work from a Begin, Process or EndProcessing override and returns when it has ended.</summary>
    private protected void Run(Func<PipelineSink, CancellationToken, Task> work)
    {
        PipelinePump.Run(
            this,
            Clock,
            (sink, cancellationToken) =>
            {
                reporter.Current = sink;
                return work(sink, cancellationToken);
            },
            stop.Token);
        reporter.Current = null;
    }

    /// <summary>Writes what the source gives, as it gives it. Where the pipeline wants no more, the source is disposed before this returns.</summary>
    private protected void Stream<T>(Func<CancellationToken, IAsyncEnumerable<T>> source) => Run(async (sink, cancellationToken) =>
    {
        await foreach (T item in source(cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await sink.WriteObjectAsync(item).ConfigureAwait(false);
        }
    });

    /// <summary>Waits for a single result.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> source)
    {
        T result = default!;
        Run(async (_, cancellationToken) => result = await source(cancellationToken).ConfigureAwait(false));
        return result;
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended by itself in the same moment.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) stop.Dispose();
    }
}
