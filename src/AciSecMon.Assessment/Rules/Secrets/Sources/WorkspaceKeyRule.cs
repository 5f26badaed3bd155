using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Logs go out with the shared key of a workspace. The service gives back only the workspace's id, which there means the same.</summary>
internal sealed class WorkspaceKeyRule() : GroupRule("ACI-SEC-017")
{
    private const string Expected = "A diagnostic setting of the group";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = Place.Root.Of("diagnostics").Of("logAnalytics").Of("workspaceKey");
        Value logs = group.Properties["diagnostics"]["logAnalytics"];
        Value key = logs["workspaceKey"];
        Value id = logs["workspaceId"];
        if (logs.IsMissing)
        {
            judgement.NotApplicable(place, "The group does not send its logs to a workspace by itself.");
        }
        else if (logs is ObjectValue && key.IsSet() == true)
        {
            judgement.FailSecret(place, key, SecretKinds.Key, "The group sends its logs with the shared key of the workspace.", Expected);
        }
        else if (logs.IsUnresolved || key.IsUnresolved || id.IsUnresolved)
        {
            Value open = logs.IsUnresolved ? logs : key.IsUnresolved ? key : id;
            judgement.Unknown(place, open, $"Whether the group sends its logs with a workspace key could not be decided: {ValueText.WhyOpen(open)}.");
        }
        else if (!group.IsAuthored && !id.IsMissingOrEmpty())
        {
            judgement.Fail(place, id, "The group sends its logs with the shared key of the workspace that it names.", Expected);
        }
        else
        {
            judgement.Pass(place, "No workspace key is used.");
        }
    }
}
