using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>The container can write to an Azure Files share. Either flag protects: that of the mount or that of the volume.</summary>
internal sealed class WritableShareRule() : ContainerRule("ACI-RUN-011")
{
    private const string Expected = "readOnly: true on the mount or the volume";

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
        foreach (Value mount in mounts.Items)
        {
            if (!mount.IsMissing) JudgeMount(list, container, keys.Unique(PlaceKeys.ByName(mount)), Lists.ObjectOrUnknown(mount, "volumeMounts"), group, judgement);
        }

        if (Lists.RestOf(mounts, "volumeMounts") is { } rest) ReportOpen(list, rest, container, judgement);
        judgement.PassUnlessObjected(list, "No Azure Files share can be written to.");
    }

    private static void JudgeMount(Place list, Container container, string key, Value mount, ContainerGroup group, Judgement judgement)
    {
        if (mount["readOnly"].AsBoolean() == true) return;
        Place place = container.Place.Of("volumeMounts", key).Of("readOnly");
        Value? open = mount["name"] is StringValue ? group.Volumes.Rest : mount["name"];
        bool fits = false;
        foreach (Volume volume in group.Volumes.Items)
        {
            bool mayFit = volume.Name is not StringValue;
            bool isMounted = !mayFit && mount["name"] is StringValue name && volume.Name.Is(name.Text);
            if (!mayFit && !isMounted) continue;
            fits |= isMounted;
            bool? isWritable = IsWritable(volume, mount, out Value deciding);
            if (isWritable == false) continue;
            if (isMounted && isWritable == true)
            {
                judgement.Fail(place, mount["readOnly"], $"{ContainerText.The(container)} can write to the Azure Files share of the volume '{DisplayName.Of(key)}'.", Expected);
                return;
            }

            open = isWritable is null ? deciding : mayFit ? volume.Name : open;
            if (isMounted)
            {
                ReportOpen(place, deciding, container, judgement);
                return;
            }
        }

        if (!fits && open is not null) ReportOpen(place, open, container, judgement);
        else if (!fits && group.Volumes.Items.Count > 0 && mount["name"].IsMissing) ReportOpen(list, mount["name"], container, judgement);
    }

    private static bool? IsWritable(Volume volume, Value mount, out Value deciding)
    {
        Value share = Lists.ObjectOrUnknown(volume.AzureFile, "azureFile");
        deciding = share;
        if (share.IsMissing) return false;
        deciding = share["readOnly"];
        if (deciding.AsBoolean() == true) return false;
        if (share is not ObjectValue)
        {
            deciding = share;
            return null;
        }

        if (!IsOff(deciding)) return null;
        deciding = mount["readOnly"];
        return IsOff(deciding) ? true : null;
    }

    private static bool IsOff(Value flag) => flag.IsMissing || flag.AsBoolean() == false;

    private static void ReportOpen(Place place, Value open, Container container, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether {ContainerText.Of(container)} can write to an Azure Files share could not be decided: {ValueText.WhyOpen(open)}.", "Write name and readOnly of the mount.");
}
