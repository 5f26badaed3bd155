using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Defender;

/// <summary>Reads a plan as the pricings service gives it. Source: azure-facts, C.1; flags of components are the texts "True" and "False".</summary>
internal static class PlanReading
{
    /// <summary>The plan.</summary>
    public static AciDefenderPlan Read(Value plan, string subscriptionId)
    {
        Value properties = plan["properties"];
        string name = plan["name"].AsText() ?? string.Empty;
        PlanFacts? facts = DefenderPlans.Find(name);
        AciDefenderExtension[] listed = [.. properties["extensions"].Items.Select(Extension)];
        AciDefenderExtension[] absent =
        [
            .. (facts?.Extensions ?? []).Where(e => !listed.Any(l => string.Equals(l.Name, e, StringComparison.OrdinalIgnoreCase))).Select(static e => new AciDefenderExtension { Name = e }),
        ];
        return new AciDefenderPlan
        {
            Name = name,
            SubscriptionId = subscriptionId,
            Tier = properties["pricingTier"].AsText(),
            Enabled = properties["pricingTier"].AsText() is { } tier ? string.Equals(tier, "Standard", StringComparison.OrdinalIgnoreCase) : null,
            SubPlan = properties["subPlan"].AsText(),
            Extension = [.. listed, .. absent],
            Coverage = properties["resourcesCoverageStatus"].AsText(),
            InheritedFrom = IsTrue(properties["inherited"]) ? properties["inheritedFrom"].AsText() : null,
            Deprecated = IsTrue(properties["deprecated"]),
            ReplacedBy = [.. properties["replacedBy"].Items.Select(static i => i.AsText()).OfType<string>()],
            EnabledOn = DateTimeOffset.TryParse(properties["enablementTime"].AsText(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null,
            Gives = facts?.Gives ?? [],
            DoesNotGive = facts?.DoesNotGive ?? [],
            ResourceId = plan["id"].AsText() ?? $"/subscriptions/{subscriptionId}/providers/Microsoft.Security/pricings/{name}",
        };
    }

    /// <summary>True for the text "True" in any case, and for true itself.</summary>
    public static bool IsTrue(Value flag) => flag.AsBoolean() == true || flag.Is("True");

    private static AciDefenderExtension Extension(Value extension) => new()
    {
        Name = extension["name"].AsText() ?? string.Empty,
        Enabled = IsTrue(extension["isEnabled"]),
        Status = extension["operationStatus"]["code"].AsText(),
        Message = extension["operationStatus"]["message"].AsText(),
    };
}
