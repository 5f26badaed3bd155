using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Governance;

/// <summary>The group stands in a region that the setting <c>allowedRegions</c> does not list.</summary>
internal sealed class RegionRule() : GroupRule("ACI-GOV-008")
{
    private static readonly Place At = Place.Root.Of("location");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        IReadOnlyList<string> allowed = judgement.Settings.AllowedRegions;
        if (allowed.Count == 0)
        {
            judgement.NotApplicable(At, "The setting allowedRegions lists none.");
            return;
        }

        Value region = group.Region;
        if (region.AsText() is not { Length: > 0 } text) judgement.Undecided(At, region, $"Whether the region of the group is allowed could not be decided: {ValueText.WhyOpen(region)}.", "Write the name of a region as location.");
        else if (allowed.Any(a => IsSame(a, text))) judgement.Pass(At, "The region is allowed.");
        else judgement.Fail(At, region, $"The group is in {ValueText.Of(region)}, which the setting allowedRegions does not list.", string.Join(" or ", allowed));
    }

    /// <summary>Resource Manager takes <c>West Europe</c> and <c>westeurope</c> for the same.</summary>
    private static bool IsSame(string one, string other)
    {
        int at = 0;
        foreach (char c in one)
        {
            if (c == ' ') continue;
            while (at < other.Length && other[at] == ' ') at++;
            if (at >= other.Length || char.ToUpperInvariant(other[at]) != char.ToUpperInvariant(c)) return false;
            at++;
        }

        return other.AsSpan(at).Trim(' ').IsEmpty;
    }
}

/// <summary>The group is in no availability zone, so that nobody knows what fails with it.</summary>
internal sealed class ZonesRule() : GroupRule("ACI-GOV-007")
{
    private const string Expected = "One zone, such as '1'";

    private static readonly Place At = Place.Root.Of("zones");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value zones = group.Zones;
        if (group.Kind == AciSubjectType.ContainerGroupProfile) judgement.NotApplicable(At, "The groups that use a profile have the zones.");
        else if (zones.Items.Any(static z => z.IsSet() == true)) judgement.Pass(At, "The group has a zone.");
        else if (zones.IsMissing || zones is ArrayValue { Rest: null, Items: var items } && items.All(static z => z.IsSet() == false)) judgement.Fail(At, zones, "The group names no availability zone.", Expected);
        else judgement.Undecided(At, zones, $"Whether the group has an availability zone could not be decided: {ValueText.WhyOpen(zones)}.", Expected);
    }
}
