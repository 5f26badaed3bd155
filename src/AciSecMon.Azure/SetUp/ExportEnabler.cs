using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.SetUp;

/// <summary>Sees to it that the activity log of subscriptions goes to a workspace.</summary>
internal sealed class ExportEnabler(IArmClient arm, Grace grace, TimeProvider clock)
{
    /// <summary>Works on one subscription after the other. A fault on one keeps no other from being worked on.</summary>
    public async IAsyncEnumerable<AciChange> EnableAsync(
        string workspaceId, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runner = new ChangeRunner(arm, pipeline, grace);
        foreach (string subscription in subscriptionIds)
        {
            long readAt = runner.Now;
            NextStep step = await NextAsync(subscription, workspaceId, pipeline, cancellationToken).ConfigureAwait(false);
            ChangeOutcome outcome = await runner.RunAsync(step, readAt, stop => NextAsync(subscription, workspaceId, pipeline, stop), cancellationToken).ConfigureAwait(false);

            // Even where the caller has stopped, what was begun is reported.
            await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
            yield return outcome.Change;
            if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<NextStep> NextAsync(string subscription, string workspaceId, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var change = new ExportChange(subscription, workspaceId, clock);
        try
        {
            List<Setting> settings = [];
            await foreach (ObjectValue item in arm.ListAsync(ArmRequest.Get(ExportChange.PathOf(subscription), ApiVersions.DiagnosticSettings), reporter, cancellationToken).ConfigureAwait(false))
            {
                if (Setting.Read(item) is { } setting) settings.Add(setting);
            }

            return ExportPlan.Of(settings, workspaceId) is { } plan ? change.Plan(plan) : change.Unchanged();
        }
        catch (AciServiceException fault)
        {
            return change.Unread(fault);
        }
    }
}
