using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Wire;

namespace AciSecMon.Sandbox.Services;

/// <summary>Defender plans (azure-facts, C.1): writing one replaces its list of components, whose flags are the texts "True" and "False".</summary>
internal sealed class PricingsService(ResourceStore store)
{
    /// <summary>The type.</summary>
    public const string Type = "Microsoft.Security/pricings";

    /// <summary>Writes a plan.</summary>
    public Answer Put(string id, JsonNode? body)
    {
        if (store.Find(id) is not { } plan) return Answer.Error(404, "ResourceNotFound", $"The pricing '{Ids.NameOf(id)}' does not exist.");
        if (body?["properties"] is not JsonObject properties || (string?)properties["pricingTier"] is not ("Free" or "Standard")) return Answer.Error(400, "InvalidPricingTier", "The pricing tier must be Free or Standard.");
        if ((string?)plan["properties"]?["deprecated"]?.ToString() == "true") return Answer.Error(400, "DeprecatedPlan", "The plan is deprecated and cannot be enabled.");
        foreach (JsonNode? extension in properties["extensions"] as JsonArray ?? [])
        {
            if (extension?["isEnabled"] is not JsonValue flag || !flag.TryGetValue(out string? text) || text is not ("True" or "False")) return Answer.Error(400, "InvalidExtension", "isEnabled must be 'True' or 'False'.");
        }

        var now = properties.DeepClone().AsObject();
        now["resourcesCoverageStatus"] = (string?)now["pricingTier"] == "Standard" ? "FullyCovered" : "NotCovered";
        plan["properties"] = now;
        store.Put(plan);
        return Answer.Ok(plan);
    }
}
