using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>Asks Microsoft Graph which principals of role assignments still exist. Source: azure-facts-2, G.2.1.</summary>
internal sealed class PrincipalReader
{
    private readonly IArmClient? directory;
    private readonly Facet facet;
    private readonly string[] types;

    private PrincipalReader(IArmClient? directory, Facet facet, string[] types) => (this.directory, this.facet, this.types) = (directory, facet, types);

    private const string Path = "/v1.0/directoryObjects/getByIds";
    private const string Permission = "Directory.Read.All of Microsoft Graph";
    private const string What = "principals of role assignments";
    private const int IdsPerCall = 1_000;

    /// <summary>Reads applications and identities.</summary>
    public static PrincipalReader OfServices(IArmClient? directory) => new(directory, Facet.Principals, ["servicePrincipal"]);

    /// <summary>Reads principals of every type.</summary>
    public static PrincipalReader OfAll(IArmClient? directory) => new(directory, Facet.Directory, []);

    /// <summary>Those of the principals that exist. One that is not among the rows and not covered by what is unread is gone.</summary>
    public async IAsyncEnumerable<LivePage> ReadAsync(IReadOnlyCollection<string> ids, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ids.Count == 0) yield break;
        if (directory is null)
        {
            yield return Unread(UnreadReason.Incomplete, AciProblemKind.InvalidOperation, "the address of Microsoft Graph in this cloud is not known", "Connect with -Endpoint @{ Graph = 'https://...' } beside the other addresses.");
            yield break;
        }

        foreach (string[] some in ids.Chunk(IdsPerCall)) yield return await AskAsync(directory, some, reporter, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LivePage> AskAsync(IArmClient directory, string[] ids, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(static id => (JsonNode?)id)]) };
        if (types.Length > 0) body["types"] = new JsonArray([.. types.Select(static type => (JsonNode?)type)]);
        try
        {
            ArmResponse answer = await directory.SendAsync(new ArmRequest(HttpMethod.Post, Path, null) { Body = body, IsRead = true }, reporter, cancellationToken).ConfigureAwait(false);
            return answer.Body["value"] is ArrayValue found
                ? new LivePage([.. found.Items.OfType<ObjectValue>()], IsWhole: true, [])
                : Unread(UnreadReason.Incomplete, AciProblemKind.Unavailable, "the answer of Microsoft Graph is no list", "Try again.");
        }
        catch (AciServiceException refusal) when (refusal.Status is 401 or 403)
        {
            return Unread(UnreadReason.Refused, refusal.Problem.Kind, refusal.Problem.Message.TrimEnd('.'), $"Grant the account {Permission}; roles on subscriptions give nothing there.", Permission);
        }
        catch (AciProblemException fault)
        {
            // A token for one service is not one for the other: the rest of the estate is still read.
            return Unread(UnreadReason.Incomplete, fault.Problem.Kind, fault.Problem.Message.TrimEnd('.'), fault.Problem.Recommendation);
        }
    }

    private LivePage Unread(UnreadReason reason, AciProblemKind kind, string why, string? advice, string? action = null) => new([], IsWhole: false,
    [
        new UnreadPart(facet, What, reason, new AciProblem
        {
            Id = "AciPrincipalsNotRead",
            Kind = kind,
            Message = $"Whether the {What} still exist is not known: {why}.",
            Target = What,
            Recommendation = advice,
        }, action),
    ]);
}
