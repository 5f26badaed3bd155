using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Access;

/// <summary>
/// What the caller may not do. Resource Manager refuses such calls by name; Resource Graph leaves such rows out without a word; the list of permissions of a scope tells
/// what is denied there or above. Safe for parallel use.
/// </summary>
internal sealed class CallerRights
{
    /// <summary>Name and object id of the caller, as refusals write them.</summary>
    public const string Client = SandboxServer.Account;

    /// <summary>Object id of the caller.</summary>
    public const string ObjectId = "0f5c7a52-3f0e-4d1b-8a56-6b1f9f2a7c11";

    private static readonly (string Sink, string Action)[] Sinks =
    [
        ("workspaceId", "Microsoft.OperationalInsights/workspaces/sharedKeys/action"),
        ("storageAccountId", "Microsoft.Storage/storageAccounts/listKeys/action"),
        ("eventHubAuthorizationRuleId", "Microsoft.EventHub/namespaces/authorizationRules/listkeys/action"),
    ];

    private ImmutableArray<Denial> denied = [];
    private ImmutableDictionary<string, string> moved = ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    /// <summary>True where nothing is denied.</summary>
    public bool AreWhole => denied.IsEmpty && moved.IsEmpty;

    /// <summary>Denies an action on a scope and below it.</summary>
    /// <param name="action">The action; <c>*</c> stands for any text.</param>
    /// <param name="scope">Id of a subscription, resource group or resource.</param>
    public void Deny(string action, string scope) => denied = denied.Add(new Denial(action, PatternOf(action), scope));

    /// <summary>Gives a subscription to another tenant, whose tokens the caller does not have.</summary>
    public void MoveToTenant(string subscriptionId, string tenantId) => moved = moved.SetItem(subscriptionId, tenantId);

    /// <summary>True where an action is not denied on a scope.</summary>
    public bool Allows(ArmAction action) => !denied.Any(denial => denial.Pattern.IsMatch(action.Name) && ArmAction.IsWithin(action.Scope, denial.Scope));

    /// <summary>Whether the index shows a resource.</summary>
    public bool CanSee(string id, string type) => !moved.ContainsKey(ResourcePath.Of(id).SubscriptionId) && Allows(ArmAction.ToRead(id, type));

    /// <summary>The refusal of a call; null where it may be made.</summary>
    public Answer? Refusal(Call call)
    {
        if (AreWhole || ArmAction.Of(call) is not { } action) return null;
        if (moved.TryGetValue(ResourcePath.Of(call.Path).SubscriptionId, out string? tenant)) return WrongTenant(tenant);
        return Allows(action) ? LinkedRefusal(call, action) : Refused("AuthorizationFailed", Words(action));
    }

    /// <summary>The answer as this caller gets it: lists of subscriptions without those that are not his, permissions without what is denied.</summary>
    public Answer Shown(Call call, Answer answer)
    {
        if (AreWhole || answer.Body is not JsonObject body || body["value"] is not JsonArray rows) return answer;
        if (string.Equals(call.Path, "/subscriptions", StringComparison.OrdinalIgnoreCase))
        {
            foreach (JsonNode row in rows.OfType<JsonNode>().Where(row => !CanSee((string)row["id"]!, "Microsoft.Resources/subscriptions")).ToArray()) rows.Remove(row);
        }

        ResourcePath path = ResourcePath.Of(call.Path);
        if (!path.Is("Microsoft.Authorization/permissions")) return answer;
        foreach (JsonObject grant in rows.OfType<JsonObject>())
        {
            JsonArray without = grant["notActions"] as JsonArray ?? [];
            foreach (Denial denial in denied.Where(denial => ArmAction.IsWithin(path.Scope, denial.Scope))) without.Add((JsonNode)denial.Action);
            grant["notActions"] = without.DeepClone();
        }

        return answer;
    }

    // The form is that of real refusals, as in MicrosoftDocs/azure-docs issue 122458.
    private static string Words(ArmAction action) =>
        $"The client '{Client}' with object id '{ObjectId}' does not have authorization to perform action '{action.Name}' over scope '{action.Scope}' or the scope is invalid. "
        + "If access was recently granted, please refresh your credentials.";

    // A setting needs rights on where it sends to as well (azure-facts, B.1); the form is that in CDCgov/prime-reportstream issue 7678.
    private Answer? LinkedRefusal(Call call, ArmAction action)
    {
        if (call.Method != "PUT" || !action.Name.EndsWith("/diagnosticSettings/write", StringComparison.OrdinalIgnoreCase)) return null;
        JsonNode? properties = call.Body()["properties"];
        foreach ((string sink, string needed) in Sinks)
        {
            if ((string?)properties?[sink] is not { Length: > 0 } target || Allows(new ArmAction(needed, target))) continue;
            return Refused(
                "LinkedAuthorizationFailed",
                $"The client '{Client}' with object id '{ObjectId}' has permission to perform action '{action.Name}' on scope '{action.Scope}'; however, it does not have permission to perform "
                + $"action '{needed}' on the linked scope(s) '{target}' or the linked scope(s) are invalid.");
        }

        return null;
    }

    // The form is that in Azure/azure-sdk-for-net issue 49391; the challenge names the tenant to ask, as Resource Manager's does for a call without a token.
    private static Answer WrongTenant(string tenant)
    {
        string message = $"The access token is from the wrong issuer 'https://sts.windows.net/{SandboxServer.TenantId}/'. It must match the tenant 'https://sts.windows.net/{tenant}/' associated with this subscription. "
            + $"Please use the authority (URL) 'https://login.windows.net/{tenant}' to get the token.";
        return new RefusedException(HttpStatusCode.Unauthorized, "InvalidAuthenticationTokenTenant", message).ToAnswer()
            .With("WWW-Authenticate", $"Bearer authorization_uri=\"https://login.windows.net/{tenant}\", error=\"invalid_token\", error_description=\"{message}\"");
    }

    private static Answer Refused(string code, string message) => new RefusedException(HttpStatusCode.Forbidden, code, message).ToAnswer();

    private static Regex PatternOf(string action) =>
        new("^" + Regex.Escape(action).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    private sealed record Denial(string Action, Regex Pattern, string Scope);
}
