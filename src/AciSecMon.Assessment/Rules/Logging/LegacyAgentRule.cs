using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Logging;

/// <summary>
/// Logs go out by <c>diagnostics.logAnalytics</c>, the older way: with a workspace key, over the public ingestion, into tables of the <c>_CL</c> kind (Microsoft
/// Learn, container-instances-log-analytics, which recommends diagnostic settings).
/// </summary>
internal sealed class LegacyAgentRule() : GroupRule("ACI-LOG-006")
{
    private const string Expected = "A diagnostic setting of the group with ContainerInstanceLog and ContainerEvent";

    private static readonly Place At = Place.Root.Of("diagnostics").Of("logAnalytics");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value diagnostics = Lists.ObjectOrUnknown(group.Properties["diagnostics"], "diagnostics");
        Value logs = diagnostics is ObjectValue or MissingValue ? Lists.ObjectOrUnknown(diagnostics["logAnalytics"], "logAnalytics") : diagnostics;
        if (logs.IsMissing)
        {
            // To send them so is what the rule fails; whether they are sent at all is ACI-LOG-001.
            judgement.Pass(At, "The group does not send its logs the older way.");
        }
        else if (logs is not ObjectValue)
        {
            judgement.Undecided(At, logs, $"Whether the group sends its logs the older way could not be decided: {ValueText.WhyOpen(logs)}.", "Write diagnostics.logAnalytics as an object, or leave it out.");
        }
        else
        {
            string type = logs["logType"].IsMissingOrEmpty() ? ", and names no log type" : string.Empty;
            judgement.Fail(At, logs, $"The group sends its logs the older way, with the key of a workspace{type}.", Expected);
        }
    }
}
