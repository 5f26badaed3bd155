namespace AciSecMon.Pipeline;

/// <summary>
/// The one place in the product that blocks a thread. PowerShell calls cmdlets and completers synchronously; the thread that it lends them has nothing else to do.
/// </summary>
internal static class PipelineThread
{
    /// <summary>Waits for a result.</summary>
    public static T WaitFor<T>(ValueTask<T> pending) => pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();

    /// <summary>Waits for an end.</summary>
    public static void WaitFor(Task pending) => pending.GetAwaiter().GetResult();
}
