using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Activity;

/// <summary>What a person asks for and the service cannot filter by.</summary>
internal sealed class ActivityFilter(ActivityRequest request)
{
    /// <summary>True where an operation is wanted.</summary>
    public bool Takes(AciActivity activity) =>
        (!request.Risky || activity.Risky)
        && Fits(request.Caller, activity.Caller, activity.CallerName, activity.CallerId, activity.ApplicationId)
        && Fits(request.Operation, activity.Kind.ToString(), activity.Operation);

    private static bool Fits(IReadOnlyList<string> patterns, params string?[] texts) =>
        patterns.Count == 0 || patterns.Any(pattern => texts.Any(text => text is not null && Wildcards.Fits(text, pattern)));
}
