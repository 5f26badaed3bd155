using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Policies;

namespace AciSecMon.Azure.Coverage;

/// <summary>Judges whether a policy about container groups is in force in a subscription. Pure.</summary>
internal static class PolicyPart
{
    private const string Name = "Policy";

    /// <summary>The part.</summary>
    /// <param name="facts">What is assigned.</param>
    /// <param name="subscriptionId">The subscription.</param>
    public static AciCoveragePart Of(SubscriptionPolicies facts, string subscriptionId)
    {
        var scope = PolicyScope.OfSubscription(subscriptionId);
        string command = CoverageCommands.Assign(subscriptionId);
        if (facts.Assignments.Items is not { } all) return Part(AciCoverageState.Unknown, $"The policy assignments could not be read: {facts.Assignments.Why}.");
        if (all.FirstOrDefault(one => IsInForce(one, scope)) is { } good) return Part(AciCoverageState.On, $"The policy '{good.Title}' is assigned at {good.Scope.Described}.");
        if (facts.Unread.Items is { Count: > 0 } unread) return Part(AciCoverageState.Unknown, $"Whether {string.Join(", ", unread.Select(static title => $"'{title}'"))} is about container groups is not known: {facts.Unread.Why}.");
        return all.Count > 0
            ? Part(AciCoverageState.Broken, $"The policy '{all[0].Title}' is assigned at {all[0].Scope.Described}, and {WhyNot(all[0], scope)}.", command)
            : Part(AciCoverageState.Missing, "No policy about container groups is assigned at the subscription or above it.", command);
    }

    /// <summary>True where an assignment counts in a subscription: it is enforced, its effect is not switched off, and it does not leave the subscription out.</summary>
    public static bool IsInForce(FoundAssignment one, PolicyScope scope) => WhyNot(one, scope) is null;

    private static string? WhyNot(FoundAssignment one, PolicyScope scope) =>
        one.IsNotEnforced ? "is not enforced"
        : one.Raw["properties"]["parameters"]["effect"]["value"].Is("Disabled") ? "its effect is switched off"
        : one.Raw["properties"]["notScopes"].Items.Any(left => string.Equals(left.AsText()?.TrimEnd('/'), scope.Text, StringComparison.OrdinalIgnoreCase)) ? "leaves the subscription out"
        : null;

    private static AciCoveragePart Part(AciCoverageState state, string message, string? command = null) => new() { Name = Name, State = state, Message = message, Command = command };
}
