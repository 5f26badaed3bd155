using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>Microsoft.Security/pricings of a subscription (azure-facts C.1): a PUT replaces the list of extensions, and flags are the texts True and False.</summary>
internal sealed partial class Pricings(ResourceStore store)
{
    private const string Type = "Microsoft.Security/pricings";

    public static bool Knows(ResourcePath path) => path.Is(Type);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (path.IsCollection)
        {
            return call.Method == "GET"
                ? Answer.List(Filtered(store.Directly(path.Full), call.Query.GetValueOrDefault("$filter", "")).Select(static one => one.DeepClone()))
                : throw RefusedException.Method(call.Method);
        }

        JsonObject plan = store.Find(path.Full)
            ?? throw new RefusedException(HttpStatusCode.NotFound, "NotFound", $"The pricing plan '{path.Name}' is not supported.");
        return call.Method switch
        {
            "GET" => Answer.Ok(plan.DeepClone()),
            "PUT" => Put(call, path, plan),
            _ => throw RefusedException.Method(call.Method),
        };
    }

    private Answer Put(Call call, ResourcePath path, JsonObject plan)
    {
        JsonObject before = plan["properties"]!.AsObject();
        if (call.Body()["properties"] is not JsonObject given || (string?)given["pricingTier"] is not ("Free" or "Standard"))
            throw RefusedException.Bad("The pricing tier must be Free or Standard.");
        bool turnsOn = (string?)given["pricingTier"] == "Standard";
        if (turnsOn && before["deprecated"] is JsonValue flag && flag.GetValue<bool>() && (string?)before["pricingTier"] == "Free")
            throw RefusedException.Bad($"The plan '{(string?)plan["name"]}' is deprecated and cannot be enabled.");

        var extensions = new JsonArray();
        foreach (JsonObject extension in (given["extensions"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            if (extension["isEnabled"] is not JsonValue value || !value.TryGetValue(out string? on) || on is not ("True" or "False"))
                throw RefusedException.Bad($"isEnabled of the extension '{(string?)extension["name"]}' must be \"True\" or \"False\".");
            JsonObject kept = extension.DeepClone().AsObject();
            kept.Remove("operationStatus");
            if (on == "True") kept["operationStatus"] = new JsonObject { ["code"] = "Succeeded", ["message"] = "Successfully enabled the extension" };
            extensions.Add(kept);
        }

        var properties = new JsonObject
        {
            ["pricingTier"] = (string?)given["pricingTier"],
            ["freeTrialRemainingTime"] = before["freeTrialRemainingTime"]?.DeepClone() ?? "PT0S",
        };
        if (given["subPlan"] is { } subPlan && turnsOn) properties["subPlan"] = subPlan.DeepClone();
        if (given["enforce"] is { } enforce) properties["enforce"] = enforce.DeepClone();
        if (before["deprecated"] is { } deprecated) properties["deprecated"] = deprecated.DeepClone();
        if (before["replacedBy"] is { } replacedBy) properties["replacedBy"] = replacedBy.DeepClone();
        if (turnsOn && extensions.Count > 0) properties["extensions"] = extensions;
        plan["properties"] = properties;
        store.Put(path.Full, plan);
        return Answer.Ok(plan.DeepClone());
    }

    private static IEnumerable<JsonObject> Filtered(IEnumerable<JsonObject> plans, string filter)
    {
        if (filter.Length == 0) return plans;
        if (NamesForm().Match(filter) is not { Success: true } match) throw RefusedException.Bad($"The filter '{filter}' is not supported.");
        string[] names = match.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries);
        return plans.Where(plan => names.Contains((string?)plan["name"], StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^name in \((?<names>[\w, ]+)\)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NamesForm();
}
