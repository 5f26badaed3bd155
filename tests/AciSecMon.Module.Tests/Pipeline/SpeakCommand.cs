using System.Management.Automation;
using AciSecMon.Pipeline;

namespace AciSecMon.Module.Tests.Pipeline;

/// <summary>Runs a piece of asynchronous work that the test gives.</summary>
[Cmdlet(VerbsCommon.Set, "Speech", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class SpeakCommand : AsyncCmdlet
{
    /// <summary>The work; a <c>Func&lt;PipelineSink, CancellationToken, Task&gt;</c>.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public object Work { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Parameter]
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <inheritdoc/>
    private protected override TimeProvider Clock => Time;

    /// <inheritdoc/>
    protected override void EndProcessing() => Run((Func<PipelineSink, CancellationToken, Task>)Work);
}

/// <summary>Ends the pipeline after its first input, as <c>Select-Object -First 1</c> does.</summary>
[Cmdlet(VerbsCommon.Select, "FirstItem")]
public sealed class FirstItemCommand : PSCmdlet
{
    /// <summary>The input.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WriteObject(InputObject);

        // The engine keeps the exception that ends only what stands before a command to itself.
        Type type = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(type, this)!;
    }
}
