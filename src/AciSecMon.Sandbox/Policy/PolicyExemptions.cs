using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Policy;

/// <summary>Microsoft.Authorization/policyExemptions (azure-facts-2, D.4.6): kept, though void, after they have expired. A list has those above and below its scope.</summary>
internal sealed class PolicyExemptions(ResourceStore store, ManagementGroups tree)
{
    private const string Type = "Microsoft.Authorization/policyExemptions";

    public static bool Knows(ResourcePath path) => path.Is(Type);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (path.IsCollection)
        {
            if (call.Method != "GET") throw RefusedException.Method(call.Method);
            return Answer.List(store.Below("", Type)
                .Where(one => ResourcePath.Of((string)one["id"]!).Scope is var scope && (tree.Covers(scope, path.Scope) || ManagementGroups.IsWithin(scope, path.Scope)))
                .Select(static one => one.DeepClone()));
        }

        JsonObject? there = store.Find(path.Full);
        switch (call.Method)
        {
            case "GET":
                return Answer.Ok((there ?? throw new RefusedException(HttpStatusCode.NotFound, "PolicyExemptionNotFound", $"The policy exemption '{path.Name}' is not found.")).DeepClone());
            case "PUT":
                JsonObject made = Made(call.Body(), path);
                store.Put(path.Full, made);
                return new Answer(there is null ? HttpStatusCode.Created : HttpStatusCode.OK, made.DeepClone());
            case "DELETE":
                return new Answer(store.Remove(path.Full) ? HttpStatusCode.OK : HttpStatusCode.NoContent);
            default:
                throw RefusedException.Method(call.Method);
        }
    }

    private JsonObject Made(JsonObject body, ResourcePath path)
    {
        if (body["properties"] is not JsonObject given) throw Invalid("The request has no properties.");
        string assignment = (string?)given["policyAssignmentId"] ?? "";
        if (store.Find(assignment) is null) throw new RefusedException(HttpStatusCode.NotFound, "PolicyAssignmentNotFound", $"The policy assignment '{assignment.Split('/')[^1]}' is not found.");
        if (!tree.Covers(ResourcePath.Of(assignment).Scope, path.Scope)) throw Invalid("The policy assignment does not apply to the scope of the exemption.");
        if ((string?)given["exemptionCategory"] is not ("Waiver" or "Mitigated")) throw Invalid("The exemption category must be Waiver or Mitigated.");
        return new JsonObject { ["id"] = path.Full, ["type"] = Type, ["name"] = path.Name, ["properties"] = given.DeepClone() };
    }

    private static RefusedException Invalid(string message) => new(HttpStatusCode.BadRequest, "InvalidCreatePolicyExemptionRequest", message);
}
