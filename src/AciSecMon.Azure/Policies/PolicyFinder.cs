using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Policies;

/// <summary>Finds what a person calls a policy: one of the module's own by its name or title, one of Azure's by GUID, resource id or title. Each of Azure's is read once.</summary>
internal sealed class PolicyFinder(IArmClient arm, IAciReporter reporter)
{
    private const string Tenant = "/providers/";

    private readonly Dictionary<string, PolicyText> read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The names that patterns stand for: definitions of the module and those that Microsoft built in for container groups. The initiative, which holds the former, is meant only where no
    /// definition is. A name without wildcards stays as it is.
    /// </summary>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> names) => [.. names.SelectMany(Meant).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> Meant(string pattern)
    {
        if (!Wildcards.Has(pattern)) return [pattern];
        string[] found =
        [
            .. PolicyLibrary.All.Where(one => Wildcards.Fits(one.Name, pattern)).Select(static one => one.Name),
            .. BuiltInPolicies.All.Where(one => Wildcards.Fits(one.Name, pattern) || Wildcards.Fits(one.DisplayName, pattern)).Select(static one => one.Name),
        ];
        return found.Length > 0 ? found : [Wildcards.Fits(PolicyLibrary.Initiative.Name, pattern) ? PolicyLibrary.Initiative.Name : pattern];
    }

    /// <summary>The policy that a name means.</summary>
    /// <param name="name">Name, GUID, resource id or title.</param>
    /// <param name="scope">Where it is to be assigned.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciProblemException">There is none.</exception>
    /// <exception cref="AciServiceException">It could not be read.</exception>
    public async Task<PolicyText> FindAsync(string name, PolicyScope scope, CancellationToken cancellationToken)
    {
        if (OwnPolicies.IsInitiative(name)) return OwnPolicies.InitiativeText(scope);
        if (OwnPolicies.Find(name) is { } own) return OwnPolicies.TextOf(own, scope);
        string? known = BuiltInPolicies.All.FirstOrDefault(one => Is(one.Name, name) || Is(one.DisplayName, name))?.ResourceId;
        if (known is not null) return await ReadAsync(known, cancellationToken).ConfigureAwait(false);
        if (name.StartsWith('/')) return IsPolicyId(name) ? await ReadAsync(name, cancellationToken).ConfigureAwait(false) : throw NotFound(name);
        if (Guid.TryParse(name, out _))
        {
            return await TryReadAsync($"{Tenant}{PolicyIds.DefinitionType}/{name}", cancellationToken).ConfigureAwait(false)
                ?? await TryReadAsync($"{Tenant}{PolicyIds.SetType}/{name}", cancellationToken).ConfigureAwait(false)
                ?? throw NotFound(name);
        }

        return await ByTitleAsync(name, scope, cancellationToken).ConfigureAwait(false) ?? throw NotFound(name);
    }

    /// <summary>The definitions of an initiative by their ids. One that is gone is left out.</summary>
    /// <exception cref="AciServiceException">One could not be read.</exception>
    public async Task<IReadOnlyDictionary<string, PolicyText>> DefinitionsOfAsync(PolicyText policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PolicyText>(StringComparer.OrdinalIgnoreCase);
        if (policy.Members is not { } members) return found;
        if (policy.IsOwn)
        {
            foreach (PolicyDefinition definition in OwnPolicies.DefinitionsOf(policy))
            {
                PolicyText text = OwnPolicies.TextOf(definition, scope);
                found[text.Id] = text;
            }

            return found;
        }

        string[] ids = [.. members.Select(static member => member.DefinitionId).Distinct(StringComparer.OrdinalIgnoreCase)];
        await foreach ((string id, PolicyText? text) in BoundedWork.MapAsync(ids, async (id, stop) => (id, await FetchAsync(id, stop).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false))
        {
            if (text is not null) found[id] = text;
        }

        return found;
    }

    private async Task<PolicyText> ReadAsync(string id, CancellationToken cancellationToken) => await TryReadAsync(id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(id);

    private async Task<PolicyText?> TryReadAsync(string id, CancellationToken cancellationToken)
    {
        if (read.TryGetValue(id, out PolicyText? text)) return text;
        return await FetchAsync(id, cancellationToken).ConfigureAwait(false) is { } found ? read[id] = found : null;
    }

    private async Task<PolicyText?> FetchAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            PolicyText text = PolicyText.Of((await arm.SendAsync(ArmRequest.Get(id, ApiVersions.Policy), reporter, cancellationToken).ConfigureAwait(false)).Body);
            return text.Id.Length > 0 ? text : throw Faults.NoAnswer(id);
        }
        catch (AciServiceException absent) when (absent.Status == 404)
        {
            return null;
        }
    }

    // The index knows titles; the definition itself is read where it stands.
    private async Task<PolicyText?> ByTitleAsync(string title, PolicyScope scope, CancellationToken cancellationToken)
    {
        var query = new GraphQuery(ResourceQuery.PoliciesByTitle(title)) { SubscriptionIds = scope.SubscriptionId is { } id ? [id] : [], IncludesAbove = true };
        List<string> ids = [];
        await foreach (GraphPage page in arm.QueryAsync(query, reporter, cancellationToken).ConfigureAwait(false)) ids.AddRange(page.Rows.Select(static row => row["id"].AsText()).OfType<string>());
        if (ids.Count > 1) throw Ambiguous(title, ids);
        return ids.Count == 0 ? null : await TryReadAsync(ids[0], cancellationToken).ConfigureAwait(false);
    }

    private static bool IsPolicyId(string text) =>
        text.Contains($"/providers/{PolicyIds.DefinitionType}/", StringComparison.OrdinalIgnoreCase) || text.Contains($"/providers/{PolicyIds.SetType}/", StringComparison.OrdinalIgnoreCase);

    private static AciProblemException NotFound(string name) => new(new AciProblem
    {
        Id = "AciPolicyNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"There is no policy definition or initiative '{name}'.",
        Target = name,
        Recommendation = "Get-AciPolicyDefinition lists those about container groups. Any other is named by its GUID, its resource id or its title.",
    });

    private static AciProblemException Ambiguous(string title, IReadOnlyList<string> ids) => new(new AciProblem
    {
        Id = "AciPolicyAmbiguous",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"Several policies are called '{title}': {string.Join(", ", ids.Select(ResourceIds.LastSegment))}.",
        Target = title,
        Recommendation = "Give the resource id of the one that is meant.",
    });

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
