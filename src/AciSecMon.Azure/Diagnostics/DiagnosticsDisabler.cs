using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Ends the collection: settings that the module made are deleted, those that others made are only switched off.</summary>
internal sealed class DiagnosticsDisabler(IArmClient arm, IGroupFinder finder, TimeProvider clock, Grace grace)
{
    private const string Delete = "Delete diagnostic setting";
    private const string SwitchOff = "Switch off diagnostic setting";
    private const string Ends = "Its logs, events and metrics are no longer collected. The container group may restart.";
    private const string AgentStays =
        "The group's own agent (diagnostics.logAnalytics) goes on collecting; it ends only when the group is deployed again without it.";

    /// <summary>Works on each group once.</summary>
    /// <exception cref="AciProblemException">The request itself is wrong; nothing was read or written.</exception>
    public async IAsyncEnumerable<AciChange> DisableAsync(
        GroupSelection selection, DisableDiagnosticsRequest request, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runner = new ChangeRunner(arm, pipeline, grace);
        IAsyncEnumerable<FoundGroup> groups = finder.FindAsync(selection, pipeline, cancellationToken);
        await foreach (GroupSettings read in GroupSettings.ReadAsync(arm, groups, pipeline, cancellationToken, () => runner.Now).ConfigureAwait(false))
        {
            await foreach (ChangeOutcome outcome in WorkOnAsync(read, request.Name, runner, pipeline, cancellationToken).ConfigureAwait(false))
            {
                // Even where the caller has stopped, what was begun is reported.
                await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
                yield return outcome.Change;
                if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async IAsyncEnumerable<ChangeOutcome> WorkOnAsync(
        GroupSettings read, string? pattern, ChangeRunner runner, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FoundGroup group = read.Group;
        string shown = string.IsNullOrEmpty(pattern) ? SettingName.OwnPrefix : pattern;
        if (read.Settings is null)
        {
            yield return Unread(read, shown);
            yield break;
        }

        Setting[] meant = [.. read.Settings.Where(setting => string.IsNullOrEmpty(pattern) ? SettingName.IsOwn(setting.Name) : SettingName.IsMeant(setting.Name, pattern))];
        string agent = group.Legacy is null ? string.Empty : " " + AgentStays;
        if (meant.Length == 0)
        {
            string none = string.IsNullOrEmpty(pattern) ? "There is no diagnostic setting that the module made." : $"There is no diagnostic setting '{pattern}'.";
            yield return new ChangeOutcome(Frame(group, Delete, shown, null).Make(AciChangeResult.Unchanged, none + agent, null));
            yield break;
        }

        foreach (Setting setting in meant)
        {
            yield return await runner.RunAsync(
                End(group, setting, agent), read.At, stop => LookAgainAsync(group, setting.Name, agent, runner, pipeline, stop), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<NextStep> LookAgainAsync(FoundGroup group, string name, string agent, ChangeRunner runner, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        GroupSettings now = await GroupSettings.ReadOneAsync(arm, group, pipeline, cancellationToken, () => runner.Now).ConfigureAwait(false);
        if (now.Settings is null) return Unread(now, name);
        return now.Settings.FirstOrDefault(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase)) is { } there
            ? End(group, there, agent)
            : new ChangeOutcome(Frame(group, Delete, name, null).Make(AciChangeResult.Unchanged, "The setting is not there any more." + agent, null));
    }

    private NextStep End(FoundGroup group, Setting setting, string agent)
    {
        string path = SettingPath.Of(group.Id, setting.Name);
        string places = string.Join(" and ", setting.Destinations.Select(static destination => destination.InWords));
        if (SettingName.IsOwn(setting.Name))
        {
            GroupChange deletion = Frame(group, Delete, setting.Name, setting);
            return deletion.Plan(
                $"delete diagnostic setting '{setting.Name}'; nothing goes to {places} any more, and the container group may restart",
                ArmRequest.Delete(path, ApiVersions.DiagnosticSettings),
                Rules(deletion, setting, "Would delete the setting." + agent, "Deleted." + agent, "deleted", SettingPath.DeleteAction, static now => now is null));
        }

        GroupChange change = Frame(group, SwitchOff, setting.Name, setting);
        if (setting.IsOff) return new ChangeOutcome(change.Make(AciChangeResult.Unchanged, "Everything in the setting is switched off already." + agent, change.Before));
        if (SettingBody.Off(setting) is not { } body)
        {
            var problem = new AciProblem
            {
                Id = "AciDiagnosticsRefused",
                Kind = AciProblemKind.InvalidOperation,
                Message = $"Diagnostic setting '{setting.Name}' of {change.Target} holds something that cannot be written back unchanged.",
                Target = group.Id.Text,
                Recommendation = "Change it where it was made.",
            };
            return new ChangeOutcome(change.Make(AciChangeResult.Refused, problem.Message, change.Before), problem);
        }

        return change.Plan(
            $"switch off everything in diagnostic setting '{setting.Name}', which somebody else made; the setting itself stays with its destinations, nothing goes to {places} any more, and the container group may restart",
            ArmRequest.Put(path, ApiVersions.DiagnosticSettings, body),
            Rules(
                change, setting, "Would switch everything in the setting off; others made it, so that it stays." + agent, "Switched off; others made it, so that it stays." + agent,
                "switched off", SettingPath.WriteAction, static now => now is null or { IsOff: true }));
    }

    private ChangeOutcome Unread(GroupSettings read, string name)
    {
        AciProblem problem = read.Problem!;
        return new ChangeOutcome(Frame(read.Group, Delete, name, null).Make(AciChangeResult.Failed, $"{problem.Message} Nothing was changed.", null), problem);
    }

    private GroupChange Frame(FoundGroup group, string action, string name, Setting? before) =>
        new(group, action, name, Ends, clock) { Before = before is null ? null : JsonText.Indented(before.Raw) };

    private static SettingRules Rules(GroupChange change, Setting setting, string would, string did, string verb, string action, Func<Setting?, bool> isDone) => new()
    {
        WouldSay = would,
        DidSay = did,
        Failure = $"Diagnostic setting '{setting.Name}' of {change.Target} was not {verb}",
        InDoubt = $"Whether the setting was {verb} is not known.",
        WriteAction = action,
        Destinations = setting.Destinations,
        IsDone = isDone,
    };
}
