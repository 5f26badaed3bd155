using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>Nobody notices where the container hangs: it has neither a liveness nor a readiness probe. Jobs and init containers need none.</summary>
internal sealed class ProbesRule() : ContainerRule("ACI-RUN-009")
{
    private const string Expected = "livenessProbe or readinessProbe";

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("livenessProbe");
        Value policy = group.Properties["restartPolicy"];
        if (container.IsInit)
        {
            judgement.NotApplicable(place, "An init container has no probes.");
            return;
        }

        if (policy.Is("Never"))
        {
            judgement.NotApplicable(place, "The group runs once.");
            return;
        }

        bool? has = container.LivenessProbe.IsSet() | container.ReadinessProbe.IsSet();
        if (has == true) judgement.Pass(place, "The container has a probe.");
        else if (has is null) ReportOpen(place, container.LivenessProbe.IsSet() is null ? container.LivenessProbe : container.ReadinessProbe, container, judgement);
        else if (RestartPolicy.IsKnown(policy)) judgement.Fail(place, container.LivenessProbe, $"{ContainerText.The(container)} has neither a liveness nor a readiness probe.", Expected);
        else ReportOpen(place, policy, container, judgement);
    }

    private static void ReportOpen(Place place, Value open, Container container, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether {ContainerText.Of(container)} has the probe that it needs could not be decided: {ValueText.WhyOpen(open)}.", "Write Always, OnFailure or Never as restartPolicy, and a probe.");
}

/// <summary>What the group does where a container ends.</summary>
internal static class RestartPolicy
{
    /// <summary>True where the policy is one of the service's or left out, which means Always.</summary>
    public static bool IsKnown(Value policy) => policy.IsMissingOrEmpty() || policy.Is("Always") || policy.Is("OnFailure") || policy.Is("Never");

    /// <summary>True where every end of a container is followed by a start; null where that is not known.</summary>
    public static bool? IsAlways(Value policy) => policy.IsMissingOrEmpty() || policy.Is("Always") ? true : IsKnown(policy) ? false : null;
}
