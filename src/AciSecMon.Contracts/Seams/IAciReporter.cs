namespace AciSecMon;

/// <summary>What the engine says besides its results. Calls may come from any thread; each is delivered in order.</summary>
public interface IAciReporter
{
    /// <summary>A decision that a user can act on, such as a file that was passed over.</summary>
    ValueTask VerboseAsync(string message, CancellationToken cancellationToken);

    /// <summary>One call to a service, for who looks for a fault. Holds no secret.</summary>
    ValueTask DebugAsync(string message, CancellationToken cancellationToken);

    /// <summary>Something that the user is meant to read, such as a code to sign in with.</summary>
    ValueTask InformationAsync(string message, CancellationToken cancellationToken);

    /// <summary>Something that the user should change.</summary>
    ValueTask WarningAsync(string message, CancellationToken cancellationToken);

    /// <summary>Something failed; everything else goes on.</summary>
    ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken);

    /// <summary>How far the work is; <paramref name="total"/> is 0 where it is not known.</summary>
    ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken);
}
