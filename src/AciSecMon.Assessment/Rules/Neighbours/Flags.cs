using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Judges switches of neighbours. A switch that is not there has the service's default; one that is not known decides nothing.</summary>
internal static class Flags
{
    /// <summary>Fails where the switch has this value.</summary>
    /// <param name="judgement">Takes the verdict.</param>
    /// <param name="place">Place of the switch.</param>
    /// <param name="value">The switch.</param>
    /// <param name="bad">The value that is wrong.</param>
    /// <param name="whenMissing">What the service takes where the switch is not set.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="expected">What the rule asks for.</param>
    /// <param name="severity">The severity where it differs from the rule's.</param>
    public static void FailIf(
        Judgement judgement, Place place, Value value, bool bad, bool whenMissing, string message, string expected, AciSeverity? severity = null)
    {
        bool? set = value.IsMissing ? whenMissing : value.AsBoolean();
        if (set is null) Open(judgement, place, value, expected);
        else if (set == bad) judgement.Fail(place, value, message, expected, severity);
    }

    /// <summary>
    /// Fails where everybody can reach the resource: neither is public access switched off, nor are networks refused by default. Registries, storage accounts and vaults say
    /// both in the same words, and allow where they say nothing.
    /// </summary>
    /// <param name="judgement">Takes the verdict.</param>
    /// <param name="properties">The resource's properties.</param>
    /// <param name="rules">Name of the network rules: <c>networkAcls</c> or <c>networkRuleSet</c>.</param>
    /// <param name="subject">The resource, to begin a sentence.</param>
    public static void FailIfOpen(Judgement judgement, Value properties, string rules, string subject)
    {
        Value access = properties["publicNetworkAccess"];
        Value byDefault = properties[rules]["defaultAction"];
        if (access.Is("Disabled") || access.Is("SecuredByPerimeter") || byDefault.Is("Deny")) return;
        if (access is not (LiteralValue or MissingValue)) Open(judgement, Place.Root.Of("publicNetworkAccess"), access, "Disabled");
        else if (byDefault is not (LiteralValue or MissingValue)) Open(judgement, Place.Root.Of(rules).Of("defaultAction"), byDefault, "Deny");
        else judgement.Fail(Place.Root.Of(rules).Of("defaultAction"), byDefault, $"{subject} takes connections from every network.", "Deny, or publicNetworkAccess Disabled");
    }

    /// <summary>A switch that decides and is not known.</summary>
    public static void Open(Judgement judgement, Place place, Value value, string expected) =>
        judgement.Undecided(place, value, $"{place} decides and could not be read: {ValueText.WhyOpen(value)}.", expected);
}
