namespace AciSecMon;

/// <summary>What kind of thing went wrong; decides the category of the error record.</summary>
public enum AciProblemKind
{
    /// <summary>A file, folder or other thing that was named is not there.</summary>
    NotFound,

    /// <summary>The content of a source could not be read as what it should be.</summary>
    InvalidData,

    /// <summary>An argument or a settings value is wrong.</summary>
    InvalidArgument,

    /// <summary>The operating system or Azure refused access.</summary>
    PermissionDenied,

    /// <summary>A limit of the engine was reached; the message names it.</summary>
    LimitExceeded,

    /// <summary>Reading failed for a reason outside the content.</summary>
    ReadError,

    /// <summary>Signing in failed, or a token was refused.</summary>
    Authentication,

    /// <summary>There is no connection, or the service could not be reached.</summary>
    Connection,

    /// <summary>The service asked to wait for longer than the caller is willing to.</summary>
    Throttled,

    /// <summary>The service failed or answered with something that is no answer.</summary>
    Unavailable,

    /// <summary>The time that was given ran out.</summary>
    Timeout,

    /// <summary>The resource is busy, or in a state that does not allow it.</summary>
    Conflict,

    /// <summary>A check found that what is asked for would not work.</summary>
    InvalidOperation,
}

/// <summary>What failed, on what, why, and what to do. Never holds the content of a source.</summary>
public sealed class AciProblem
{
    /// <summary>Stable error id, such as <c>AciDocumentInvalid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Decides the category of the error record.</summary>
    public required AciProblemKind Kind { get; init; }

    /// <summary>What failed, on what, and why.</summary>
    public required string Message { get; init; }

    /// <summary>The file, argument or resource.</summary>
    public string? Target { get; init; }

    /// <summary>What to do.</summary>
    public string? Recommendation { get; init; }

    /// <summary>Where in the file.</summary>
    public AciSourceLocation? Location { get; init; }
}

/// <summary>A problem after which the request cannot go on. Carries the problem as an object.</summary>
public class AciProblemException : Exception
{
    /// <summary>Creates the exception.</summary>
    public AciProblemException(AciProblem problem)
        : base(problem?.Message) => Problem = problem ?? throw new ArgumentNullException(nameof(problem));

    /// <summary>Creates the exception with its cause.</summary>
    public AciProblemException(AciProblem problem, Exception? innerException)
        : base(problem?.Message, innerException) => Problem = problem ?? throw new ArgumentNullException(nameof(problem));

    /// <summary>What failed.</summary>
    public AciProblem Problem { get; }
}
