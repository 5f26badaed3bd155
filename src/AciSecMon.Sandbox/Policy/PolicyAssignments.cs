using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Policy;

/// <summary>
/// Microsoft.Authorization/policyAssignments (azure-facts, D.3; azure-facts-2, D.4.6). A list at a subscription or a resource group has what applies to it from above and what stands
/// below it, and <c>atScope()</c> and <c>atExactScope()</c> narrow it (learn.microsoft.com, PolicyAssignmentsOperations of @azure/arm-policy). An identity that is asked for is made, and goes
/// with the assignment. That deploying and modifying policies need one: hashicorp/terraform-provider-azurerm issue 4950.
/// </summary>
internal sealed partial class PolicyAssignments(ResourceStore store, ManagementGroups tree, SandboxClock clock)
{
    /// <summary>Type of an assignment.</summary>
    public const string Type = "Microsoft.Authorization/policyAssignments";

    private const int LongestName = 64;
    private const int LongestNameAtGroup = 24;

    private int identities;

    public static bool Knows(ResourcePath path) => path.Is(Type);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (path.IsCollection) return call.Method == "GET" ? List(call, path) : throw RefusedException.Method(call.Method);
        JsonObject? there = store.Find(path.Full);
        switch (call.Method)
        {
            case "GET":
                return Answer.Ok((there ?? throw NotFound(path)).DeepClone());
            case "PUT":
                JsonObject made = Made(call.Body(), path, there);
                store.Put(path.Full, made);
                return new Answer(HttpStatusCode.Created, made.DeepClone());
            case "DELETE":
                if (there is null) return new Answer(HttpStatusCode.NoContent);
                if ((string?)there["identity"]?["principalId"] is { } principal) store.Remove(DirectoryObjects.IdOf(principal));
                store.Remove(path.Full);
                return Answer.Ok(there.DeepClone());
            default:
                throw RefusedException.Method(call.Method);
        }
    }

    private Answer List(Call call, ResourcePath path)
    {
        string filter = call.Query.GetValueOrDefault("$filter", "");
        bool Applies(string scope) => tree.Covers(scope, path.Scope);
        Func<JsonObject, bool> isWanted = filter switch
        {
            "" => one => ScopeOf(one) is var scope && (Applies(scope) || ManagementGroups.IsWithin(scope, path.Scope)),
            _ when string.Equals(filter, "atScope()", StringComparison.OrdinalIgnoreCase) => one => Applies(ScopeOf(one)),
            _ when string.Equals(filter, "atExactScope()", StringComparison.OrdinalIgnoreCase) => one => string.Equals(ScopeOf(one), path.Scope, StringComparison.OrdinalIgnoreCase),
            _ when DefinitionForm().Match(filter) is { Success: true } match => one =>
                ScopeOf(one) is var scope && (Applies(scope) || ManagementGroups.IsWithin(scope, path.Scope)) && string.Equals((string?)one["properties"]?["policyDefinitionId"], match.Groups["id"].Value, StringComparison.OrdinalIgnoreCase),
            _ => throw RefusedException.Bad($"The filter '{filter}' is not supported."),
        };
        return Answer.List(store.Below("", Type).Where(isWanted).Select(static one => one.DeepClone()));
    }

    private JsonObject Made(JsonObject body, ResourcePath path, JsonObject? there)
    {
        tree.Demand(path.Scope);
        int longest = ManagementGroups.IsGroup(path.Scope) ? LongestNameAtGroup : LongestName;
        if (path.Name.Length > longest) throw Invalid($"The policy assignment name '{path.Name}' is invalid. It must not be longer than '{longest}' characters at this scope.");
        if (body["properties"] is not JsonObject given) throw Invalid("The request has no properties.");
        if (there is not null && !Same((string?)there["properties"]!["policyDefinitionId"], (string?)given["policyDefinitionId"])) throw Invalid("The definition of an assignment cannot be changed.");

        JsonObject definition = Definition(given, path);
        JsonObject values = given["parameters"] as JsonObject ?? [];
        ParameterValues.Check(values, definition, $"The policy assignment '{path.Name}' has the parameter(s)", mayBeExpressions: false);

        var made = new JsonObject { ["id"] = path.Full, ["type"] = Type, ["name"] = path.Name };
        bool hasIdentity = Same((string?)body["identity"]?["type"], "SystemAssigned");
        if (!hasIdentity && DeployingEffect(definition, values) is { } effect)
            throw new RefusedException(HttpStatusCode.BadRequest, "ResourceIdentityRequired", $"Policy assignments must include a resource identity when assigning '{effect}' policy definitions.");
        if (hasIdentity)
        {
            made["location"] = (string?)body["location"] ?? throw new RefusedException(HttpStatusCode.BadRequest, "LocationRequired", "The location property is required for this definition.");
            made["identity"] = IdentityOf(path, there);
        }

        JsonObject properties = given.DeepClone().AsObject();
        properties["scope"] = path.Scope;
        properties["notScopes"] ??= new JsonArray();
        properties["enforcementMode"] ??= "Default";
        properties["parameters"] ??= new JsonObject();
        properties["metadata"] = PolicyDefinitions.Stamped((given["metadata"] as JsonObject)?.DeepClone().AsObject() ?? [], there?["properties"]?["metadata"] as JsonObject, clock);
        made["properties"] = properties;
        if (DirectoryObjects.PrincipalOf(made) is { } principal) store.Put((string)principal["id"]!, principal);
        return made;
    }

    private JsonObject Definition(JsonObject given, ResourcePath path)
    {
        ResourcePath id = ResourcePath.Of((string?)given["policyDefinitionId"] ?? "");
        if (!PolicyDefinitions.Knows(id) || store.Find(id.Full) is not { } found) throw PolicyDefinitions.NotFound(id);
        return id.Scope.Length == 0 || tree.Covers(id.Scope, path.Scope)
            ? found
            : throw Invalid($"The policy definition specified in policy assignment '{path.Name}' is out of scope. It must stand at the scope of the assignment or above it.");
    }

    private string? DeployingEffect(JsonObject definition, JsonObject values)
    {
        if (definition["properties"]!["policyDefinitions"] is JsonArray members)
        {
            return members.OfType<JsonObject>().Select(member =>
            {
                if (store.Find((string)member["policyDefinitionId"]!) is not { } one) return null;
                JsonObject passed = (member["parameters"] as JsonObject)?.DeepClone().AsObject() ?? [];
                foreach (JsonObject holder in passed.Select(static pair => pair.Value).OfType<JsonObject>())
                {
                    if (holder["value"] is JsonValue text && text.TryGetValue(out string? written) && ParameterForm().Match(written) is { Success: true } match)
                        holder["value"] = ParameterValues.ValueOf(match.Groups["name"].Value, values, definition)?.DeepClone();
                }

                return DeployingEffect(one, passed);
            }).FirstOrDefault(static effect => effect is not null);
        }

        string? effect = (string?)definition["properties"]!["policyRule"]!["then"]!["effect"];
        if (effect is not null && ParameterForm().Match(effect) is { Success: true } named) effect = (string?)ParameterValues.ValueOf(named.Groups["name"].Value, values, definition);
        return Same(effect, "deployIfNotExists") || Same(effect, "modify") ? effect : null;
    }

    // An identity stays with its assignment, and a new assignment of an old name has another one.
    private JsonObject IdentityOf(ResourcePath path, JsonObject? there)
    {
        if (there?["identity"] is JsonObject kept) return kept.DeepClone().AsObject();
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{path.Full.ToUpperInvariant()} {++identities}")));
        return new JsonObject { ["type"] = "SystemAssigned", ["principalId"] = new Guid(hash.AsSpan(0, 16)).ToString(), ["tenantId"] = SandboxServer.TenantId };
    }

    private static string ScopeOf(JsonObject row) => ResourcePath.Of((string)row["id"]!).Scope;

    private static RefusedException NotFound(ResourcePath path) => new(HttpStatusCode.NotFound, "PolicyAssignmentNotFound", $"The policy assignment '{path.Name}' is not found.");

    private static RefusedException Invalid(string message) => new(HttpStatusCode.BadRequest, "InvalidCreatePolicyAssignmentRequest", message);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^policyDefinitionId eq '(?<id>[^']+)'$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DefinitionForm();

    [GeneratedRegex(@"^\[parameters\('(?<name>[^']+)'\)\]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ParameterForm();
}
