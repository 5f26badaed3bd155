using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secret stands in the settings of an extension instead of its protected settings.</summary>
internal sealed class ExtensionSettingsRule() : GroupRule("ACI-SEC-012")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("extensions");
        foreach (Extension extension in group.Extensions.Items)
        {
            string of = $"the extension '{DisplayName.Of(extension.Key)}'";
            ClearSlots.JudgeParts(
                judgement, extension.Place.Of("properties").Of("settings"), extension.Settings,
                name => name is null ? $"the settings of {of}" : $"the setting '{DisplayName.Of(name)}' of {of}");
        }

        if (group.Extensions.Rest is { } rest) judgement.Unknown(list, rest, $"Not every extension of the group is known: {ValueText.WhyOpen(rest)}.");
        else if (group.Extensions.Items.Count == 0) judgement.NotApplicable(list, "The group has no extensions.");
        else judgement.PassUnlessObjected(list, "No secret was seen in the settings of extensions.");
    }
}
