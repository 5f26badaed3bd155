using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>Subscriptions and resource groups. They are part of the estate and are read only.</summary>
internal sealed class Subscriptions(ResourceStore store)
{
    public const string SubscriptionType = "Microsoft.Resources/subscriptions";
    private const string Chain = "managementGroupAncestorsChain";
    private const string GroupType = "Microsoft.Resources/resourceGroups";

    /// <summary>Refuses a path whose subscription or resource group is not there.</summary>
    public void Demand(ResourcePath path)
    {
        if (store.Find("/subscriptions/" + path.SubscriptionId) is null)
        {
            throw new RefusedException(
                HttpStatusCode.NotFound, "SubscriptionNotFound", $"The subscription '{path.SubscriptionId}' could not be found.");
        }

        if (path.ResourceGroup.Length > 0 && store.Find($"/subscriptions/{path.SubscriptionId}/resourceGroups/{path.ResourceGroup}") is null)
            throw new RefusedException(HttpStatusCode.NotFound, "ResourceGroupNotFound", $"Resource group '{path.ResourceGroup}' could not be found.");
    }

    public Answer Respond(Call call, ResourcePath path)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        if (Is(path.Full, "/subscriptions")) return Answer.List(store.Below("/subscriptions", SubscriptionType).Select(Shown));

        string under = "/subscriptions/" + path.SubscriptionId;
        if (Is(path.Full, under + "/resourceGroups")) return Answer.List(store.Below(under, GroupType).Select(static one => one.DeepClone()));
        return store.Find(path.Full) is { } found
            ? Answer.Ok(Shown(found))
            : throw new RefusedException(HttpStatusCode.NotFound, "NotFound", $"No HTTP resource was found that matches the request '{path.Full}'.");
    }

    /// <summary>What a row of the index tells of a subscription: its management groups, which Resource Manager's own answer does not have.</summary>
    public static JsonObject RowProperties(JsonObject subscription)
    {
        var properties = new JsonObject { ["state"] = (string?)subscription["state"], ["subscriptionPolicies"] = subscription["subscriptionPolicies"]?.DeepClone() };
        if (subscription[Chain] is { } chain) properties[Chain] = chain.DeepClone();
        return properties;
    }

    private static JsonNode Shown(JsonObject resource)
    {
        JsonObject copy = resource.DeepClone().AsObject();
        copy.Remove(Chain);
        return copy;
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
