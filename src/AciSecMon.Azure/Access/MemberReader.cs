using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Access;

/// <summary>
/// Reads who is in groups, also by groups in them, from Microsoft Graph (azure-facts-2, G.2.1). Membership of one group can be hidden from an account that may read the others; an account
/// without the right is refused for every group, so that after a few refusals without an answer no more is asked.
/// </summary>
internal static class MemberReader
{
    /// <summary>The right that reading members takes.</summary>
    public const string Permission = "GroupMember.Read.All of Microsoft Graph";

    private const string Members = "id,displayName,userPrincipalName,userType,servicePrincipalType";
    private const string What = "members of groups with roles";
    private const int MostRefusals = 3;

    /// <summary>That members could not be read for want of an address.</summary>
    public static UnreadPart NoAddress() => new(Facet.Members, What, UnreadReason.Incomplete, new AciProblem
    {
        Id = "AciMembersNotRead",
        Kind = AciProblemKind.InvalidOperation,
        Message = "Who is in groups with roles is not known: the address of Microsoft Graph in this cloud is not known.",
        Target = What,
        Recommendation = "Connect with -Endpoint @{ Graph = 'https://...' } beside the other addresses.",
    });

    /// <summary>What was not read, for a rule: all groups at once where none could be read, else each by its object id.</summary>
    /// <param name="unread">Groups that could not be read.</param>
    /// <param name="asked">How many were asked for.</param>
    public static IReadOnlyList<UnreadPart> Unread(IReadOnlyList<GroupMembers> unread, int asked) =>
        unread.Count == asked ? [Unread(unread[0].Fault!, What, "groups with roles")] : [.. unread.Select(static one => Unread(one.Fault!, one.GroupId, $"the group {one.GroupId}"))];

    private static UnreadPart Unread(AciProblemException fault, string target, string what)
    {
        bool isRefused = fault is AciServiceException { Status: 401 or 403 };
        return new UnreadPart(Facet.Members, target, isRefused ? UnreadReason.Refused : UnreadReason.Incomplete, new AciProblem
        {
            Id = "AciMembersNotRead",
            Kind = fault.Problem.Kind,
            Message = $"Who is in {what} is not known: {fault.Problem.Message}",
            Target = target,
            Recommendation = isRefused ? $"Grant the account {Permission}; roles on subscriptions give nothing there." : fault.Problem.Recommendation,
        }, isRefused ? Permission : null);
    }

    /// <summary>The members of each group, or what kept them from being read.</summary>
    /// <param name="directory">Microsoft Graph.</param>
    /// <param name="groups">Object ids of groups.</param>
    /// <param name="reporter">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async IAsyncEnumerable<GroupMembers> ReadAsync(IArmClient directory, IReadOnlyList<string> groups, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int refusals = 0;
        bool hasAnswer = false;
        AciProblemException? known = null;
        await foreach (GroupMembers one in BoundedWork.MapAsync(groups, AskAsync, cancellationToken).ConfigureAwait(false))
        {
            hasAnswer |= one.Fault is null;
            if (one.Fault is not null && ++refusals >= MostRefusals && !hasAnswer) known = one.Fault;
            yield return one;
        }

        async Task<GroupMembers> AskAsync(string group, CancellationToken stop)
        {
            if (known is not null) return new GroupMembers(group, new ArrayValue([]), known);
            List<Value> members = [];
            try
            {
                var request = new ArmRequest(HttpMethod.Get, $"/v1.0/groups/{group}/transitiveMembers", null) { Query = [("$select", Members), ("$top", "999")] };
                await foreach (ObjectValue row in directory.ListAsync(request, reporter, stop).ConfigureAwait(false)) members.Add(row);
                return new GroupMembers(group, new ArrayValue(members), null);
            }
            catch (AciProblemException fault)
            {
                return new GroupMembers(group, new ArrayValue([]), fault);
            }
        }
    }
}

/// <summary>Who is in a group.</summary>
/// <param name="GroupId">Object id of the group.</param>
/// <param name="Members">Its members, as Microsoft Graph writes them.</param>
/// <param name="Fault">What kept them from being read; null where all were.</param>
internal sealed record GroupMembers(string GroupId, ArrayValue Members, AciProblemException? Fault)
{
    /// <summary>The group as a row that an estate takes.</summary>
    public ObjectValue ToRow() => new([new Property("@odata.type", new StringValue("#microsoft.graph.group")), new Property("id", new StringValue(GroupId)), new Property("transitiveMembers", Members)]);
}
