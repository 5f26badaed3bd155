using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.SetUp;

namespace AciSecMon.Azure.Tests.SetUp;

/// <summary>What is written where an activity log is exported in part.</summary>
public sealed class ExportPlanTests
{
    private const string Here = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w";

    [Fact]
    public void The_own_setting_gets_what_it_lacks_and_keeps_what_it_has()
    {
        ExportPlan plan = ExportPlan.Of([Setting("acisecmon", Here, "Administrative+", "Policy-", "Alert+", "Security+")], Here)!;

        Assert.Equal(("acisecmon", true), (plan.Name, plan.Before is not null));
        Assert.Equal(["Policy"], plan.Lacking);
        Assert.Equal(["Administrative+", "Alert+", "Policy+", "Security+"], LogsOf(plan));
    }

    [Fact]
    public void What_others_carry_to_the_workspace_counts_and_goes_there_once()
    {
        ExportPlan plan = ExportPlan.Of([Setting("theirs", Here.ToUpperInvariant() + "/", "Administrative+", "Security-")], Here)!;

        Assert.Equal(("acisecmon", null), (plan.Name, plan.Before));
        Assert.Equal(["Policy+", "Security+"], LogsOf(plan));
        Assert.Null(ExportPlan.Of([Setting("theirs", Here, "Administrative+", "Security+"), Setting("more", Here, "Policy+")], Here));
    }

    [Fact]
    public void A_setting_that_goes_elsewhere_is_left_alone()
    {
        ExportPlan plan = ExportPlan.Of([Setting("acisecmon", Here + "2", "Administrative+", "Security+", "Policy+")], Here)!;

        Assert.Equal("acisecmon-2", plan.Name);
        Assert.Equal(3, plan.Lacking.Count);
        Assert.Equal(Here, (string?)plan.Body["properties"]!["workspaceId"]);
    }

    private static string[] LogsOf(ExportPlan plan) =>
        [.. plan.Body["properties"]!["logs"]!.AsArray().Select(static log => $"{log!["category"]}{((bool)log["enabled"]! ? '+' : '-')}").Order(StringComparer.Ordinal)];

    private static AciSecMon.Azure.Diagnostics.Setting Setting(string name, string workspace, params string[] logs)
    {
        var body = new JsonObject
        {
            ["name"] = name,
            ["properties"] = new JsonObject { ["workspaceId"] = workspace, ["logs"] = new JsonArray([.. logs.Select(static log => new JsonObject { ["category"] = log[..^1], ["enabled"] = log[^1] == '+' })]) },
        };
        return AciSecMon.Azure.Diagnostics.Setting.Read((ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "test"), body.ToJsonString()).Root)!;
    }
}
