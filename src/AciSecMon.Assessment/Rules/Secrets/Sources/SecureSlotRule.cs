using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A rule on what a file puts into the secure slots of a group. The service gives nothing of them back, so that only authored sources can be judged.</summary>
internal abstract class SecureSlotRule(string id) : GroupRule(id)
{
    private static readonly Place Subject = Place.Root;

    /// <summary>What is said where every slot keeps the rule.</summary>
    protected abstract string Kept { get; }

    public sealed override void Judge(ContainerGroup group, Judgement judgement)
    {
        if (WhyNot(group) is { } reason)
        {
            judgement.NotApplicable(Subject, reason);
            return;
        }

        SecureSlots slots = SecureSlots.Of(group);
        bool any = false;
        foreach (SecureSlot slot in slots.Items)
        {
            if (!Concerns(slot)) continue;
            any = true;
            JudgeSlot(slot, judgement);
        }

        slots.ReportOpen(judgement);
        if (!any && slots.Open.Count == 0) judgement.NotApplicable(Subject, "The group has nothing in such a slot.");
        else judgement.PassUnlessObjected(Subject, Kept);
    }

    /// <summary>Why the rule does not concern groups of that shape; null where it does.</summary>
    protected virtual string? WhyNot(ContainerGroup group) => group.IsAuthored ? null : "The service does not give secrets back, so that nothing can be said of where they came from.";

    protected virtual bool Concerns(SecureSlot slot) => true;

    /// <summary>Says Fail or Unknown of a slot, or nothing.</summary>
    protected abstract void JudgeSlot(SecureSlot slot, Judgement judgement);
}
