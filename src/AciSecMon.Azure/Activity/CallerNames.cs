using System.Text.Json.Nodes;
using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Activity;

/// <summary>
/// Names callers that the log knows by their object ids only: identities of container groups by themselves, others by Microsoft Graph where the account may ask it (azure-facts-2,
/// G.2.1: names are optional; roles on subscriptions give nothing there).
/// </summary>
internal sealed class CallerNames(AzureSession session, IReadOnlyDictionary<string, string> identities)
{
    private const string Path = "/v1.0/directoryObjects/getByIds";
    private const int IdsPerCall = 1_000;

    private readonly Dictionary<string, (string? Name, AciCallerKind Kind)> known = new(StringComparer.OrdinalIgnoreCase);
    private bool canAsk = session.Directory is not null;

    /// <summary>Looks up those that have no name yet, in as few calls as can be.</summary>
    public async Task LearnAsync(IReadOnlyCollection<ActivityRecord> records, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string[] ids =
        [
            .. records.Where(static one => one.Who is { Kind: AciCallerKind.Application, ObjectId: not null }).Select(static one => one.Who.ObjectId!)
                .Concat(records.Select(static one => one.Given?.PrincipalId).OfType<string>())
                .Where(id => Guid.TryParse(id, out _) && !identities.ContainsKey(id) && !known.ContainsKey(id)).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        foreach (string[] some in ids.Chunk(IdsPerCall))
        {
            if (!canAsk) return;
            foreach (string id in some) known[id] = default;
            await AskAsync(some, reporter, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The caller with what was found out.</summary>
    public ActivityCaller Of(ActivityCaller caller)
    {
        if (caller.ObjectId is not { } id || caller.Kind is not AciCallerKind.Application) return caller;
        if (identities.TryGetValue(id, out string? identity)) return caller with { Kind = AciCallerKind.ManagedIdentity, Name = caller.Name ?? identity };
        (string? name, AciCallerKind kind) = known.GetValueOrDefault(id);
        return name is null && kind == AciCallerKind.Unknown ? caller : caller with { Name = caller.Name ?? name, Kind = kind == AciCallerKind.Unknown ? caller.Kind : kind };
    }

    /// <summary>What a principal is called; null where it is not known.</summary>
    public string? NameOf(string objectId) => identities.GetValueOrDefault(objectId) ?? known.GetValueOrDefault(objectId).Name;

    private async Task AskAsync(string[] ids, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(static id => (JsonNode?)id)]) };
        try
        {
            ArmResponse answer = await session.Directory!.SendAsync(new ArmRequest(HttpMethod.Post, Path, null) { Body = body, IsRead = true }, reporter, cancellationToken).ConfigureAwait(false);
            foreach (Value found in answer.Body["value"].Items)
            {
                if (found["id"].AsText() is { } id) known[id] = (found["displayName"].AsText(), KindOf(found));
            }
        }
        catch (AciProblemException refusal)
        {
            // A name is a help, not a fact that a verdict hangs on: the object id stands in its place.
            canAsk = false;
            await reporter.VerboseAsync($"Callers go by their object ids, since Microsoft Graph did not name them: {refusal.Problem.Message}", cancellationToken).ConfigureAwait(false);
        }
    }

    private static AciCallerKind KindOf(Value found) => found["@odata.type"].AsText() switch
    {
        "#microsoft.graph.servicePrincipal" => found["servicePrincipalType"].Is("ManagedIdentity") ? AciCallerKind.ManagedIdentity : AciCallerKind.Application,
        "#microsoft.graph.user" => found["userType"].Is("Guest") ? AciCallerKind.Guest : AciCallerKind.User,
        _ => AciCallerKind.Unknown,
    };
}
