using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Logging;

/// <summary>
/// A Windows group sends its logs by <c>diagnostics.logAnalytics</c>, which carries the events of Linux groups only (Microsoft Learn, container-instances-log-analytics, in
/// its versions before diagnostic settings).
/// </summary>
internal sealed class WindowsEventsRule() : GroupRule("ACI-LOG-008")
{
    private static readonly Place At = Place.Root.Of("diagnostics").Of("logAnalytics");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value system = group.Properties["osType"];
        Value diagnostics = Lists.ObjectOrUnknown(group.Properties["diagnostics"], "diagnostics");
        Value logs = diagnostics is ObjectValue or MissingValue ? Lists.ObjectOrUnknown(diagnostics["logAnalytics"], "logAnalytics") : diagnostics;
        if (logs.IsMissing) judgement.NotApplicable(At, "The group does not send its logs the older way.");
        else if (system.Is("Linux")) judgement.Pass(At, "The older way carries the events of Linux groups.");
        else if (logs is not ObjectValue) judgement.Undecided(At, logs, $"Whether the group sends its logs the older way could not be decided: {ValueText.WhyOpen(logs)}.", "Write diagnostics.logAnalytics as an object, or leave it out.");
        else if (system.Is("Windows")) judgement.Fail(At, system, "The group runs on Windows and sends its logs the older way, which carries no events of Windows groups.", "A diagnostic setting of the group with ContainerEvent");
        else if (system.IsMissing && !group.Properties["containerGroupProfile"].IsMissing) judgement.NotApplicable(At, "The profile says what the group runs on.");
        else judgement.Undecided(At, system, $"Whether the group runs on Windows could not be decided: {ValueText.WhyOpen(system)}.", "Write Linux or Windows as osType.");
    }
}
