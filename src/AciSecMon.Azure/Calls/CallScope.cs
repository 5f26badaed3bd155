namespace AciSecMon.Azure.Calls;

/// <summary>The pipeline that the running call works for: a credential that borrows the shell's own sign-in has to ask it.</summary>
internal static class CallScope
{
    private static readonly AsyncLocal<IAciReporter?> Running = new();

    /// <summary>The pipeline of the running call; null where a call works for none.</summary>
    public static IAciPipeline? Pipeline => Running.Value as IAciPipeline;

    /// <summary>Works for this reporter until disposed.</summary>
    public static IDisposable Enter(IAciReporter reporter)
    {
        IAciReporter? before = Running.Value;
        Running.Value = reporter;
        return new Leave(before);
    }

    private sealed class Leave(IAciReporter? before) : IDisposable
    {
        public void Dispose() => Running.Value = before;
    }
}
