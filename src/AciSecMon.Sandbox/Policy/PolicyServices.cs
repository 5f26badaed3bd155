using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Policy;

/// <summary>Leads a call to the part of Azure Policy that answers it.</summary>
internal sealed class PolicyServices
{
    private readonly ProviderAliases aliases;
    private readonly PolicyDefinitions definitions;
    private readonly PolicyAssignments assignments;
    private readonly PolicyExemptions exemptions;
    private readonly PolicyStates states;
    private readonly Remediations remediations;

    public PolicyServices(ResourceStore store, SandboxClock clock, IReadOnlySet<string> missingAliases)
    {
        aliases = new ProviderAliases(missingAliases);
        var tree = new ManagementGroups(store);
        definitions = new PolicyDefinitions(store, tree, clock, aliases);
        assignments = new PolicyAssignments(store, tree, clock);
        exemptions = new PolicyExemptions(store, tree);
        states = new PolicyStates(store, tree);
        remediations = new Remediations(store, clock);
    }

    public static bool Knows(ResourcePath path) =>
        ProviderAliases.Knows(path) || PolicyDefinitions.Knows(path) || PolicyAssignments.Knows(path) || PolicyExemptions.Knows(path) || PolicyStates.Knows(path) || Remediations.Knows(path);

    /// <summary>Answers a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">Its path.</param>
    /// <param name="pageSize">How many rows a page has that is asked for by a POST; lists are cut elsewhere.</param>
    public Answer Respond(Call call, ResourcePath path, int pageSize) => path switch
    {
        _ when ProviderAliases.Knows(path) => aliases.Respond(call, path),
        _ when PolicyDefinitions.Knows(path) => definitions.Respond(call, path),
        _ when PolicyAssignments.Knows(path) => assignments.Respond(call, path),
        _ when PolicyExemptions.Knows(path) => exemptions.Respond(call, path),
        _ when PolicyStates.Knows(path) => states.Respond(call, path, pageSize),
        _ => remediations.Respond(call, path),
    };
}
