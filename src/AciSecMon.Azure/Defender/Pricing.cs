using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Defender;

/// <summary>Requests for plans, and what their answers mean (azure-facts, C.1).</summary>
internal static class Pricing
{
    /// <summary>The action that reading needs.</summary>
    public const string ReadAction = "Microsoft.Security/pricings/read";

    /// <summary>The action that writing needs.</summary>
    public const string WriteAction = "Microsoft.Security/pricings/write";

    /// <summary>The plans of a subscription.</summary>
    public static string PathOf(string subscriptionId) => $"/subscriptions/{subscriptionId}/providers/Microsoft.Security/pricings";

    /// <summary>One plan of a subscription.</summary>
    public static string PathOf(string subscriptionId, string name) => $"{PathOf(subscriptionId)}/{Uri.EscapeDataString(name)}";

    /// <summary>True where the plan is on; null where the answer does not tell.</summary>
    public static bool? IsOn(Value plan) => plan["properties"]["pricingTier"].AsText() is { } tier ? string.Equals(tier, "Standard", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>True where the plan is inherited; flags of this service are texts.</summary>
    public static bool IsInherited(Value plan) => plan["properties"]["inherited"].AsBoolean() == true;

    /// <summary>True where the plan is retired.</summary>
    public static bool IsRetired(Value plan, PlanFacts facts) => plan["properties"]["deprecated"].AsBoolean() == true || facts.IsRetired;

    /// <summary>Plans that replace a retired one.</summary>
    public static string[] ReplacedBy(Value plan, PlanFacts facts)
    {
        string[] told = [.. plan["properties"]["replacedBy"].Items.Select(static item => item.AsText()).OfType<string>()];
        return told.Length > 0 ? told : [.. facts.ReplacedBy];
    }

    /// <summary>True where an extension is on.</summary>
    public static bool IsExtensionOn(Value plan, string name) =>
        plan["properties"]["extensions"].Items.Any(item => item["name"].Is(name) && item["isEnabled"].AsBoolean() == true);

    /// <summary>The object that people see of a plan.</summary>
    public static AciDefenderPlan Show(Value plan, string subscriptionId, string name)
    {
        PlanFacts facts = Plans.Of(name);
        Value properties = plan["properties"];
        bool isRetired = IsRetired(plan, facts);
        return new AciDefenderPlan
        {
            Name = name,
            SubscriptionId = subscriptionId,
            Tier = properties["pricingTier"].AsText(),
            Enabled = IsOn(plan),
            SubPlan = TextOf(properties["subPlan"]),
            Extension = ExtensionsOf(properties["extensions"], facts),
            Coverage = TextOf(properties["resourcesCoverageStatus"]),
            InheritedFrom = IsInherited(plan) ? TextOf(properties["inheritedFrom"]) ?? "unknown" : null,
            Deprecated = isRetired,
            ReplacedBy = isRetired ? ReplacedBy(plan, facts) : [],
            EnabledOn = DateTimeOffset.TryParse(
                properties["enablementTime"].AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null,
            Gives = [.. facts.Gives],
            DoesNotGive = [.. facts.DoesNotGive],
            ResourceId = TextOf(plan["id"]) ?? PathOf(subscriptionId, name),
        };
    }

    /// <summary>The object of a plan that could not be read.</summary>
    public static AciDefenderPlan Unread(string subscriptionId, string name)
    {
        PlanFacts facts = Plans.Of(name);
        return new AciDefenderPlan
        {
            Name = facts.Name,
            SubscriptionId = subscriptionId,
            Deprecated = facts.IsRetired,
            ReplacedBy = [.. facts.ReplacedBy],
            Gives = [.. facts.Gives],
            DoesNotGive = [.. facts.DoesNotGive],
            ResourceId = PathOf(subscriptionId, facts.Name),
        };
    }

    private static AciDefenderExtension[] ExtensionsOf(Value extensions, PlanFacts facts)
    {
        var shown = new List<AciDefenderExtension>();
        foreach (Value item in extensions.Items)
        {
            if (TextOf(item["name"]) is not { } name) continue;
            Value status = item["operationStatus"];
            shown.Add(new AciDefenderExtension
            {
                Name = name,
                Enabled = item["isEnabled"].AsBoolean() == true,
                Status = TextOf(status["code"]),
                Message = TextOf(status["message"]),
            });
        }

        foreach (string known in facts.Extensions)
        {
            if (!shown.Exists(extension => string.Equals(extension.Name, known, StringComparison.OrdinalIgnoreCase))) shown.Add(new AciDefenderExtension { Name = known });
        }

        return [.. shown];
    }

    private static string? TextOf(Value value) => value.AsText() is { Length: > 0 } text ? text : null;
}
