using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Sees to it that logs, events and metrics of container groups go to the places that are asked for.</summary>
internal sealed class DiagnosticsEnabler(IArmClient arm, IGroupFinder finder, TimeProvider clock, Grace grace)
{
    private const string Action = "Write diagnostic setting";

    // azure-facts, B.2: documented with a warning.
    private const string Restarts = "The container group restarts.";

    /// <summary>Works on each group once, in the order in which they are found.</summary>
    /// <exception cref="AciProblemException">The request itself is wrong; nothing was read or written.</exception>
    public async IAsyncEnumerable<AciChange> EnableAsync(
        GroupSelection selection, EnableDiagnosticsRequest request, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Destination> asked = Destination.From(request);
        string name = SettingName.ForNew(request.Name);
        var destinations = new DestinationReader(arm, pipeline, cancellationToken);
        var runner = new ChangeRunner(arm, pipeline, grace);
        IAsyncEnumerable<FoundGroup> groups = finder.FindAsync(selection, pipeline, cancellationToken);
        await foreach (GroupSettings read in GroupSettings.ReadAsync(arm, groups, pipeline, cancellationToken, () => runner.Now).ConfigureAwait(false))
        {
            var work = new GroupWork(asked, name, request.IsDestinationPlanned ? null : destinations, pipeline);
            await foreach (ChangeOutcome outcome in WorkOnAsync(read, work, runner, cancellationToken).ConfigureAwait(false))
            {
                // Even where the caller has stopped, what was begun is reported.
                await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
                yield return outcome.Change;
                if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    // A group can need more than one write; each is asked about by itself.
    private async IAsyncEnumerable<ChangeOutcome> WorkOnAsync(
        GroupSettings read, GroupWork work, ChangeRunner runner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isOver = false;
        while (!isOver && await NextAsync(read, work).ConfigureAwait(false) is { } step)
        {
            ChangeOutcome outcome = await runner.RunAsync(step, read.At, LookAgainAsync, cancellationToken).ConfigureAwait(false);
            yield return outcome;
            isOver |= step.Change is null || !work.Handled.Add(outcome.Change.TargetName);
        }

        async Task<NextStep> LookAgainAsync(CancellationToken stop)
        {
            read = await GroupSettings.ReadOneAsync(arm, read.Group, work.Pipeline, stop, () => runner.Now).ConfigureAwait(false);
            NextStep next = await NextAsync(read, work).ConfigureAwait(false) ?? Unchanged(read.Group, work, SettingPlan.Make(read.Settings!, work.Asked, work.Name).Serving, []);
            isOver = next.Change is null;
            return next;
        }
    }

    // Null where all that the group needed has been dealt with.
    private async Task<NextStep?> NextAsync(GroupSettings read, GroupWork work)
    {
        FoundGroup group = read.Group;
        if (read.Settings is null)
        {
            AciProblem problem = read.Problem!;
            return new ChangeOutcome(Frame(group, work.Name, null).Make(AciChangeResult.Failed, $"{problem.Message} Nothing was written.", null), problem);
        }

        (string? obstacle, List<string> notes) = await CheckAsync(group, work.Asked, work.Destinations).ConfigureAwait(false);
        SettingPlan plan = SettingPlan.Make(read.Settings, work.Asked, work.Name);
        if ((obstacle ?? plan.Refusal) is { } refusal) return Refused(group, work.Name, refusal);
        if (plan.Writes.Count == 0 && work.Handled.Count == 0) return Unchanged(group, work, plan.Serving, notes);
        if (plan.Writes.FirstOrDefault(write => !work.Handled.Contains(write.Name)) is not { } next) return null;
        return Planned(group, next, notes);
    }

    // Where the service cannot be asked about a destination, the write goes ahead: it does its own check and says what is wrong.
    private static async Task<(string? Obstacle, List<string> Notes)> CheckAsync(FoundGroup group, IReadOnlyList<Destination> asked, DestinationReader? destinations)
    {
        var notes = new List<string>();
        if (destinations is null) return (null, notes);
        foreach (Destination destination in asked)
        {
            DestinationFacts facts = await destinations.ReadAsync(destination).ConfigureAwait(false);
            (bool? canReceive, string? reason) = facts.Judge(destination.Kind, group.Location);
            if (canReceive == false) return ($"{destination.InWords} cannot receive: {reason}", notes);
            if (facts.Remark is not null) notes.Add($"Of {destination.InWords} it is to be known: {facts.Remark}.");
            if (canReceive is null) notes.Add($"Whether {destination.InWords} can receive could not be checked: {reason}.");
            if (group.Legacy is { WorkspaceId.Length: > 0 } agent && string.Equals(agent.WorkspaceId, facts.CustomerId, StringComparison.OrdinalIgnoreCase))
            {
                notes.Add("The group's own agent sends to the same workspace, so that logs are stored twice until the group is deployed without diagnostics.logAnalytics.");
            }
        }

        return (null, notes);
    }

    private ChangeOutcome Refused(FoundGroup group, string name, string reason)
    {
        var problem = new AciProblem
        {
            Id = "AciDiagnosticsRefused",
            Kind = AciProblemKind.InvalidOperation,
            Message = $"No diagnostic setting was written for {group.InWords}: {reason.TrimEnd('.')}.",
            Target = group.Id.Text,
            Recommendation = "Give a destination that can receive from this group, or change what stands in the way.",
        };
        return new ChangeOutcome(Frame(group, name, null).Make(AciChangeResult.Refused, problem.Message, null), problem);
    }

    private ChangeOutcome Unchanged(FoundGroup group, GroupWork work, IReadOnlyList<Setting> serving, List<string> notes)
    {
        string names = string.Join(" and ", serving.Select(static setting => $"'{setting.Name}'"));
        string message = serving.Count == 1
            ? $"Diagnostic setting {names} sends logs, events and metrics to {InWords(work.Asked)} already."
            : $"Diagnostic settings {names} together send logs, events and metrics to {InWords(work.Asked)} already.";
        GroupChange change = serving.Count == 0 ? Frame(group, work.Name, null) : Frame(group, serving[0].Name, serving[0]);
        return new ChangeOutcome(change.Make(AciChangeResult.Unchanged, Sentences([message, .. notes]), change.Before));
    }

    private GroupChange Frame(FoundGroup group, string name, Setting? before) =>
        new(group, Action, name, Restarts, clock) { Before = before is null ? null : JsonText.Indented(before.Raw) };

    private PlannedChange Planned(FoundGroup group, PlannedWrite write, List<string> notes)
    {
        GroupChange change = Frame(group, write.Name, write.Before);
        string what = $"{Categories.InWords(write.Flowing)} to {InWords(write.Destinations)}";
        return change.Plan(
            $"{WriteWords.Of(write)}; the container group restarts",
            ArmRequest.Put(SettingPath.Of(group.Id, write.Name), ApiVersions.DiagnosticSettings, write.Body),
            new SettingRules
            {
                WouldSay = Sentences([$"Would send {what}.", .. notes]),
                DidSay = Sentences([write.Before is null ? $"Sends {what}." : $"Completed: sends {what}.", .. notes]),
                Failure = $"Diagnostic setting '{write.Name}' of {change.Target} was not written",
                InDoubt = "Whether the setting was written, and whether the group restarts, is not known.",
                WriteAction = SettingPath.WriteAction,
                Destinations = write.Destinations,
                IsDone = write.IsKept,
            });
    }

    private static string InWords(IReadOnlyList<Destination> destinations) => string.Join(" and ", destinations.Select(static destination => destination.InWords));

    private static string Sentences(IEnumerable<string> sentences) => string.Join(' ', sentences);

    private sealed record GroupWork(IReadOnlyList<Destination> Asked, string Name, DestinationReader? Destinations, IAciPipeline Pipeline)
    {
        /// <summary>Settings of the group that were asked about already.</summary>
        public HashSet<string> Handled { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
