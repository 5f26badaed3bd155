using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>A volume is mounted over what the container's system is made of.</summary>
internal sealed class MountPathRule() : ContainerRule("ACI-RUN-014")
{
    private const string Expected = "A folder of its own, such as /data or /etc/nginx";

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place list = container.Place.Of("volumeMounts");
        Value mounts = container.VolumeMounts;
        if (mounts.IsMissing || (mounts is ArrayValue { Items.Count: 0, Rest: null }))
        {
            judgement.NotApplicable(list, "The container mounts no volume.");
            return;
        }

        var keys = new PlaceKeys();
        foreach (Value item in mounts.Items)
        {
            if (item.IsMissing) continue;
            Value mount = Lists.ObjectOrUnknown(item, "volumeMounts");
            Place place = container.Place.Of("volumeMounts", keys.Unique(PlaceKeys.ByName(mount))).Of("mountPath");
            Value path = mount["mountPath"];
            if (path.AsText() is not { Length: > 0 } text) ReportOpen(place, path, container, judgement);
            else if (MountPaths.IsSensitive(text)) judgement.Fail(place, path, $"{ContainerText.The(container)} has a volume mounted at {ValueText.Of(path)}, over what its system is made of.", Expected);
        }

        if (Lists.RestOf(mounts, "volumeMounts") is { } rest) ReportOpen(list, rest, container, judgement);
        judgement.PassUnlessObjected(list, "No volume is mounted over the system.");
    }

    private static void ReportOpen(Place place, Value open, Container container, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether {ContainerText.Of(container)} has a volume mounted over its system could not be decided: {ValueText.WhyOpen(open)}.", "Write an absolute path as mountPath.");
}
