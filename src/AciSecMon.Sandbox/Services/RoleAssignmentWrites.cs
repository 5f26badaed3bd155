using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Access;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// Writing and deleting role assignments (azure-facts, G). A role is given to a principal once at a scope; a principal of which nothing is known is looked up in the directory unless the
/// request says that it is a service principal, for a new one is not there yet (azure-facts, D.3).
/// </summary>
internal sealed class RoleAssignmentWrites(ResourceStore store, SandboxClock clock)
{
    private const string Type = "Microsoft.Authorization/roleAssignments";

    public Answer Respond(Call call, ResourcePath path)
    {
        JsonObject? there = store.Find(path.Full);
        if (call.Method == "DELETE")
        {
            if (there is null) return new Answer(HttpStatusCode.NoContent);
            store.Remove(path.Full);
            return Answer.Ok(there.DeepClone());
        }

        if (!Guid.TryParse(path.Name, out _)) throw new RefusedException(HttpStatusCode.BadRequest, "InvalidRoleAssignmentId", $"The role assignment ID '{path.Name}' is not valid. The role assignment ID must be a GUID.");
        if (call.Body()["properties"] is not JsonObject given) throw RefusedException.Bad("The request has no properties.");
        string role = (string?)given["roleDefinitionId"] ?? "";
        string principal = (string?)given["principalId"] ?? "";
        if (!store.Below("", "Microsoft.Authorization/roleDefinitions").Any(one => Same(NameOf(one), role.Split('/')[^1])))
            throw new RefusedException(HttpStatusCode.NotFound, "RoleDefinitionDoesNotExist", $"The specified role definition with ID '{role.Split('/')[^1]}' does not exist.");
        if ((string?)given["principalType"] is null && store.Find(DirectoryObjects.IdOf(principal)) is null)
            throw new RefusedException(HttpStatusCode.BadRequest, "PrincipalNotFound", $"Principal {principal.Replace("-", "", StringComparison.Ordinal)} does not exist in the directory {SandboxServer.TenantId}.");
        if (there is not null && !(Same((string?)there["properties"]?["roleDefinitionId"], role) && Same((string?)there["properties"]?["principalId"], principal)))
            throw new RefusedException(HttpStatusCode.BadRequest, "RoleAssignmentUpdateNotPermitted", "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
        if (store.Below("", Type).Any(one => IsSame(one, path, role, principal)))
            throw new RefusedException(HttpStatusCode.Conflict, "RoleAssignmentExists", "The role assignment already exists.");

        JsonObject properties = given.DeepClone().AsObject();
        string now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        properties["scope"] = path.Scope;
        properties["principalType"] ??= "ServicePrincipal";
        (properties["createdOn"], properties["createdBy"]) = ((string?)there?["properties"]?["createdOn"] ?? now, CallerRights.ObjectId);
        var made = new JsonObject { ["properties"] = properties, ["id"] = path.Full, ["type"] = Type, ["name"] = path.Name };
        store.Put(path.Full, made);
        return new Answer(there is null ? HttpStatusCode.Created : HttpStatusCode.OK, made.DeepClone());
    }

    private static bool IsSame(JsonObject one, ResourcePath path, string role, string principal)
    {
        var id = ResourcePath.Of((string)one["id"]!);
        return !Same(id.Full, path.Full) && Same(id.Scope, path.Scope) && Same((string?)one["properties"]?["principalId"], principal)
            && Same(((string?)one["properties"]?["roleDefinitionId"])?.Split('/')[^1], role.Split('/')[^1]);
    }

    private static string NameOf(JsonObject one) => ((string)one["id"]!).Split('/')[^1];

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
