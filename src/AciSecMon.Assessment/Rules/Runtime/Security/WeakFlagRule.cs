using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>A switch of the security context that weakens the container is on.</summary>
/// <param name="id">The rule.</param>
/// <param name="property">The switch.</param>
/// <param name="meaning">What it means where it is on, as the end of a sentence.</param>
internal abstract class WeakFlagRule(string id, string property, string meaning) : SecurityContextRule(id)
{
    protected sealed override void JudgeContext(Value context, Place place, Container container, ContainerGroup group, Judgement judgement)
    {
        Place at = place.Of(property);
        Value flag = context[property];
        if (flag.AsBoolean() == true) judgement.Fail(at, flag, $"{ContainerText.The(container)} {meaning}.", "false");
        else if (flag.IsMissing || flag.AsBoolean() == false) judgement.Pass(at, "The switch is off.");
        else judgement.Undecided(at, flag, $"Whether {ContainerText.Of(container)} {meaning} could not be decided: {ValueText.WhyOpen(flag)}.", $"Write true or false as {property}.");
    }
}

/// <summary>The container is privileged.</summary>
internal sealed class PrivilegedRule() : WeakFlagRule("ACI-RUN-001", "privileged", "runs privileged");

/// <summary>A process of the container may gain more rights than its parent.</summary>
internal sealed class EscalationRule() : WeakFlagRule("ACI-RUN-002", "allowPrivilegeEscalation", "lets its processes gain rights");
