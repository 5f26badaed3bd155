using System.Management.Automation;

namespace AciSecMon.Pipeline;

/// <summary>Something that only the pipeline's own thread may do.</summary>
/// <param name="Deliver">Does it.</param>
/// <param name="Payload">What it is done with.</param>
internal readonly record struct PipelineCall(Action<PSCmdlet, object?> Deliver, object? Payload);
