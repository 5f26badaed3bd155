using AciSecMon.Azure.Calls;
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

    // In the order from what says most to what says least: a code before words, words before a status.
    private static (string? Id, string? Advice) AdviceOn(AciServiceException fault, IReadOnlyList<Destination> destinations, string action)
    {
        string code = fault.Code ?? string.Empty;
        string said = fault.Problem.Message;
        if (Is(code, "RequestDisallowedByPolicy")) return (null, "A policy forbids the setting as it is. Ask its owner for an exemption, or send to the destination that the policy expects.");
        if (Is(code, "ScopeLocked"))
        {
            return (null, "A lock (ReadOnly, or CanNotDelete for a deletion) on the group, its resource group or its subscription forbids the change. Ask its owner to take it away for the time of the change; Get-AzResourceLock and az lock list show it.");
        }

        // The words of Resource Manager for a linked resource in a subscription of another tenant: Azure/azure-cli-extensions issue 7143.
        if (Is(code, "LinkedAuthorizationFailed") && Says(said, "current tenant"))
        {
            return (null, $"{string.Join(" and ", destinations.Select(static destination => destination.InWords))} lies in another tenant. Send to one of the group's own tenant, or have its tenant delegate the destination by Azure Lighthouse.");
        }

        if (Is(code, "LinkedAuthorizationFailed")) return (null, OnDestination(destinations, null));
        if (Is(code, "MissingSubscriptionRegistration") || Is(code, "SubscriptionNotRegistered"))
        {
            return (null, "Register the provider Microsoft.Insights in the subscription: Register-AzResourceProvider -ProviderNamespace Microsoft.Insights.");
        }

        if (Says(said, "Data sink") && Says(said, "already used"))
        {
            return (null, "Another setting of the group carries the same category to the same destination; the message names it. Run the command again, which counts what that one carries, or end it with Disable-AciDiagnostics -SettingName.");
        }

        if (Says(said, "same region")) return (null, "Storage accounts and event hubs must be in the region of the container group. Give one of that region, or a workspace, which may be anywhere.");
        if (fault.Status is 400 or 409 && IsTooMany(said)) return (null, "A resource takes five settings at most. Get-AciDiagnostics lists them; end one that is not needed with Disable-AciDiagnostics -SettingName and delete it where it was made.");
        if (fault.Status is 400 or 404 && GoneOf(said, destinations) is { } gone) return (null, $"{gone} is not there, or is being deleted. Give a destination that exists.");
        if (fault.Status == 404) return (null, "The container group is gone since it was listed. Look with Get-AciContainerGroup.");
        if (fault.Status is 400 or 409 && IsNotSupported(code, said)) return ("AciDiagnosticsNotSupported", LegacyWay);
        if (fault.Status == 409) return (null, "Another change of the container group or of its settings is under way. Wait until it has ended, and run the command again.");
        if (!Faults.IsRefusedAccess(fault)) return (null, null);

        // The service's own words tell whether it is the group or the destination that is closed to the account.
        string? lacking = MissingAction.Of(fault);
        return lacking is not null && !lacking.StartsWith("Microsoft.Insights/", StringComparison.OrdinalIgnoreCase) && !lacking.StartsWith("Microsoft.ContainerInstance/", StringComparison.OrdinalIgnoreCase)
            ? (null, OnDestination(destinations, lacking))
            : (null, $"Ask for a role with {action} on the container group, such as Monitoring Contributor. Test-AciSecMonPermission shows the least role.");
    }

    private static string OnDestination(IReadOnlyList<Destination> destinations, string? action)
    {
        string needed = action ?? string.Join(" and ", destinations.Select(ActionOn).Distinct(StringComparer.Ordinal));
        string places = string.Join(" and ", destinations.Select(static destination => destination.InWords));
        return $"The account may write the setting and may not use its destination. Ask for {needed} on {places}.";
    }

    private static string? GoneOf(string said, IReadOnlyList<Destination> destinations)
    {
        // The address of the request stands before the service's own words, and names the group whatever they say.
        string words = said[Math.Max(0, said.IndexOf(" failed with ", StringComparison.Ordinal))..];
        bool isGone = Says(words, "not found") || Says(words, "could not be found") || Says(words, "does not exist");
        return !isGone || Says(words, "containerGroups/") ? null : destinations.FirstOrDefault(destination => Says(words, destination.Id) || Says(words, destination.Last))?.InWords;
    }

    // The sentence of the service is not documented; it has to speak of settings and of a limit in some way.
    private static bool IsTooMany(string said) =>
        Says(said, "diagnostic setting") && (Says(said, "limit") || Says(said, "more than 5") || Says(said, "already 5") || Says(said, "maximum") || Says(said, "exceed"));

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
