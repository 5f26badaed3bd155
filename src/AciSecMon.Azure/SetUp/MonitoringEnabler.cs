using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Alerts;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Diagnostics;
using AciSecMon.Azure.Policies;

namespace AciSecMon.Azure.SetUp;

/// <summary>
/// Sets up the whole monitoring, step after step, each by what does it alone. Nothing is remembered between runs: what is as it should be is left alone, so that a run that
/// was stopped or failed is continued by another.
/// </summary>
internal sealed class MonitoringEnabler(AzureSession session, IGroupFinder finder)
{
    /// <summary>Works through the steps. A fault in one keeps no other from being done.</summary>
    /// <param name="request">What is to be there.</param>
    /// <param name="pipeline">Asks, and takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciProblemException">The request itself is wrong; nothing was written.</exception>
    public async IAsyncEnumerable<AciChange> EnableAsync(EnableMonitoringRequest request, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Check(request);
        List<FoundGroup> groups = [];
        await foreach (FoundGroup group in finder.FindAsync(new GroupSelection { SubscriptionId = request.SubscriptionId }, pipeline, cancellationToken).ConfigureAwait(false)) groups.Add(group);
        string[] subscriptions =
        [
            .. (request.SubscriptionId.Count > 0 ? request.SubscriptionId.Where(session.Visible.CanAsk) : groups.Select(static group => group.Id.SubscriptionId))
                .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
        ];
        if (subscriptions.Length == 0)
        {
            await pipeline.WarningAsync("No container group was found: nothing was set up.", cancellationToken).ConfigureAwait(false);
            yield break;
        }

        // No id at all would mean every group.
        bool areAnyLinux = groups.Exists(static group => !group.IsWindows);
        var plan = new Plan(request, groups, subscriptions);
        foreach (AciMonitoringStep step in request.Step.Order().Where(step => step switch { AciMonitoringStep.Diagnostics => groups.Count > 0, AciMonitoringStep.MetricAlert => areAnyLinux, _ => true }))
        {
            if (plan.IsWorkspaceDeclined && step is AciMonitoringStep.Diagnostics or AciMonitoringStep.ActivityLogExport or AciMonitoringStep.DetectionAlert)
            {
                await pipeline.WarningAsync($"Step {step} was left out: the workspace that it needs was not made.", cancellationToken).ConfigureAwait(false);
                continue;
            }

            await pipeline.VerboseAsync($"Step {step}.", cancellationToken).ConfigureAwait(false);
            await foreach (AciChange change in HeldAsync(StepOf(step, plan, pipeline, cancellationToken), pipeline, cancellationToken).ConfigureAwait(false)) yield return change;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // While it is only planned, the other steps are planned on the workspace that there is going to be.
    private async IAsyncEnumerable<AciChange> WorkspaceAsync(Plan plan, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var enabler = new WorkspaceEnabler(session.Arm, Grace.By(session.Watch), session.Clock);
        await foreach (AciChange change in enabler.EnableAsync(WorkspaceOf(plan.Request), pipeline, cancellationToken).ConfigureAwait(false))
        {
            plan.IsWorkspaceDeclined = change.Result == AciChangeResult.Declined;
            if (change.Result == AciChangeResult.WouldChange) plan.PlannedLocation = enabler.PlannedLocation;
            yield return change;
        }
    }

    private IAsyncEnumerable<AciChange> StepOf(
        AciMonitoringStep step, Plan plan, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        (EnableMonitoringRequest request, List<FoundGroup> groups, string[] subscriptions) = (plan.Request, plan.Groups, plan.Subscriptions);
        IArmClient arm = session.Arm;
        Grace grace = Grace.By(session.Watch);
        switch (step)
        {
            case AciMonitoringStep.Workspace:
                return WorkspaceAsync(plan, pipeline, cancellationToken);
            case AciMonitoringStep.DefenderPlan:
                var plans = new EnableDefenderPlanRequest { Name = Plans.Default };
                return new DefenderPlanEnabler(arm, session.Clock, grace, Cloud.IsCommercial(session.Name)).EnableAsync(plans, subscriptions, pipeline, cancellationToken);
            case AciMonitoringStep.Diagnostics:
                var selection = new GroupSelection { ResourceId = [.. groups.Select(static group => group.Id.Text)] };
                return new DiagnosticsEnabler(arm, finder, session.Clock, grace).EnableAsync(selection, new EnableDiagnosticsRequest { WorkspaceId = request.WorkspaceId, IsDestinationPlanned = plan.PlannedLocation is not null }, pipeline, cancellationToken);
            case AciMonitoringStep.ActivityLogExport:
                return new ExportEnabler(arm, grace, session.Clock).EnableAsync(request.WorkspaceId, subscriptions, pipeline, cancellationToken);
            case AciMonitoringStep.Policy:
                var policies = new EnablePolicyRequest { Name = [PolicyLibrary.InitiativeName], KeepsTuning = true };
                return new PolicyEnabler(arm, pipeline, grace, session.Clock).EnableAsync(policies, [.. subscriptions.Select(PolicyScope.OfSubscription)], cancellationToken);
            default:
                return new AlertRuleEnabler(arm, finder, grace, session.Clock).EnableAsync(AlertsOf(step, request, groups, subscriptions, plan.PlannedLocation), subscriptions, pipeline, cancellationToken);
        }
    }

    // What ends a step is told, and the next one goes on. A person who stops ends them all.
    private static async IAsyncEnumerable<AciChange> HeldAsync(IAsyncEnumerable<AciChange> step, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<AciChange> changes = step.GetAsyncEnumerator(cancellationToken);
        await using (changes.ConfigureAwait(false))
        {
            while (true)
            {
                AciProblem? problem = null;
                try
                {
                    if (!await changes.MoveNextAsync().ConfigureAwait(false)) yield break;
                }
                catch (AciProblemException wrong)
                {
                    problem = wrong.Problem;
                }

                if (problem is not null)
                {
                    await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
                    yield break;
                }

                yield return changes.Current;
            }
        }
    }

    // With the workspace named in all steps, all call the same action group.
    private static EnableAlertRuleRequest AlertsOf(AciMonitoringStep step, EnableMonitoringRequest request, IReadOnlyList<FoundGroup> groups, IReadOnlyList<string> subscriptions, string? plannedLocation = null) => new()
    {
        Operation = step == AciMonitoringStep.OperationAlert ? Enum.GetValues<AciAlertOperation>() : [],
        Metric = step == AciMonitoringStep.MetricAlert ? [AciMetricName.Cpu, AciMetricName.Memory] : [],
        Groups = new GroupSelection { ResourceId = [.. groups.Where(static group => !group.IsWindows).Select(static group => group.Id.Text)] },
        Detection = step == AciMonitoringStep.DetectionAlert ? ["ACI-KQL-*"] : [],
        WorkspaceId = request.WorkspaceId,
        SubscriptionId = subscriptions,
        ResourceGroupName = request.ResourceGroupName,
        AreMetricsBesideGroups = true,
        KeepsTuning = true,
        WorkspaceLocation = plannedLocation,
        ActionGroupId = request.ActionGroupId,
        Email = request.Email,
    };

    private static void Check(EnableMonitoringRequest request)
    {
        Destination.From(new EnableDiagnosticsRequest { WorkspaceId = request.WorkspaceId });
        foreach (AciMonitoringStep step in request.Step.Where(static step => step is AciMonitoringStep.OperationAlert or AciMonitoringStep.DetectionAlert or AciMonitoringStep.MetricAlert)) AlertRuleChecks.Check(AlertsOf(step, request, [], []));
    }

    private static ArmId WorkspaceOf(EnableMonitoringRequest request) => ArmId.TryParse(request.WorkspaceId, out ArmId? id) ? id : throw AlertRuleChecks.NoWorkspaceId(request.WorkspaceId);

    /// <summary>What is set up, and what came of the workspace.</summary>
    private sealed record Plan(EnableMonitoringRequest Request, List<FoundGroup> Groups, string[] Subscriptions)
    {
        /// <summary>True where a person said that the workspace is not to be made.</summary>
        public bool IsWorkspaceDeclined { get; set; }

        /// <summary>The region of a workspace that is only planned; null for one that is there.</summary>
        public string? PlannedLocation { get; set; }
    }
}
