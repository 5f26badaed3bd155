using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Explains why the service did not take a write of a diagnostic setting, and what to do (azure-facts, B.1, B.2, I.4).</summary>
internal static class SettingRefusal
{
    private const string LegacyWay =
        "Where diagnostic settings of container groups are not available, deploy the group with properties.diagnostics.logAnalytics (workspace id and key) instead.";

    /// <summary>The problem of a refused write.</summary>
    /// <param name="fault">What the service said.</param>
    /// <param name="what">What was tried, a sentence without its full stop.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="destinations">Where the setting sends to.</param>
    /// <param name="action">The action that the write needs.</param>
    public static AciProblem Explain(AciServiceException fault, string what, string groupId, IReadOnlyList<Destination> destinations, string action)
    {
        (string? id, string? advice) = AdviceOn(fault, destinations, action);
        AciProblem plain = Faults.On(fault, what, groupId, action);
        return advice is null ? plain : new AciProblem
        {
            Id = id ?? plain.Id,
            Kind = id is null ? plain.Kind : AciProblemKind.InvalidOperation,
            Message = plain.Message,
            Target = groupId,
            Recommendation = advice,
        };
    }

    private static (string? Id, string? Advice) AdviceOn(AciServiceException fault, IReadOnlyList<Destination> destinations, string action)
    {
        string code = fault.Code ?? string.Empty;
        if (Is(code, "RequestDisallowedByPolicy")) return (null, "A policy forbids the setting as it is. Ask its owner for an exemption, or send to the destination that the policy expects.");
        if (Is(code, "LinkedAuthorizationFailed"))
        {
            return (null, $"The account may write the setting and may not use its destination. Ask for {string.Join(" and ", destinations.Select(ActionOn).Distinct(StringComparer.Ordinal))} on the destination.");
        }

        if (Is(code, "MissingSubscriptionRegistration") || Is(code, "SubscriptionNotRegistered"))
        {
            return (null, "Register the provider Microsoft.Insights in the subscription: Register-AzResourceProvider -ProviderNamespace Microsoft.Insights.");
        }

        if (fault.Status is 400 or 409 && IsNotSupported(code, fault.Problem.Message)) return ("AciDiagnosticsNotSupported", LegacyWay);
        return Faults.IsRefusedAccess(fault)
            ? (null, $"Ask for a role with {action}, such as Monitoring Contributor. Test-AciSecMonPermission shows the least role.")
            : (null, null);
    }

    private static string ActionOn(Destination destination) => destination.Kind switch
    {
        DestinationKind.Workspace => "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
        DestinationKind.StorageAccount => "Microsoft.Storage/storageAccounts/listKeys/action",
        DestinationKind.EventHub => "Microsoft.EventHub/namespaces/authorizationRules/listkeys/action",
        _ => "write access",
    };

    // The pages of the service disagree on whether the feature has to be enabled for a subscription; its codes are not documented, its sentences speak plainly.
    private static bool IsNotSupported(string code, string message) =>
        Is(code, "FeatureNotRegistered") || Says(code, "NotSupported") || Says(message, "not supported") || Says(message, "does not support") || Says(message, "not registered for feature");

    private static bool Is(string text, string other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);

    private static bool Says(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
