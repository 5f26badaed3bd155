using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>Logs are sent twice and paid for twice: by the agent of the group's own definition, and by a diagnostic setting.</summary>
internal sealed class DoubleCollectionRule() : GroupRule("ACI-LOG-011")
{
    private static readonly Place At = Place.Root.Of("diagnostics").Of("logAnalytics");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        if (group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(At, "Only container groups have diagnostic settings.");
            return;
        }

        DiagnosticSettings found = DiagnosticSettings.Of(group, judgement.Estate);
        if (found.HasAgent == false) judgement.Pass(At, "The group does not send its logs the older way.");
        else if (found.HasAgent is null) judgement.Undecided(At, found.Agent, "Whether the group sends its logs the older way is not known.", "A workspace id");
        else if (found.HasLogs || found.HasEvents) judgement.Fail(At, group.Properties["diagnostics"]["logAnalytics"]["workspaceId"], "The group sends its logs twice: the older way, and by a diagnostic setting.", "The diagnostic setting alone");
        else if (found.Open is { } open) judgement.Unknown(At, open, "Whether a diagnostic setting sends the logs of the group a second time is not known.");
        else if (found.Count == 0 && !found.IsWhole && judgement.Estate.Live is not null) judgement.Unknown(At, MissingValue.Instance, "The diagnostic settings of the group could not be read.");
        else judgement.Pass(At, "The group sends its logs once.");
    }
}
