using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secret stands in a tag, a name or the DNS label, which more people see than the group itself.</summary>
internal sealed class TagAndNameRule() : GroupRule("ACI-SEC-011")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place tags = Place.Root.Of("tags");
        JudgeTags(group.Tags, tags, judgement);
        JudgeName(group.Name, Place.Root.Of("name"), "the name of the group", judgement);
        JudgeName(group.IpAddress.DnsNameLabel, group.IpAddress.Place.Of("dnsNameLabel"), "the DNS label of the group", judgement);
        foreach (Container container in group.Containers.Items) JudgeName(container.Name, container.Place.Of("name"), "the name of a container", judgement);
        judgement.PassUnlessObjected(tags, "No secret was seen in tags and names.");
    }

    private static void JudgeTags(Value tags, Place place, Judgement judgement)
    {
        if (tags is ObjectValue known)
        {
            foreach (Property tag in known.Properties)
            {
                string name = DisplayName.Of(tag.Name);
                ClearSlots.Judge(judgement, Place.Root.Of("tags", name), tag.Value, $"the tag '{name}'", NameThatSpeaks(tag));
            }

            if (known.Rest is { } rest) ClearSlots.Judge(judgement, place, rest, "the tags of the group");
        }
        else if (!tags.IsMissing)
        {
            ClearSlots.Judge(judgement, place, tags, "the tags of the group");
        }
    }

    /// <summary>Tags speak of secrets more often than they hold them: the name counts only where the value is one word with a digit.</summary>
    private static string? NameThatSpeaks(Property tag) =>
        tag.Value.AsText() is { Length: >= 8 } text && text.Any(char.IsAsciiDigit) && !text.Any(char.IsWhiteSpace)
        && SecretNames.Classify(tag.Name) is { Strength: SecretNameStrength.Secret } ? tag.Name : null;

    /// <summary>Only what flowed into a name counts: names are made of words, and an unknown one is no sign of a secret.</summary>
    private static void JudgeName(Value name, Place place, string slot, Judgement judgement)
    {
        if (ClearSecret.ByFlow(name) is { } secret)
        {
            judgement.FailSecret(place, name, secret.Kind, $"Everyone can read {slot}, and {secret.Reason}.", "A name without secrets");
        }
    }
}
