using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a part of an estate is judged by.</summary>
/// <param name="Policies">The policies.</param>
/// <param name="Scopes">Tells which subscriptions lie in management groups; null where nobody knows.</param>
/// <param name="Facts">What Azure Policy has for the resources; null where policies were given.</param>
internal sealed record Supplied(IReadOnlyList<LoadedPolicy> Policies, ScopeTree? Scopes = null, PolicyFacts? Facts = null)
{
    /// <summary>True where any policy on container groups looks for diagnostic settings, which what runs has by a call for each group.</summary>
    public bool NeedsSettings { get; } = Policies.Any(static one => one.LooksForSettings && ContainerGroupPolicies.Concerns(one.Policy.Definition));
}

/// <summary>Supplies what to judge by.</summary>
internal interface IPolicySupply
{
    /// <summary>What a part is judged by.</summary>
    /// <exception cref="AciProblemException">It cannot be known what is in force.</exception>
    Task<Supplied> ForAsync(EstatePart part, CancellationToken cancellationToken);
}

/// <summary>Policies that were given: the same for everything.</summary>
internal sealed class GivenSupply(IReadOnlyList<LoadedPolicy> policies) : IPolicySupply
{
    private readonly Supplied supplied = new(policies);

    /// <inheritdoc/>
    public Task<Supplied> ForAsync(EstatePart part, CancellationToken cancellationToken) => Task.FromResult(supplied);
}

/// <summary>
/// Policies that are in force where the resources are, or where a file is going to be deployed. Each subscription is read once; what could not be read is told.
/// </summary>
internal sealed class InForceSupply(PolicyOptions options, IAciReporter reporter) : IPolicySupply
{
    private static readonly HashSet<Facet> Policies = [Facet.Policies];
    private static readonly HashSet<Facet> Everything = [Facet.Policies, Facet.PolicyStates];

    private readonly Dictionary<ILiveEstate, Known> known = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public async Task<Supplied> ForAsync(EstatePart part, CancellationToken cancellationToken)
    {
        ILiveEstate live = part.Live ?? LiveEstates.Of(options.InForce!);
        string[] subscriptions = part.Live is not null
            ? [.. part.Groups.Select(static entry => ResourceIds.SegmentAfter(entry.Group.ResourceId, "subscriptions")).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)]
            : [SubscriptionOf(options.Read.Scope)];
        if (!known.TryGetValue(live, out Known? of)) known.Add(live, of = new Known());
        string[] unread = [.. subscriptions.Where(of.Read.Add)];
        if (unread.Length > 0)
        {
            var request = new NeighbourRequest { Facets = part.Live is null ? Policies : Everything, References = [], SubscriptionIds = unread };
            await foreach (LivePage page in live.ReadNeighboursAsync(request, reporter, cancellationToken).ConfigureAwait(false))
            {
                foreach (Documents.ObjectValue row in page.Rows) of.Facts.Add(row);
                foreach (UnreadPart gap in page.Unread)
                {
                    of.Facts.IsWhole &= IsDefinition(gap.Target);
                    await reporter.ProblemAsync(gap.Problem, cancellationToken).ConfigureAwait(false);
                }
            }

            of.Supplied = null;
        }

        if (of.Supplied is null)
        {
            of.Supplied = new Supplied(of.Facts.Assigned, of.Facts.Scopes, of.Facts);
            foreach (LoadedPolicy one in of.Supplied.Policies.Where(static one => one.Policy.Faults.Count > 0 && ContainerGroupPolicies.Concerns(one.Policy.Definition)))
                await reporter.ProblemAsync(PolicyLoader.ProblemOf(one.Policy.Definition.DisplayName, one.Policy.Faults[0]), cancellationToken).ConfigureAwait(false);
        }

        return of.Supplied;
    }

    // A definition that is not there leaves open what its assignments say; anything else may have held assignments and exemptions.
    private static bool IsDefinition(string target) =>
        target.Contains($"/{PolicyIds.DefinitionType}/", StringComparison.OrdinalIgnoreCase) || target.Contains($"/{PolicyIds.SetType}/", StringComparison.OrdinalIgnoreCase);

    private static string SubscriptionOf(string? scope) => ResourceIds.SegmentAfter(scope, "subscriptions") ?? throw new AciProblemException(new AciProblem
    {
        Id = "AciScopeRequired",
        Kind = AciProblemKind.InvalidArgument,
        Message = "Which policies are in force for a file depends on where it is deployed to.",
        Recommendation = "Give -Scope as /subscriptions/<subscription id>/resourceGroups/<name>, or name the policies with -Policy or -AssignmentPath.",
    });

    private sealed class Known
    {
        public HashSet<string> Read { get; } = new(StringComparer.OrdinalIgnoreCase);

        public PolicyFacts Facts { get; } = new();

        public Supplied? Supplied { get; set; }
    }
}
