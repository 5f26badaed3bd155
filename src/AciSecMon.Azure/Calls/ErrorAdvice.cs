namespace AciSecMon.Azure.Calls;

/// <summary>Error id, kind and advice by what a service answered. Source of the codes: azure-facts, I.4.</summary>
internal static class ErrorAdvice
{
    /// <summary>What to say of an error answer.</summary>
    public static (string Id, AciProblemKind Kind, string Advice) Of(int status, string? code) => (status, code) switch
    {
        (_, "InvalidAuthenticationTokenTenant") => (
            "AciAzureWrongTenant", AciProblemKind.Authentication, "The token is of another tenant than the subscription: connect with -Tenant of the subscription's tenant."),
        (_, "ExpiredAuthenticationToken") => (
            "AciAzureUnauthorized", AciProblemKind.Authentication, "The token has expired, or the clock of this machine is wrong: connect again."),
        (401, _) => ("AciAzureUnauthorized", AciProblemKind.Authentication, "Connect again with Connect-AciSecMon; a given token must be for Resource Manager."),
        (_, "RequestDisallowedByPolicy") => ("AciAzureDeniedByPolicy", AciProblemKind.PermissionDenied, "A policy of the organisation denies this: ask its owner, or change what is asked for."),
        (403, _) => ("AciAzureForbidden", AciProblemKind.PermissionDenied, "Ask for a role that allows it; Test-AciSecMonPermission shows what is missing and the least role."),
        (_, "MissingSubscriptionRegistration" or "SubscriptionNotRegistered") => (
            "AciAzureNotRegistered", AciProblemKind.InvalidOperation, "Register the resource provider on the subscription: Register-AzResourceProvider or az provider register."),
        (_, "NoRegisteredProviderFound" or "InvalidApiVersionParameter" or "InvalidResourceType") => (
            "AciAzureUnsupported", AciProblemKind.InvalidOperation, "The cloud or region does not offer this version of the service; Connect-AciSecMon -ApiVersion sets another one."),
        (404, _) => ("AciAzureNotFound", AciProblemKind.NotFound, "Check the name; it may have been deleted in the meantime."),
        (409, _) => ("AciAzureConflict", AciProblemKind.Conflict, "Another operation is at work on it, or its state does not allow this: try again later."),
        (429, _) => ("AciAzureThrottled", AciProblemKind.Throttled, "Try again later, or ask for less at a time."),
        (408, _) or (504, _) => ("AciAzureTimeout", AciProblemKind.Timeout, "Try again; narrow what is asked for."),
        ( >= 500, _) => ("AciAzureUnavailable", AciProblemKind.Unavailable, "The service has a fault: try again later."),
        _ => ("AciAzureRefused", AciProblemKind.InvalidOperation, "The service did not accept the request; its message says why."),
    };
}
