using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>Nothing limits what the container may use beyond its request. Init containers have no resources.</summary>
internal sealed class LimitsRule() : ContainerRule("ACI-RUN-008")
{
    private const string Expected = "resources.limits with cpu and memoryInGB";

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("resources").Of("limits");
        if (container.IsInit)
        {
            judgement.NotApplicable(place, "An init container has no resources.");
            return;
        }

        Value limits = container.Properties["resources"]["limits"];
        bool? hasProcessor = limits["cpu"].IsSet();
        bool? hasMemory = limits["memoryInGB"].IsSet();
        if (hasProcessor == false || hasMemory == false)
        {
            string what = hasProcessor != false ? "memory" : hasMemory != false ? "processor" : "processor and memory";
            judgement.Fail(place, limits, $"{ContainerText.The(container)} has no limit of {what}.", Expected);
        }
        else if ((hasProcessor & hasMemory) is null)
        {
            Value open = hasProcessor is null ? limits["cpu"] : limits["memoryInGB"];
            judgement.Undecided(place, open, $"Whether {ContainerText.Of(container)} has limits could not be decided: {ValueText.WhyOpen(open)}.", Expected);
        }
        else
        {
            judgement.Pass(place, "Processor and memory have limits.");
        }
    }
}
