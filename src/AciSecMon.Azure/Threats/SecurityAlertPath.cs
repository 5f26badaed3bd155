using System.Buffers;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Azure.Threats;

/// <summary>Paths of Defender's alerts, and the actions that they need (azure-facts, C.5).</summary>
internal static class SecurityAlertPath
{
    // What would change the meaning of an address has no place in an id.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("?#%&\\ <>\"");

    /// <summary>The action that reading needs.</summary>
    public const string ReadAction = "Microsoft.Security/alerts/read";

    /// <summary>The action that reading suppression rules needs.</summary>
    public const string ReadRules = "Microsoft.Security/alertsSuppressionRules/read";

    /// <summary>All alerts of a subscription, in whichever region Defender keeps them.</summary>
    public static string AlertsOf(string subscriptionId) => $"/subscriptions/{subscriptionId}/providers/Microsoft.Security/alerts";

    /// <summary>The suppression rules of a subscription.</summary>
    public static string RulesOf(string subscriptionId) => $"/subscriptions/{subscriptionId}/providers/Microsoft.Security/alertsSuppressionRules";

    /// <summary>The path that gives an alert a status.</summary>
    public static string ActionOf(string alertId, AciSecurityAlertStatus status) => $"{alertId}/{VerbOf(status)}";

    /// <summary>The action that giving an alert a status needs.</summary>
    public static string WriteAction(AciSecurityAlertStatus status) => $"Microsoft.Security/locations/alerts/{VerbOf(status)}/action";

    /// <summary>True for the resource id of an alert, as it may be sent.</summary>
    public static bool IsValid(string id) => SecurityAlert.IsAlert(id.TrimEnd('/')) && id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
        && !id.AsSpan().ContainsAny(Forbidden) && Guid.TryParse(id.Split('/')[2], out _) && !id.Split('/').Any(static part => part is "." or "..");

    private static string VerbOf(AciSecurityAlertStatus status) => status switch
    {
        AciSecurityAlertStatus.Active => "activate",
        AciSecurityAlertStatus.InProgress => "inProgress",
        AciSecurityAlertStatus.Resolved => "resolve",
        _ => "dismiss",
    };
}
