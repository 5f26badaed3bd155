namespace AciSecMon;

/// <summary>A service answered with an error, or did not answer. Holds no header and no body: only what is listed here.</summary>
public sealed class AciServiceException : AciProblemException
{
    /// <summary>Creates the exception.</summary>
    public AciServiceException(AciProblem problem, Exception? innerException = null)
        : base(problem, innerException)
    {
    }

    /// <summary>HTTP status; 0 where no answer came.</summary>
    public int Status { get; init; }

    /// <summary>The service's own code, such as <c>AuthorizationFailed</c>; null where it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>Method and path of the request, without query values that may be secret.</summary>
    public string? Request { get; init; }

    /// <summary>Id of the request at the service (<c>x-ms-request-id</c>).</summary>
    public string? RequestId { get; init; }

    /// <summary>Id under which the service files everything that belongs together (<c>x-ms-correlation-request-id</c>).</summary>
    public string? CorrelationId { get; init; }
}
