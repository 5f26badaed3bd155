using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Governance;

/// <summary>A tag that the setting <c>requiredTags</c> asks for is missing or empty.</summary>
internal sealed class RequiredTagsRule() : GroupRule("ACI-GOV-001")
{
    private static readonly Place At = Place.Root.Of("tags");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        IReadOnlyList<string> required = judgement.Settings.RequiredTags;
        if (required.Count == 0)
        {
            judgement.NotApplicable(At, "The setting requiredTags asks for no tags.");
            return;
        }

        Value tags = Lists.ObjectOrUnknown(group.Tags, "tags");
        foreach (string name in required)
        {
            Value tag = tags is ObjectValue or MissingValue ? tags[name] : tags;
            bool? isSet = tag.IsSet();
            string shown = DisplayName.Of(name);
            if (isSet == false) judgement.Fail(Place.Root.Of("tags", shown), tag, $"The group has no tag '{shown}'.", $"A value for the tag '{shown}'");
            else if (isSet is null) judgement.Undecided(Place.Root.Of("tags", shown), tag, $"Whether the group has the tag '{shown}' could not be decided: {ValueText.WhyOpen(tag)}.", "Write tags as an object.");
        }

        judgement.PassUnlessObjected(At, "The group has all required tags.");
    }
}

/// <summary>A group that a tag of the setting <c>productionTags</c> marks as production has the priority Spot, so that it may be taken away at any time.</summary>
internal sealed class SpotInProductionRule() : GroupRule("ACI-GOV-006")
{
    private const string Expected = "Regular as priority";

    private static readonly Place At = Place.Root.Of("priority");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value priority = group.Properties["priority"];
        if (judgement.Settings.ProductionTags.Count == 0)
        {
            judgement.NotApplicable(At, "The setting productionTags says of no tag that it means production.");
            return;
        }

        bool? isSpot = priority.Is("Spot") ? true : priority.IsMissingOrEmpty() || priority.Is("Regular") ? false : null;
        bool? isProduction = IsProduction(group.Tags, judgement.Settings, out Value deciding);
        bool? both = isSpot & isProduction;
        if (both == false) judgement.Pass(At, "The group is no production on Spot.");
        else if (both == true) judgement.Fail(At, priority, "The group is production by its tags and has the priority Spot.", Expected);
        else ReportOpen(isSpot is null ? priority : deciding, judgement);
    }

    private static bool? IsProduction(Value tags, AssessmentSettings settings, out Value deciding)
    {
        deciding = tags;
        if (tags is not (ObjectValue or MissingValue)) return null;
        bool? any = false;
        foreach ((string name, string value) in settings.ProductionTagPairs)
        {
            Value tag = tags[name];
            if (tag.Is(value)) return true;
            if (tag is LiteralValue or MissingValue) continue;
            deciding = tag;
            any = null;
        }

        return any;
    }

    private static void ReportOpen(Value open, Judgement judgement) => judgement.Undecided(
        At, open, $"Whether the group is production on Spot could not be decided: {ValueText.WhyOpen(open)}.", "Write Regular or Spot as priority, and tags as an object.");
}
