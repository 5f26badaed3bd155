using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Ends the collection: settings that the module made are deleted, those that others made are only switched off.</summary>
internal sealed class DiagnosticsDisabler(IArmClient arm, IGroupFinder finder, TimeProvider clock)
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
        IAsyncEnumerable<FoundGroup> groups = finder.FindAsync(selection, pipeline, cancellationToken);
        await foreach (GroupSettings read in GroupSettings.ReadAsync(arm, groups, pipeline, cancellationToken).ConfigureAwait(false))
        {
            await foreach (ChangeOutcome outcome in WorkOnAsync(read, request.Name, pipeline, cancellationToken).ConfigureAwait(false))
            {
                if (outcome.Problem is not null) await pipeline.ProblemAsync(outcome.Problem, CancellationToken.None).ConfigureAwait(false);
                yield return outcome.Change;
                if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
            }
        }
    }

    private async IAsyncEnumerable<ChangeOutcome> WorkOnAsync(
        GroupSettings read, string? pattern, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FoundGroup group = read.Group;
        string shown = string.IsNullOrEmpty(pattern) ? SettingName.OwnPrefix : pattern;
        if (read.Settings is null)
        {
            AciProblem problem = read.Problem!;
            yield return new ChangeOutcome(Frame(group, Delete, shown, null).Make(AciChangeResult.Failed, $"{problem.Message} Nothing was changed.", null), problem);
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

        var changer = new SettingChanger(arm, pipeline);
        foreach (Setting setting in meant) yield return await EndAsync(group, setting, agent, changer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ChangeOutcome> EndAsync(FoundGroup group, Setting setting, string agent, SettingChanger changer, CancellationToken cancellationToken)
    {
        string path = SettingPath.Of(group.Id, setting.Name);
        string places = string.Join(" and ", setting.Destinations.Select(static destination => destination.InWords));
        if (SettingName.IsOwn(setting.Name))
        {
            return await changer.ChangeAsync(
                group,
                Frame(group, Delete, setting.Name, setting),
                ArmRequest.Delete(path, ApiVersions.DiagnosticSettings),
                $"delete diagnostic setting '{setting.Name}'; nothing goes to {places} any more, and the container group may restart",
                Rules(group, setting, "Would delete the setting." + agent, "Deleted." + agent, "deleted", SettingPath.DeleteAction, static now => now is null),
                cancellationToken).ConfigureAwait(false);
        }

        GroupChange change = Frame(group, SwitchOff, setting.Name, setting);
        if (setting.IsOff) return new ChangeOutcome(change.Make(AciChangeResult.Unchanged, "Everything in the setting is switched off already." + agent, change.Before));
        if (SettingBody.Off(setting) is not { } body)
        {
            var problem = new AciProblem
            {
                Id = "AciDiagnosticsRefused",
                Kind = AciProblemKind.InvalidOperation,
                Message = $"Diagnostic setting '{setting.Name}' of container group '{group.Name}' holds something that cannot be written back unchanged.",
                Target = group.Id.Text,
                Recommendation = "Change it where it was made.",
            };
            return new ChangeOutcome(change.Make(AciChangeResult.Refused, problem.Message, change.Before), problem);
        }

        return await changer.ChangeAsync(
            group,
            change,
            ArmRequest.Put(path, ApiVersions.DiagnosticSettings, body),
            $"switch off diagnostic setting '{setting.Name}', which others made; nothing goes to {places} any more, and the container group may restart",
            Rules(
                group, setting, "Would switch everything in the setting off; others made it, so that it stays." + agent, "Switched off; others made it, so that it stays." + agent,
                "switched off", SettingPath.WriteAction, static now => now is null or { IsOff: true }),
            cancellationToken).ConfigureAwait(false);
    }

    private GroupChange Frame(FoundGroup group, string action, string name, Setting? before) =>
        new(group, action, name, Ends, clock) { Before = before is null ? null : JsonText.Indented(before.Raw) };

    private static ChangeRules Rules(FoundGroup group, Setting setting, string would, string did, string verb, string action, Func<Setting?, bool> isDone) => new()
    {
        WouldSay = would,
        DidSay = did,
        Failure = $"Diagnostic setting '{setting.Name}' of container group '{group.Name}' was not {verb}",
        InDoubt = $"Whether the setting was {verb} is not known.",
        MissingAction = action,
        Destinations = setting.Destinations,
        IsDone = isDone,
    };
}
