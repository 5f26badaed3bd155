using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Detections;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment;

/// <summary>The engine that the cmdlets create in its own load context. Holds no state, so that all runspaces can share it.</summary>
internal sealed class AssessmentEngine(TimeProvider time) : IAciEngine
{
    /// <summary>The engine with the system's clock.</summary>
    public AssessmentEngine()
        : this(TimeProvider.System)
    {
    }

    public async IAsyncEnumerable<AciContainerGroup> ReadContainerGroupsAsync(
        IReadOnlyList<EstateInput> inputs, ReadOptions options, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (EstateInput input in inputs)
        {
            await foreach (EstateRead read in EstateReader.ReadAsync(input, options, reporter, cancellationToken).ConfigureAwait(false))
            {
                if (read.PassedOver is not null) await reporter.VerboseAsync(read.PassageText, cancellationToken).ConfigureAwait(false);
                foreach (AciProblem problem in read.Problems) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
                foreach (UnresolvedCause gap in read.Part?.Gaps ?? [])
                {
                    await reporter.WarningAsync($"{read.Source.DisplayName}: not expanded, so groups in it are not listed: {gap.Text}.", cancellationToken).ConfigureAwait(false);
                }

                foreach (UnreadPart unread in read.Part?.Unread ?? []) await UnreadReport.TellAsync(unread, reporter, cancellationToken).ConfigureAwait(false);

                foreach (GroupEntry entry in read.Part?.Groups ?? []) yield return ContainerGroupProjection.ToContract(entry, read.Part!);
            }
        }
    }

    public async Task<IAssessmentSession> OpenAssessmentAsync(AssessmentOptions options, IAciReporter reporter, CancellationToken cancellationToken)
    {
        AssessmentSettings settings = await SettingsReader.ReadAsync(options.Settings, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<LoadedPolicy> policies = options.Policy.Count == 0 ? []
            : await new PolicyLoader(reporter).LoadAsync(new PolicyOptions { Policy = options.Policy, State = new HashSet<AciPolicyState>() }, cancellationToken).ConfigureAwait(false);
        return new AssessmentSession(options, settings, policies, reporter, time);
    }

    public async Task<IReadOnlyList<AciSecurityRule>> GetRulesAsync(SettingsOptions options, CancellationToken cancellationToken)
    {
        AssessmentSettings settings = await SettingsReader.ReadAsync(options, cancellationToken).ConfigureAwait(false);
        return [.. RuleCatalogue.ById.Values.Concat(DetectionRules.All).OrderBy(static rule => rule.Id, StringComparer.Ordinal).Select(rule => RuleProjection.ToContract(rule, settings))];
    }

    public async Task<IPolicySession> OpenPolicyTestAsync(PolicyOptions options, IAciReporter reporter, CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectValue> named = options.Id.Count == 0 ? [] : await NamedPolicies.ReadAsync(LiveEstates.Of(options.Connection!), options.Id, reporter, cancellationToken).ConfigureAwait(false);
        IPolicySupply supply = options.InForce is not null ? new InForceSupply(options, reporter) : new GivenSupply(await new PolicyLoader(reporter).LoadAsync(options, cancellationToken, named).ConfigureAwait(false));
        return new PolicySession(options, supply, reporter, time);
    }

    public IReadOnlyList<AciPolicyDefinition> GetPolicyDefinitions() => [.. PolicyLibrary.All.Select(PolicyLibrary.ToContract), PolicyLibrary.ToContract(PolicyLibrary.Initiative), .. BuiltInPolicies.All];

    public IReadOnlyList<AciDetection> GetDetections() => [.. DetectionCatalogue.ById.Values.Select(DetectionProjection.ToContract)];
}
