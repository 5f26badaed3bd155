using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.SetUp;

/// <summary>Sees to it that the workspace that everything goes to is there. One that is there is never changed.</summary>
internal sealed class WorkspaceEnabler(IArmClient arm, Grace grace, TimeProvider clock)
{
    /// <summary>The region in which it is to be made; null where it is there, or that is not known.</summary>
    public string? PlannedLocation { get; private set; }

    /// <summary>Makes it where it is not there.</summary>
    public async IAsyncEnumerable<AciChange> EnableAsync(ArmId workspace, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runner = new ChangeRunner(arm, pipeline, grace);
        long readAt = runner.Now;
        NextStep step = await NextAsync(workspace, pipeline, cancellationToken).ConfigureAwait(false);
        ChangeOutcome outcome = await runner.RunAsync(step, readAt, stop => NextAsync(workspace, pipeline, stop), cancellationToken).ConfigureAwait(false);

        // Even where the caller has stopped, what was begun is reported.
        await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
        yield return outcome.Change;
        if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
    }

    private async Task<NextStep> NextAsync(ArmId workspace, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var change = new WorkspaceChange(workspace, clock);
        try
        {
            Value there = (await arm.SendAsync(ArmRequest.Get(workspace.Text, ApiVersions.Workspaces), reporter, cancellationToken).ConfigureAwait(false)).Body;
            return there["properties"]["provisioningState"].AsText() is "Deleting" or "Failed" or "Canceled" ? change.Unusable(there["properties"]["provisioningState"].AsText()!) : change.Unchanged();
        }
        catch (AciServiceException absent) when (absent is { Status: 404, Code: not ("SubscriptionNotFound" or "ResourceGroupNotFound") })
        {
            return await NewAsync(change, workspace, reporter, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault)
        {
            return change.Unread(fault);
        }
    }

    // It is made where its resource group is: logs stay in the region that somebody chose for it.
    private async Task<NextStep> NewAsync(WorkspaceChange change, ArmId workspace, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            string scope = $"/subscriptions/{workspace.SubscriptionId}/resourceGroups/{workspace.ResourceGroupName}";
            Value group = (await arm.SendAsync(ArmRequest.Get(scope, ApiVersions.Subscriptions), reporter, cancellationToken).ConfigureAwait(false)).Body;
            PlannedLocation = group["location"].AsText() is { Length: > 0 } location ? location : throw Faults.NoRegion(scope);
            return change.Plan(location);
        }
        catch (AciServiceException fault)
        {
            return change.Unread(fault);
        }
    }
}
