using System.Management.Automation;
using System.Runtime.CompilerServices;
using AciSecMon.Pipeline;

namespace AciSecMon.Module.Tests.Pipeline;

/// <summary>What a test sees of a cmdlet's inner life.</summary>
public sealed class Probe
{
    /// <summary>Set once the source waits for ever.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many items the source was asked for.</summary>
    public int Produced { get; set; }

    /// <summary>True once the source was disposed.</summary>
    public bool Disposed { get; set; }
}

/// <summary>Counts asynchronously to a number, or for ever.</summary>
[Cmdlet(VerbsCommon.Get, "Count")]
public sealed class CountCommand : AsyncCmdlet
{
    /// <summary>The last number; 0 for no end.</summary>
    [Parameter(Position = 0)]
    public int To { get; set; }

    /// <summary>The number after which it waits until it is cancelled; 0 for never.</summary>
    [Parameter]
    public int WaitAfter { get; set; }

    /// <summary>What the test looks at.</summary>
    [Parameter]
    public Probe Probe { get; set; } = new();

    /// <inheritdoc/>
    protected override void EndProcessing() => Stream(Numbers);

    private async IAsyncEnumerable<int> Numbers([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (int number = 1; To == 0 || number <= To; number++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                Probe.Produced = number;
                yield return number;
                if (number != WaitAfter) continue;
                Probe.Waiting.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
        }
        finally
        {
            Probe.Disposed = true;
        }
    }
}
