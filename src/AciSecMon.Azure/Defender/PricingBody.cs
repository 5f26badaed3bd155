using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Defender;

/// <summary>Makes the body that switches a plan on. A write replaces the list of extensions, so that those that are there are kept (azure-facts, C.1).</summary>
internal static class PricingBody
{
    /// <summary>The body; null where what the plan has is not wholly known.</summary>
    /// <param name="plan">The plan as it is.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="extensions">Extensions to switch on beside those that are on.</param>
    public static JsonObject? Merge(Value plan, PlanFacts facts, IEnumerable<string> extensions)
    {
        Value properties = plan["properties"];
        if (JsonText.TreeOf(properties) is not JsonObject) return null;
        var written = new JsonObject { ["pricingTier"] = "Standard" };
        // A plan that is on keeps its variant; one that is off gets the present one, since the service's own default can be a retired one.
        string? variant = properties["subPlan"].AsText() is { Length: > 0 } standing && Pricing.IsOn(plan) == true ? standing : facts.SubPlan;
        if (variant is not null) written["subPlan"] = variant;
        if (properties["enforce"].AsText() is { Length: > 0 } enforce) written["enforce"] = enforce;

        var list = new JsonArray();
        foreach (Value item in properties["extensions"].Items)
        {
            if (item["name"].AsText() is not { Length: > 0 } name) continue;
            // Flags are texts in this service.
            var kept = new JsonObject { ["name"] = name, ["isEnabled"] = item["isEnabled"].AsBoolean() == true ? "True" : "False" };
            if (JsonText.TreeOf(item["additionalExtensionProperties"]) is JsonObject more) kept["additionalExtensionProperties"] = more;
            list.Add(kept);
        }

        foreach (string extension in extensions)
        {
            JsonObject? present = list.OfType<JsonObject>().FirstOrDefault(item => string.Equals((string?)item["name"], extension, StringComparison.OrdinalIgnoreCase));
            if (present is null) list.Add(new JsonObject { ["name"] = extension, ["isEnabled"] = "True" });
            else present["isEnabled"] = "True";
        }

        if (list.Count > 0) written["extensions"] = list;
        return new JsonObject { ["properties"] = written };
    }
}
