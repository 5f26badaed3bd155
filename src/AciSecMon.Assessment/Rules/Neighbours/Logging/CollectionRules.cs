using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>A rule on what is collected of a group.</summary>
internal abstract class CollectionRule(string id) : GroupRule(id)
{
    protected static Place Place { get; } = Estate.Place.Root.Of("diagnosticSettings");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        if (group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(Place, "Only container groups have diagnostic settings.");
            return;
        }

        DiagnosticSettings found = DiagnosticSettings.Of(group, judgement.Estate);
        if (found.HasAgent == true) judgement.Pass(Place, "The group sends logs and events to a workspace by its own definition.");
        else if (found.Count == 0 && !found.IsWhole && judgement.Estate.Live is null) judgement.NotApplicable(Place, "This source holds no diagnostic setting of the group.");
        else if (found.Count == 0 && !found.IsWhole) judgement.Unknown(Place, MissingValue.Instance, "The diagnostic settings of the group could not be read.");
        else if (found.HasAgent is null) judgement.Undecided(Place, found.Agent, "Whether the group sends its logs by itself is not known.", "A workspace id");
        else JudgeSettings(found, judgement);
    }

    protected abstract void JudgeSettings(DiagnosticSettings found, Judgement judgement);
}

/// <summary>Nothing is collected of the group: neither a diagnostic setting nor the legacy agent is there.</summary>
internal sealed class NoCollectionRule() : CollectionRule("ACI-LOG-001")
{
    protected override void JudgeSettings(DiagnosticSettings found, Judgement judgement)
    {
        if (found.HasCertain) judgement.Pass(Place, "The group has a diagnostic setting.");
        else if (found.Count > 0) judgement.Unknown(Place, found.Open!, "The group has a diagnostic setting only where a condition holds that is not known.");
        else judgement.Fail(Place, MissingValue.Instance, "No logs are collected of the group: it has neither a diagnostic setting nor a workspace of its own.", "A diagnostic setting with ContainerInstanceLog and ContainerEvent");
    }
}

/// <summary>A category is missing: the output of the containers or the events of the group go nowhere.</summary>
internal sealed class MissingCategoryRule() : CollectionRule("ACI-LOG-002")
{
    protected override void JudgeSettings(DiagnosticSettings found, Judgement judgement)
    {
        bool isOtherRules = found.Count == 0 || (!found.HasLogs && !found.HasEvents && found.HasMetrics && found.Open is null);
        if (isOtherRules) judgement.NotApplicable(Place, "No log is collected at all, which ACI-LOG-001 or ACI-LOG-003 says.");
        else if (found.HasLogs && found.HasEvents) judgement.Pass(Place, "Logs and events are collected.");
        else if (found.Open is { } open) judgement.Unknown(Place, open, "Which categories are collected is not known.");
        else judgement.Fail(Place, MissingValue.Instance, MessageOf(found), "ContainerInstanceLog and ContainerEvent, or the category group allLogs, enabled");
    }

    private static string MessageOf(DiagnosticSettings found) => (found.HasLogs, found.HasEvents) switch
    {
        (true, false) => "The events of the group are not collected (ContainerEvent).",
        (false, true) => "The output of the containers is not collected (ContainerInstanceLog).",
        _ => "The diagnostic settings of the group collect neither output nor events: no category is enabled that container groups have.",
    };
}

/// <summary>Metrics are collected and no log is.</summary>
internal sealed class MetricsOnlyRule() : CollectionRule("ACI-LOG-003")
{
    protected override void JudgeSettings(DiagnosticSettings found, Judgement judgement)
    {
        if (found.HasLogs || found.HasEvents) judgement.Pass(Place, "The settings of the group do not stop at metrics.");
        else if (found.Open is { } open) judgement.Unknown(Place, open, "Whether logs are collected beside metrics is not known.");
        else if (!found.HasMetrics) judgement.NotApplicable(Place, "Nothing is collected at all, which ACI-LOG-001 or ACI-LOG-002 says.");
        else judgement.Fail(Place, MissingValue.Instance, "Only metrics are collected of the group, and no log.", "ContainerInstanceLog and ContainerEvent, or the category group allLogs, enabled");
    }
}
