using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Defender;

/// <summary>A Defender plan that container groups need is off in their subscription. Plans and extensions: pricings of Microsoft.Security 2024-01-01; flags are the texts True and False.</summary>
internal abstract class PlanRule(string id, string plan) : NeighbourRule(id)
{
    protected const string Containers = "Containers";
    protected const string Posture = "CloudPosture";

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (PlanOf(subject, estate, plan) is not { } found)
        {
            Missing(subject, estate, plan, judgement);
            return;
        }

        JudgePlan(subject, found, judgement);
    }

    /// <summary>Judges a plan that is there.</summary>
    protected virtual void JudgePlan(NeighbourSubject subject, ObjectValue found, Judgement judgement)
    {
        Place place = PlaceOf(plan).Of("pricingTier");
        Value tier = found["properties"]["pricingTier"];
        if (tier is not LiteralValue) Flags.Open(judgement, place, tier, "Standard");
        else if (tier.Is("Standard")) judgement.Pass(place, $"The plan {plan} is on in {NeighbourWords.NameOf(subject)}.");
        else judgement.Fail(place, tier, $"{NeighbourWords.NameOf(subject)} has the Defender plan {plan} switched off.", "Standard");
    }

    /// <summary>True where the plan is on and the extension too; null where that is not known.</summary>
    protected static bool? HasExtension(ObjectValue? found, string extension)
    {
        Value properties = found?["properties"] ?? MissingValue.Instance;
        Value list = properties["extensions"];
        if (properties["pricingTier"].IsUnresolved || list.IsUnresolved || list.Rest is not null) return null;
        if (!properties["pricingTier"].Is("Standard")) return false;
        if (list.Items.Any(e => e["name"].Is(extension) && e["isEnabled"].AsBoolean() == true)) return true;
        return list.Items.Any(e => e["name"].IsUnresolved || (e["name"].Is(extension) && e["isEnabled"].IsUnresolved)) ? null : false;
    }

    /// <summary>What of a plan leaves an extension open: the list, or the flag itself.</summary>
    protected static Value OpenOf(ObjectValue found, string extension)
    {
        Value list = found["properties"]["extensions"];
        return found["properties"]["pricingTier"].IsUnresolved ? found["properties"]["pricingTier"]
            : list.Items.Select(static e => e["name"].IsUnresolved ? e["name"] : e["isEnabled"]).FirstOrDefault(static v => v.IsUnresolved) ?? list.Rest ?? list;
    }

    /// <summary>True where the plans of the subscription were read, so that one which is not among them is not offered.</summary>
    protected static bool AreRead(NeighbourSubject subject, NeighbourEstate estate) => estate.IsLive && PlanOf(subject, estate, null) is not null;

    protected static Place PlaceOf(string plan) => Place.Root.Of("pricings", plan);

    protected static ObjectValue? PlanOf(NeighbourSubject subject, NeighbourEstate estate, string? name) => estate.Plans.FirstOrDefault(p => (name is null || p["name"].Is(name))
        && (p["id"].AsText() is not { } id || string.Equals(ResourceIds.SegmentAfter(id, "subscriptions"), subject.SubscriptionId, StringComparison.OrdinalIgnoreCase)));

    protected static void Missing(NeighbourSubject subject, NeighbourEstate estate, string name, Judgement judgement)
    {
        if (!estate.IsLive) return;
        judgement.Unknown(PlaceOf(name), new UnresolvedCause(CauseKind.NotCarried, $"the plan {name} of subscription {subject.Name}"), $"{NeighbourWords.NameOf(subject)} did not tell of the plan {name}.");
    }
}

/// <summary>Nothing scans images and watches what the containers plan watches.</summary>
internal sealed class ContainersPlanRule() : PlanRule("ACI-DEF-001", Containers);

/// <summary>Nothing would tell of suspicious operations on container groups: only this plan's alerts can.</summary>
internal sealed class ResourceManagerPlanRule() : PlanRule("ACI-DEF-004", "Arm");

/// <summary>Images in registries are not scanned: neither plan that can has the extension on.</summary>
internal sealed class RegistryScanRule() : PlanRule("ACI-DEF-002", Containers)
{
    private const string Extension = "ContainerRegistriesVulnerabilityAssessments";

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        ObjectValue? containers = PlanOf(subject, estate, Containers);
        ObjectValue? posture = PlanOf(subject, estate, Posture);
        Place place = PlaceOf(Containers).Of("extensions", Extension);
        bool? isOn = HasExtension(containers, Extension) | HasExtension(posture, Extension);
        if (isOn == true) judgement.Pass(place, $"Images are scanned in {NeighbourWords.NameOf(subject)}.");
        else if (containers is null || (posture is null && estate.IsLive && !AreRead(subject, estate))) Missing(subject, estate, containers is null ? Containers : Posture, judgement);
        else if (isOn is null) Flags.Open(judgement, place, OpenOf(HasExtension(containers, Extension) is null ? containers : posture!, Extension), "True");
        else judgement.Fail(place, MissingValue.Instance, $"{NeighbourWords.NameOf(subject)} does not have images in its registries scanned.", "Extension ContainerRegistriesVulnerabilityAssessments on");
    }
}

/// <summary>The posture of container groups is not assessed: Defender CSPM, or its component for serverless containers, is off.</summary>
internal sealed class ServerlessPostureRule() : PlanRule("ACI-DEF-003", Posture)
{
    private const string Extension = "ServerlessContainers";

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        // Defender CSPM is of the commercial clouds alone (azure-facts, C.2).
        if (PlanOf(subject, estate, Posture) is null && AreRead(subject, estate)) judgement.NotApplicable(PlaceOf(Posture), $"Defender CSPM is not offered in {NeighbourWords.NameOf(subject)}.");
        else base.Judge(subject, estate, judgement);
    }

    protected override void JudgePlan(NeighbourSubject subject, ObjectValue found, Judgement judgement)
    {
        Place place = PlaceOf(Posture);
        switch (HasExtension(found, Extension))
        {
            case true:
                judgement.Pass(place, $"The posture of container groups is assessed in {NeighbourWords.NameOf(subject)}.");
                break;
            case null:
                Flags.Open(judgement, place, OpenOf(found, Extension), "Standard, with ServerlessContainers on");
                break;
            default:
                bool isOn = found["properties"]["pricingTier"].Is("Standard");
                judgement.Fail(
                    isOn ? place.Of("extensions", Extension) : place.Of("pricingTier"), found["properties"]["pricingTier"],
                    isOn ? $"{NeighbourWords.NameOf(subject)} has Defender CSPM without its component for serverless containers." : $"{NeighbourWords.NameOf(subject)} has Defender CSPM switched off.",
                    "Standard, with ServerlessContainers on");
                break;
        }
    }
}

/// <summary>A vault or storage account that groups use lies in a subscription whose plan for it is off, so that nobody is told of who reads it from where.</summary>
internal sealed class UsedPlansRule() : PlanRule("ACI-DEF-005", "KeyVaults")
{
    private static readonly (Facet Facet, string Plan, string What)[] Wanted = [(Facet.Vaults, "KeyVaults", "key vaults"), (Facet.Storage, "StorageAccounts", "storage accounts")];

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        foreach ((Facet facet, string plan, string what) in Wanted)
        {
            Place place = PlaceOf(plan).Of("pricingTier");
            bool? isUsed = IsUsed(subject, estate, facet, id);
            if (isUsed is null) judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"where the {what} of groups lie"), $"Whether groups use {what} in {NeighbourWords.NameOf(subject)} is not known.");
            else if (isUsed == false) judgement.NotApplicable(place, $"The groups of {NeighbourWords.NameOf(subject)} use no {what} in it.");
            else if (PlanOf(subject, estate, plan) is not { } found) Missing(subject, estate, plan, judgement);
            else if (found["properties"]["pricingTier"] is not LiteralValue tier) Flags.Open(judgement, place, found["properties"]["pricingTier"], "Standard");
            else if (tier.Is("Standard")) judgement.Pass(place, $"The plan {plan} is on in {NeighbourWords.NameOf(subject)}, whose {what} groups use.");
            else judgement.Fail(place, tier, $"{NeighbourWords.NameOf(subject)} has the Defender plan {plan} switched off, and groups use {what} in it.", "Standard");
        }
    }

    // Null where one could not be found: it may lie here.
    private static bool? IsUsed(NeighbourSubject subject, NeighbourEstate estate, Facet facet, string subscriptionId)
    {
        bool isLost = false;
        foreach (NeighbourReference used in subject.Groups.SelectMany(static group => group.Links).Select(static link => link.Reference).Where(reference => reference.Facet == facet).Distinct())
        {
            if (estate.Find(used)?["id"].AsText() is not { } id) isLost = true;
            else if (string.Equals(ResourceIds.SegmentAfter(id, "subscriptions"), subscriptionId, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return isLost ? null : false;
    }
}
