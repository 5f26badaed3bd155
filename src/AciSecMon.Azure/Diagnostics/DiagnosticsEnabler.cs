using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Sees to it that logs, events and metrics of container groups go to the places that are asked for.</summary>
internal sealed class DiagnosticsEnabler(IArmClient arm, IGroupFinder finder, TimeProvider clock)
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
        IAsyncEnumerable<FoundGroup> groups = finder.FindAsync(selection, pipeline, cancellationToken);
        await foreach (GroupSettings read in GroupSettings.ReadAsync(arm, groups, pipeline, cancellationToken).ConfigureAwait(false))
        {
            await foreach (ChangeOutcome outcome in WorkOnAsync(read, asked, name, destinations, pipeline, cancellationToken).ConfigureAwait(false))
            {
                // Even where the caller has stopped, what was begun is reported.
                if (outcome.Problem is not null) await pipeline.ProblemAsync(outcome.Problem, CancellationToken.None).ConfigureAwait(false);
                yield return outcome.Change;
                if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
            }
        }
    }

    private async IAsyncEnumerable<ChangeOutcome> WorkOnAsync(
        GroupSettings read, IReadOnlyList<Destination> asked, string name, DestinationReader destinations, IAciPipeline pipeline,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FoundGroup group = read.Group;
        if (read.Settings is null)
        {
            AciProblem problem = read.Problem!;
            yield return new ChangeOutcome(Frame(group, name, null).Make(AciChangeResult.Failed, $"{problem.Message} Nothing was written.", null), problem);
            yield break;
        }

        (string? obstacle, List<string> notes) = await CheckAsync(group, asked, destinations).ConfigureAwait(false);
        SettingPlan plan = SettingPlan.Make(read.Settings, asked, name);
        if ((obstacle ?? plan.Refusal) is { } refusal)
        {
            yield return Refused(group, name, refusal);
            yield break;
        }

        if (plan.Writes.Count == 0)
        {
            string serving = string.Join(" and ", plan.Serving.Select(static setting => $"'{setting.Name}'"));
            Setting first = plan.Serving[0];
            string message = $"Diagnostic setting {serving} sends logs, events and metrics to {InWords(asked)} already.";
            yield return new ChangeOutcome(Frame(group, first.Name, first).Make(AciChangeResult.Unchanged, Sentences([message, .. notes]), JsonText.Indented(first.Raw)));
            yield break;
        }

        var changer = new SettingChanger(arm, pipeline);
        foreach (PlannedWrite write in plan.Writes)
        {
            ArmRequest request = ArmRequest.Put(SettingPath.Of(group.Id, write.Name), ApiVersions.DiagnosticSettings, write.Body);
            string proposal = $"write diagnostic setting '{write.Name}' to {InWords(write.Destinations)}; the container group restarts";
            ChangeOutcome outcome = await changer.ChangeAsync(
                group, Frame(group, write.Name, write.Before), request, proposal, RulesFor(group, write, notes), cancellationToken).ConfigureAwait(false);
            yield return outcome;
        }
    }

    // Where the service cannot be asked about a destination, the write goes ahead: it does its own check and says what is wrong.
    private static async Task<(string? Obstacle, List<string> Notes)> CheckAsync(FoundGroup group, IReadOnlyList<Destination> asked, DestinationReader destinations)
    {
        var notes = new List<string>();
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
            Message = $"No diagnostic setting was written for container group '{group.Name}': {reason.TrimEnd('.')}.",
            Target = group.Id.Text,
            Recommendation = "Give a destination that can receive from this group, or change what stands in the way.",
        };
        return new ChangeOutcome(Frame(group, name, null).Make(AciChangeResult.Refused, problem.Message, null), problem);
    }

    private GroupChange Frame(FoundGroup group, string name, Setting? before) =>
        new(group, Action, name, Restarts, clock) { Before = before is null ? null : JsonText.Indented(before.Raw) };

    private static ChangeRules RulesFor(FoundGroup group, PlannedWrite write, List<string> notes)
    {
        string what = $"logs, events and metrics to {InWords(write.Destinations)}";
        return new ChangeRules
        {
            WouldSay = Sentences([$"Would send {what}.", .. notes]),
            DidSay = Sentences([write.Before is null ? $"Sends {what}." : $"Completed: sends {what}.", .. notes]),
            Failure = $"Diagnostic setting '{write.Name}' of container group '{group.Name}' was not written",
            InDoubt = "Whether the setting was written, and whether the group restarts, is not known.",
            MissingAction = SettingPath.WriteAction,
            Destinations = write.Destinations,
            IsDone = now => now is { IsComplete: true } && write.Destinations.All(now.SendsTo),
        };
    }

    private static string InWords(IReadOnlyList<Destination> destinations) => string.Join(" and ", destinations.Select(static destination => destination.InWords));

    private static string Sentences(IEnumerable<string> sentences) => string.Join(' ', sentences);
}
