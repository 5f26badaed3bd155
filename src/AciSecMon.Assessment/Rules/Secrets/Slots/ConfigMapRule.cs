using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secret stands in a container's configuration map, which is clear text.</summary>
internal sealed class ConfigMapRule() : ContainerRule("ACI-SEC-009")
{
    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("configMap");
        Value pairs = container.ConfigMap["keyValuePairs"];
        if (pairs.IsMissing)
        {
            judgement.NotApplicable(place, $"The {SecretWords.Of(container)} has no configuration map.");
            return;
        }

        string map = $"the configuration map of {SecretWords.Of(container)}";
        if (pairs is ObjectValue known)
        {
            foreach (Property pair in known.Properties)
            {
                string name = DisplayName.Of(pair.Name);
                ClearSlots.Judge(judgement, place.Of("keyValuePairs", name), pair.Value, $"the entry '{name}' in {map}", pair.Name);
            }

            if (known.Rest is { } rest) ClearSlots.Judge(judgement, place.Of("keyValuePairs"), rest, map);
        }
        else
        {
            ClearSlots.Judge(judgement, place.Of("keyValuePairs"), pairs, map);
        }

        judgement.PassUnlessObjected(place, "No secret was seen in the configuration map.");
    }
}
