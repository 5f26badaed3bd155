using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Policy;

/// <summary>
/// Microsoft.Authorization/policyDefinitions and policySetDefinitions (azure-facts, D.3): those built in belong to nobody's scope and are only read; those of one's own stand at a
/// subscription or a management group. One that is referenced is not deleted: codes and words as in azuredemoenvironment/ade issue 37 and Azure/Azure-Landing-Zones issues 444 and 3734.
/// </summary>
internal sealed class PolicyDefinitions(ResourceStore store, ManagementGroups tree, SandboxClock clock, ProviderAliases aliases)
{
    /// <summary>Type of a definition.</summary>
    public const string Definitions = "Microsoft.Authorization/policyDefinitions";

    /// <summary>Type of an initiative.</summary>
    public const string Sets = "Microsoft.Authorization/policySetDefinitions";

    private const int LongestName = 64;

    public static bool Knows(ResourcePath path) => path.Is(Definitions) || path.Is(Sets) || path.Is(Definitions + "/versions") || path.Is(Sets + "/versions");

    public Answer Respond(Call call, ResourcePath path)
    {
        if (path.Type.EndsWith("/versions", StringComparison.OrdinalIgnoreCase)) return Versions(call, path);
        if (path.IsCollection) return call.Method == "GET" ? Answer.List(In(path).Select(static one => one.DeepClone())) : throw RefusedException.Method(call.Method);
        return call.Method switch
        {
            "GET" => Answer.Ok((store.Find(path.Full) ?? throw NotFound(path)).DeepClone()),
            "PUT" => Put(call, path),
            "DELETE" => Delete(path),
            _ => throw RefusedException.Method(call.Method),
        };
    }

    /// <summary>That a definition or an initiative is not there.</summary>
    public static RefusedException NotFound(ResourcePath path) => path.Is(Sets)
        ? new RefusedException(HttpStatusCode.NotFound, "PolicySetDefinitionNotFound", $"The policy set definition '{path.Name}' could not be found.")
        : new RefusedException(HttpStatusCode.NotFound, "PolicyDefinitionNotFound", $"The policy definition '{path.Name}' could not be found.");

    // A list has what can be assigned at the scope: what is built in, what stands above, and its own.
    private IEnumerable<JsonObject> In(ResourcePath path) => store.Below("", path.Type).Where(one => ResourcePath.Of((string)one["id"]!).Scope is var scope && (scope.Length == 0 || tree.Covers(scope, path.Scope)));

    private Answer Put(Call call, ResourcePath path)
    {
        if (path.Scope.Length == 0) throw new RefusedException(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "Built-in definitions cannot be written.");
        if (path.ResourceGroup.Length > 0) throw RefusedException.Bad("Policy definitions stand at a subscription or a management group.");
        tree.Demand(path.Scope);
        if (path.Name.Length > LongestName) throw Invalid(path, $"The name '{path.Name}' is longer than {LongestName} characters.");
        if (call.Body()["properties"] is not JsonObject given) throw Invalid(path, "The request has no properties.");
        JsonObject properties = given.DeepClone().AsObject();
        if (path.Is(Sets)) CheckSet(path, properties);
        else CheckRule(path, properties);

        JsonObject? there = store.Find(path.Full);
        string version = (string?)properties["version"] ?? (string?)properties["metadata"]?["version"] ?? "1.0.0";
        (properties["policyType"], properties["version"], properties["versions"]) = ("Custom", version, new JsonArray(version));
        if (!path.Is(Sets)) properties["mode"] ??= "Indexed";
        properties["parameters"] ??= new JsonObject();
        JsonObject metadata = properties["metadata"] as JsonObject ?? [];
        properties["metadata"] = Stamped(metadata.DeepClone().AsObject(), there?["properties"]?["metadata"] as JsonObject, clock);
        var made = new JsonObject { ["properties"] = properties, ["id"] = path.Full, ["type"] = path.Type, ["name"] = path.Name };
        store.Put(path.Full, made);
        return new Answer(there is null ? HttpStatusCode.Created : HttpStatusCode.OK, made.DeepClone());
    }

    /// <summary>Notes in the metadata who made something, and when.</summary>
    public static JsonObject Stamped(JsonObject metadata, JsonObject? before, SandboxClock clock)
    {
        string now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        metadata["createdBy"] = (string?)before?["createdBy"] ?? Access.CallerRights.ObjectId;
        metadata["createdOn"] = (string?)before?["createdOn"] ?? now;
        metadata["updatedBy"] = before is null ? null : Access.CallerRights.ObjectId;
        metadata["updatedOn"] = before is null ? null : now;
        return metadata;
    }

    private void CheckRule(ResourcePath path, JsonObject properties)
    {
        if (properties["policyRule"] is not JsonObject rule || rule["if"] is not JsonObject || rule["then"] is not JsonObject then || then["effect"] is null)
            throw new RefusedException(HttpStatusCode.BadRequest, "InvalidPolicyRule", $"Failed to parse policy rule of the policy definition '{path.Name}'.");
        // The words are those of Azure/azure-policy issue 363.
        if (aliases.UnknownIn(rule) is { } alias)
            throw new RefusedException(HttpStatusCode.BadRequest, "InvalidPolicyAlias", $"The policy definition '{path.Name}' rule is invalid. The 'field' property '{alias}' of the policy rule doesn't exist as an alias under provider '{alias.Split('/')[0]}' and resource type '{alias.Split('/')[1]}'.");
        foreach ((string name, JsonNode? parameter) in properties["parameters"] as JsonObject ?? [])
        {
            // The words are those of Azure/data-management-zone pull request 319.
            if (!ParameterValues.IsType((string?)parameter?["type"]))
                throw new RefusedException(HttpStatusCode.BadRequest, "InvalidPolicyParameterType", $"The policy '{path.Name}' has parameter(s) '{name}' with invalid types. The allowed parameter definition types are '{string.Join(',', ParameterValues.Types)}'.");
        }
    }

    private void CheckSet(ResourcePath path, JsonObject properties)
    {
        if (properties["policyDefinitions"] is not JsonArray { Count: > 0 } members) throw Invalid(path, "It has no policy definitions.");
        foreach (JsonObject member in members.OfType<JsonObject>())
        {
            ResourcePath id = ResourcePath.Of((string?)member["policyDefinitionId"] ?? "");
            JsonObject definition = store.Find(id.Full) is { } found && (id.Scope.Length == 0 || tree.Covers(id.Scope, path.Scope)) ? found : throw NotFound(id);
            ParameterValues.Check(member["parameters"] as JsonObject ?? [], definition, $"The policy set definition '{path.Name}' is attempting to assign the parameter(s)", mayBeExpressions: true);
        }
    }

    private Answer Delete(ResourcePath path)
    {
        if (path.Scope.Length == 0) throw new RefusedException(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "Built-in definitions cannot be deleted.");
        if (store.Find(path.Full) is null) return new Answer(HttpStatusCode.NoContent);
        string kind = path.Is(Sets) ? "policy set definition" : "policy definition";
        string code = path.Is(Sets) ? "InvalidDeletePolicySetDefinitionRequest" : "InvalidDeletePolicyDefinitionRequest";
        JsonObject? assignment = store.Below("", PolicyAssignments.Type).FirstOrDefault(one => Same((string?)one["properties"]?["policyDefinitionId"], path.Full));
        if (assignment is not null)
            throw new RefusedException(HttpStatusCode.BadRequest, code, $"The {kind} '{path.Name}' cannot be deleted. It is referenced by the policy assignment '{(string)assignment["id"]!}'. Please delete all policy assignments referencing the policy.");
        JsonObject? set = store.Below("", Sets).FirstOrDefault(one => (one["properties"]?["policyDefinitions"] as JsonArray)?.Any(member => Same((string?)member?["policyDefinitionId"], path.Full)) == true);
        if (set is not null) throw new RefusedException(HttpStatusCode.BadRequest, code, $"The {kind} '{path.Name}' cannot be deleted. It is referenced by the policy set definition '{(string)set["id"]!}'.");
        JsonObject gone = store.Find(path.Full)!;
        store.Remove(path.Full);
        return Answer.Ok(gone.DeepClone());
    }

    private Answer Versions(Call call, ResourcePath path)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        string owner = path.Full[..path.Full.LastIndexOf("/versions", StringComparison.OrdinalIgnoreCase)];
        JsonObject definition = store.Find(owner) ?? throw NotFound(ResourcePath.Of(owner));
        string version = (string)definition["properties"]!["version"]!;
        JsonObject shown = definition.DeepClone().AsObject();
        (shown["id"], shown["name"], shown["type"]) = ($"{owner}/versions/{version}", version, path.Type);
        if (path.IsCollection) return Answer.List([shown]);
        return path.Name == version ? Answer.Ok(shown) : throw new RefusedException(HttpStatusCode.NotFound, "PolicyDefinitionVersionNotFound", $"The version '{path.Name}' could not be found.");
    }

    private static RefusedException Invalid(ResourcePath path, string message) =>
        new(HttpStatusCode.BadRequest, path.Is(Sets) ? "InvalidCreatePolicySetDefinitionRequest" : "InvalidCreatePolicyDefinitionRequest", message);

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
