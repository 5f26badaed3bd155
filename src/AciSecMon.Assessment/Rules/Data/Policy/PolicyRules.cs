using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Runtime;

namespace AciSecMon.Assessment.Rules.Data;

/// <summary>A Confidential group has no policy, and the service takes one that allows everything.</summary>
internal sealed class MissingPolicyRule() : GroupRule("ACI-DAT-005")
{
    private const string Expected = "The policy that 'az confcom acipolicygen' writes";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = ConfidentialPolicy.Place;
        bool? isConfidential = Sku.IsConfidential(group);
        if (isConfidential == false)
        {
            judgement.NotApplicable(place, "The group is not Confidential.");
            return;
        }

        Value policy = ConfidentialPolicy.Of(group);
        bool? isSet = ConfidentialPolicy.IsSlot(policy) ? null : policy.IsSet();
        if (isSet == true) judgement.Pass(place, "The group has a policy.");
        else if (isSet is null) judgement.Undecided(place, policy, $"Whether the group has a policy of its own could not be decided: {ValueText.WhyOpen(policy)}.", Expected);
        else if (isConfidential is null) ReportSku(group, judgement);
        else judgement.Fail(place, policy, "The Confidential group has no policy, so that the service takes one that allows everything.", Expected);
    }

    /// <summary>Says that the sku decides and is not known.</summary>
    internal static void ReportSku(ContainerGroup group, Judgement judgement)
    {
        Value sku = Sku.Of(group);
        judgement.Undecided(Sku.Place, sku, $"Whether the group needs a policy could not be decided: {ValueText.WhyOpen(sku)}.", "Write Standard, Dedicated or Confidential as sku.");
    }
}

/// <summary>A rule on what the policy of a Confidential group says.</summary>
internal abstract class PolicyRule(string id) : GroupRule(id)
{
    protected const string Unread = "Write base64 of the policy that 'az confcom acipolicygen' gives.";

    public sealed override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = ConfidentialPolicy.Place;
        Value encoded = ConfidentialPolicy.Of(group);
        if (Sku.IsConfidential(group) == false || encoded.IsMissingOrEmpty())
        {
            judgement.NotApplicable(place, "The group has no policy for confidential containers.");
        }
        else if (encoded.AsText() is not { } text || ConfidentialPolicy.IsSlot(encoded))
        {
            judgement.Undecided(place, encoded, $"The policy of the group could not be judged: {ValueText.WhyOpen(encoded)}.", Unread);
        }
        else if (ConfidentialPolicy.Read(text) is not { } policy)
        {
            judgement.Unknown(place, MissingValue.Instance, "The policy of the group could not be judged: it is no base64 of a Rego policy.", Unread);
        }
        else
        {
            JudgePolicy(policy, group, place, judgement);
        }
    }

    protected abstract void JudgePolicy(ConfidentialPolicy policy, ContainerGroup group, Place place, Judgement judgement);

    /// <summary>Fails where the group is known to be Confidential.</summary>
    protected static void Fail(ContainerGroup group, Place place, string message, string expected, Judgement judgement, AciSeverity? severity = null)
    {
        if (Sku.IsConfidential(group) == true) judgement.Fail(place, MissingValue.Instance, message, expected, severity);
        else MissingPolicyRule.ReportSku(group, judgement);
    }
}

/// <summary>The policy answers a decision that matters with yes, whatever is asked.</summary>
internal sealed class OpenPolicyRule() : PolicyRule("ACI-DAT-006")
{
    protected override void JudgePolicy(ConfidentialPolicy policy, ContainerGroup group, Place place, Judgement judgement)
    {
        if (policy.AllowedAlways() is { } allowed)
        {
            Fail(group, place, $"The policy of the group allows '{allowed}' whatever is asked, so that it protects nothing.", "A policy that names its containers and leaves the decisions to data.framework", judgement);
        }
        else if (policy.DecidedElsewhere() is { } open)
        {
            judgement.Unknown(place, MissingValue.Instance, $"Whether the policy of the group allows everything could not be decided: how it decides '{open}' was not understood.", Unread);
        }
        else
        {
            judgement.Pass(place, "The policy leaves the decisions on containers, devices and fragments to the framework.");
        }
    }
}

/// <summary>The policy was made for debugging, or lets the operator read what containers write.</summary>
internal sealed class DebugPolicyRule() : PolicyRule("ACI-DAT-007")
{
    protected override void JudgePolicy(ConfidentialPolicy policy, ContainerGroup group, Place place, Judgement judgement)
    {
        IReadOnlyList<string> debug = policy.DebugHoles();
        IReadOnlyList<string> usual = policy.UsualHoles();
        if (debug.Count + usual.Count > 0)
        {
            Fail(
                group, place, $"The policy of the group lets the operator see or do more than it must: {string.Join(", ", debug.Concat(usual))}.",
                "A policy without debug mode and with --disable-stdio", judgement, debug.Count == 0 ? AciSeverity.Low : null);
        }
        else if (!policy.KnowsContainers)
        {
            judgement.Unknown(place, MissingValue.Instance, "Whether the policy of the group was made for debugging could not be decided: its containers were not understood.", Unread);
        }
        else
        {
            judgement.Pass(place, "The policy allows nothing for debugging.");
        }
    }
}
