using System.Management.Automation;

namespace AciSecMon.Errors;

/// <summary>Turns what the engine says went wrong into PowerShell's error records.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of a problem that leaves the rest going on.</summary>
    public static ErrorRecord From(AciProblem problem) => From(new AciProblemException(problem));

    /// <summary>The record of a problem that ends the request.</summary>
    public static ErrorRecord From(AciProblemException failure)
    {
        AciProblem problem = failure.Problem;

        // A message that names its file says where in it, too.
        bool namesFile = problem.Location?.File is not { } file || problem.Message.Contains(file, StringComparison.Ordinal);
        string message = namesFile ? problem.Message : $"{problem.Location}: {problem.Message}";
        return new ErrorRecord(failure, problem.Id, CategoryOf(problem.Kind), problem.Target ?? problem.Location?.File)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = problem.Recommendation ?? string.Empty },
        };
    }

    private static ErrorCategory CategoryOf(AciProblemKind kind) => kind switch
    {
        AciProblemKind.NotFound => ErrorCategory.ObjectNotFound,
        AciProblemKind.InvalidData => ErrorCategory.InvalidData,
        AciProblemKind.InvalidArgument => ErrorCategory.InvalidArgument,
        AciProblemKind.PermissionDenied => ErrorCategory.PermissionDenied,
        AciProblemKind.LimitExceeded => ErrorCategory.LimitsExceeded,
        AciProblemKind.ReadError => ErrorCategory.ReadError,
        AciProblemKind.Authentication => ErrorCategory.AuthenticationError,
        AciProblemKind.Connection => ErrorCategory.ConnectionError,
        AciProblemKind.Throttled => ErrorCategory.LimitsExceeded,
        AciProblemKind.Unavailable => ErrorCategory.ResourceUnavailable,
        AciProblemKind.Timeout => ErrorCategory.OperationTimeout,
        AciProblemKind.Conflict => ErrorCategory.ResourceBusy,
        AciProblemKind.InvalidOperation => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.NotSpecified,
    };
}
