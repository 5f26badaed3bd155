using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Images;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>
/// A Windows group cannot be Confidential, and base images of Windows Server 2016 have not been supported since the end of 2022 (Microsoft Learn, frequently asked
/// questions about Azure Container Instances); images of the semi-annual channel have ended too (Microsoft Learn, base image lifecycles).
/// </summary>
internal sealed class WindowsRule() : GroupRule("ACI-RUN-016")
{
    private const string Expected = "Linux, or a base image of Windows Server 2019 or later";

    private static readonly Place At = Place.Root.Of("osType");

    private static readonly string[] OldBases = ["ltsc2016", "sac2016", "20h2"];

    // Numbers that an application may have as its own version too: they mean Windows only beside its name.
    private static readonly string[] OldNumbers = ["1607", "1703", "1709", "1803", "1903", "1909", "2004"];

    private static readonly string[] WindowsNames = ["windows", "nanoserver", "servercore"];

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value system = group.Properties["osType"];
        if (group.Kind == AciSubjectType.NGroup || system.Is("Linux"))
        {
            judgement.Pass(At, "The group does not run on Windows.");
        }
        else if (system.Is("Windows"))
        {
            Container? old = group.Containers.Items.FirstOrDefault(IsOld);
            if (old is not null) judgement.Fail(At, old.Image, $"{ContainerText.The(old)} is built on a version of Windows that gets no more patches.", Expected, AciSeverity.Low);
            else judgement.Fail(At, system, "The group runs on Windows, where the sku Confidential and its protection are not to be had.", Expected);
        }
        else if (system.IsMissing && group.Kind == AciSubjectType.ContainerGroup && !group.Properties["containerGroupProfile"].IsMissing)
        {
            judgement.NotApplicable(At, "The profile says what the group runs on.");
        }
        else
        {
            judgement.Undecided(At, system, $"Whether the group runs on Windows could not be decided: {ValueText.WhyOpen(system)}.", "Write Linux or Windows as osType.");
        }
    }

    private static bool IsOld(Container container)
    {
        if (!ImageRule.TryRead(container, out ImageReference? image, out _) || image.Tag is not { } tag) return false;
        return Array.Exists(OldBases, o => EndsIn(tag, o))
            || (Array.Exists(OldNumbers, o => EndsIn(tag, o))
                && Array.Exists(WindowsNames, n => image.Repository.Contains(n, StringComparison.OrdinalIgnoreCase) || tag.Contains(n, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool EndsIn(string tag, string version) =>
        tag.EndsWith(version, StringComparison.OrdinalIgnoreCase) && (tag.Length == version.Length || tag[tag.Length - version.Length - 1] is '-' or '_');
}
