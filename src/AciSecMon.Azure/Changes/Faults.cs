namespace AciSecMon.Azure.Changes;

/// <summary>Turns what a service refused into problems that say what it was for and what to do.</summary>
internal static class Faults
{
    /// <summary>A problem on one resource, made of the service's own.</summary>
    /// <param name="fault">What the service said.</param>
    /// <param name="what">What was tried, such as <c>The diagnostic settings of 'web' could not be read</c>; a sentence without its full stop.</param>
    /// <param name="target">Resource that it concerns.</param>
    /// <param name="missingAction">The action that is needed; said where the service refused access.</param>
    public static AciProblem On(AciServiceException fault, string what, string target, string missingAction)
    {
        bool isRefused = IsRefusedAccess(fault);
        return new AciProblem
        {
            Id = fault.Problem.Id,
            Kind = fault.Problem.Kind,
            Message = $"{what}: {fault.Problem.Message}",
            Target = target,
            Recommendation = isRefused ? $"Ask for a role with {missingAction}. Test-AciSecMonPermission shows the least role." : fault.Problem.Recommendation,
        };
    }

    /// <summary>That an answer does not tell in which region something is, where what is made has to be in the same.</summary>
    public static AciProblemException NoRegion(string target) => new(new AciProblem
    {
        Id = "AciResponseInvalid",
        Kind = AciProblemKind.Unavailable,
        Message = $"The service's answer for '{target}' does not tell its region. Nothing was written.",
        Target = target,
        Recommendation = "Try again. If it stays so, a gateway on the way answers in the service's place.",
    });

    /// <summary>That an answer does not hold what was asked for.</summary>
    public static AciProblemException NoAnswer(string target) => new(new AciProblem
    {
        Id = "AciResponseInvalid",
        Kind = AciProblemKind.Unavailable,
        Message = $"The service's answer for '{target}' does not hold what was asked for. Nothing was written.",
        Target = target,
        Recommendation = "Try again. If it stays so, a gateway on the way answers in the service's place.",
    });

    /// <summary>True where the caller may not. A token that was refused (401) is another matter: no role helps there.</summary>
    public static bool IsRefusedAccess(AciServiceException fault) => fault.Status is 403;

    /// <summary>True where the answer proves that nothing was done: the service understood the request and said no.</summary>
    public static bool IsClearRefusal(AciServiceException fault) => fault.Status is >= 400 and < 500 and not (408 or 429);

    /// <summary>Why, in a few words for a note on an object.</summary>
    public static string Reason(AciServiceException fault, string missingAction) => fault.Status switch
    {
        401 => "the token was refused",
        403 => $"access was refused; {missingAction} is missing",
        404 => "it is not there any more",
        429 => "the service asked to wait for too long",
        0 => "the service did not answer",
        _ => $"the service answered with status {fault.Status}{(fault.Code is null ? string.Empty : $" ({fault.Code})")}",
    };
}
