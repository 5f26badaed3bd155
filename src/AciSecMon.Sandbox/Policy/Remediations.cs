using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Policy;

/// <summary>Microsoft.PolicyInsights/remediations (azure-facts, D.3). A task is taken and noted; what it would deploy is not played.</summary>
internal sealed class Remediations(ResourceStore store, SandboxClock clock)
{
    private const string Type = "Microsoft.PolicyInsights/remediations";

    public static bool Knows(ResourcePath path) => path.Is(Type);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (path.IsCollection) return call.Method == "GET" ? Answer.List(store.Below(path.Scope, Type).Select(static one => one.DeepClone())) : throw RefusedException.Method(call.Method);
        JsonObject? there = store.Find(path.Full);
        switch (call.Method)
        {
            case "GET":
                return Answer.Ok((there ?? throw new RefusedException(HttpStatusCode.NotFound, "RemediationNotFound", $"The remediation '{path.Name}' was not found.")).DeepClone());
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
        if (store.Find((string?)given["policyAssignmentId"] ?? "") is not { } assignment) throw Invalid("The policy assignment of the remediation was not found.");
        bool isSet = ResourcePath.Of((string)assignment["properties"]!["policyDefinitionId"]!).Is(PolicyDefinitions.Sets);
        if (isSet && given["policyDefinitionReferenceId"] is null) throw Invalid("The assignment is of a policy set definition: a policy definition reference id is needed.");

        string now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        JsonObject properties = given.DeepClone().AsObject();
        properties["resourceDiscoveryMode"] ??= "ExistingNonCompliant";
        (properties["provisioningState"], properties["createdOn"], properties["lastUpdatedOn"]) = ("Accepted", now, now);
        properties["deploymentStatus"] = new JsonObject { ["totalDeployments"] = 0, ["successfulDeployments"] = 0, ["failedDeployments"] = 0 };
        return new JsonObject { ["id"] = path.Full, ["type"] = Type, ["name"] = path.Name, ["properties"] = properties };
    }

    private static RefusedException Invalid(string message) => new(HttpStatusCode.BadRequest, "InvalidCreateRemediationRequest", message);
}
