using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Connection;

/// <summary>Finds the subscriptions that a connection looks at. What a person named and what cannot be seen ends the sign-in: passed over, it would look as if all were well there.</summary>
internal sealed class SubscriptionScope(IArmClient arm, ConnectionRequest request, IAciReporter reporter)
{
    private const int MostNames = 20;

    /// <summary>The subscriptions that the account sees.</summary>
    /// <exception cref="AciProblemException">The list cannot be read, and subscriptions were not named by their ids.</exception>
    public async Task<VisibleSubscriptions> ReadAsync(CancellationToken cancellationToken)
    {
        string? tenant = request.Wire?.TenantId ?? request.TenantId;
        try
        {
            var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            await foreach (ObjectValue row in arm.ListAsync(ArmRequest.Get("/subscriptions", ApiVersions.Subscriptions), reporter, cancellationToken).ConfigureAwait(false))
            {
                if (row["subscriptionId"].AsText() is not { } id) continue;
                names[id] = row["displayName"].AsText() ?? id;
                tenant ??= row["tenantId"].AsText();
            }

            return new VisibleSubscriptions(names, tenant);
        }
        catch (AciServiceException fault) when (Faults.IsRefusedAccess(fault))
        {
            bool isNamed = request.Subscription.Count > 0 || request.ManagementGroup is not null;
            if (!isNamed || !request.Subscription.All(static text => Guid.TryParse(text, out _))) throw new AciProblemException(NotListed(fault), fault);
            await reporter.WarningAsync($"The list of subscriptions may not be read, so it is not known whether the account sees those that were named: {fault.Problem.Message}", cancellationToken).ConfigureAwait(false);
            return new VisibleSubscriptions(new Dictionary<string, string>(), tenant, IsKnown: false);
        }
    }

    /// <summary>The subscriptions that were named, those of the management group, or those of the group that were named; empty for all.</summary>
    /// <exception cref="AciProblemException">One that was named is not seen or lies outside of the group, or the group is empty.</exception>
    public async Task<IReadOnlyList<string>> ChooseAsync(VisibleSubscriptions visible, CancellationToken cancellationToken)
    {
        string[] named = Resolve(visible);
        if (request.ManagementGroup is not { } group) return named;
        string[] inside = await SubscriptionsOfAsync(group, cancellationToken).ConfigureAwait(false);
        string[] outside = [.. named.Except(inside, StringComparer.OrdinalIgnoreCase)];
        if (outside.Length > 0) throw new AciProblemException(OutsideOf(group, outside, inside.Length, visible));
        return named.Length > 0 ? named : inside;
    }

    /// <summary>Tells a person whose account sees nothing, before the first answer comes out empty.</summary>
    public async ValueTask WarnAsync(string account, VisibleSubscriptions visible, CancellationToken cancellationToken)
    {
        if (!visible.IsKnown || visible.Names.Count > 0) return;
        await reporter.WarningAsync(
            $"{account} is signed in, but sees no subscription{visible.Place}. It has no role on any of them, or its subscriptions are of another tenant. "
            + $"Ask for the role Reader on a subscription or management group, or {OtherTenant} and connect again.", cancellationToken).ConfigureAwait(false);
    }

    private string OtherTenant => request.Credential == AciCredentialKind.AccessToken ? "give a token of the other tenant" : "name the other tenant with -Tenant";

    private string[] Resolve(VisibleSubscriptions visible)
    {
        var found = new List<string>();
        var missing = new List<string>();
        foreach (string text in request.Subscription)
        {
            string[] ids = visible.Names.ContainsKey(text) || !visible.IsKnown ? [text] : [.. visible.Names.Where(v => string.Equals(v.Value, text, StringComparison.OrdinalIgnoreCase)).Select(static v => v.Key)];
            found.AddRange(ids);
            if (ids.Length == 0) missing.Add(text);
        }

        return missing.Count == 0 ? [.. found.Distinct(StringComparer.OrdinalIgnoreCase)] : throw new AciProblemException(NotSeen(missing, visible));
    }

    // A scope that is not wholly known is none: what is missing from it would be passed over, and without any, everything would be meant.
    private async Task<string[]> SubscriptionsOfAsync(string group, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var query = new GraphQuery(ResourceQuery.Subscriptions) { ManagementGroup = group };
        await foreach (GraphPage page in arm.QueryAsync(query, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (page.Unread is { } cut) throw cut;
            ids.AddRange(page.Rows.Select(static row => row["subscriptionId"].AsText()).OfType<string>());
        }

        return ids.Count > 0 ? [.. ids.Distinct(StringComparer.OrdinalIgnoreCase)] : throw new AciProblemException(new AciProblem
        {
            Id = "AciManagementGroupEmpty",
            Kind = AciProblemKind.NotFound,
            Message = $"There is no management group '{group}', or it holds no subscription that this account can read.",
            Target = group,
            Recommendation = "Give the id of a management group, not its display name, or name subscriptions with -Subscription.",
        });
    }

    // An id may well be that of a subscription: only a name that nothing bears is said to be not there.
    private AciProblem NotSeen(List<string> missing, VisibleSubscriptions visible)
    {
        bool areIds = missing.TrueForAll(static text => Guid.TryParse(text, out _));
        int count = visible.Names.Count;
        string what = missing.Count == 1 ? $"The subscription {Quoted(missing)} is" : $"The subscriptions {Quoted(missing)} are";
        return new AciProblem
        {
            Id = areIds ? "AciSubscriptionUnreadable" : "AciSubscriptionNotFound",
            Kind = areIds ? AciProblemKind.PermissionDenied : AciProblemKind.NotFound,
            Message = count == 0
                ? $"{what} not seen by this account: it sees no subscription{visible.Place}."
                : string.Create(CultureInfo.InvariantCulture, $"{what} not among the {count} that this account can see{visible.Place}."),
            Target = missing[0],
            Recommendation = $"Check the id or name, ask for the role Reader on it, or {OtherTenant} and connect again." + (count == 0 ? string.Empty : $" The account sees: {NamesOf(visible)}."),
        };
    }

    private static AciProblem OutsideOf(string group, string[] outside, int inside, VisibleSubscriptions visible) => new()
    {
        Id = "AciSubscriptionOutsideGroup",
        Kind = AciProblemKind.InvalidArgument,
        Message = string.Create(
            CultureInfo.InvariantCulture, $"{Quoted(outside.Select(id => visible.Names.GetValueOrDefault(id, id)))} is not among the {inside} subscriptions of management group '{group}' that this account can read."),
        Target = outside[0],
        Recommendation = "Name subscriptions of the group, or leave -Subscription or -ManagementGroup out. One that was moved a moment ago is known to the index after some minutes.",
    };

    private static AciProblem NotListed(AciServiceException fault) => new()
    {
        Id = fault.Problem.Id,
        Kind = fault.Problem.Kind,
        Message = $"Which subscriptions this account sees could not be found out: {fault.Problem.Message}",
        Target = "/subscriptions",
        Recommendation = "Name subscriptions by their ids with -Subscription, or ask for a role with Microsoft.Resources/subscriptions/read.",
    };

    private static string NamesOf(VisibleSubscriptions visible)
    {
        string[] names = [.. visible.Names.Values.Order(StringComparer.OrdinalIgnoreCase)];
        string rest = names.Length > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - MostNames} more") : string.Empty;
        return string.Join(", ", names.Take(MostNames)) + rest;
    }

    private static string Quoted(IEnumerable<string> texts) => string.Join(", ", texts.Select(static text => $"'{text}'"));
}
