using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>The container gets capabilities beyond the usual ones.</summary>
internal sealed class AddedCapabilityRule() : SecurityContextRule("ACI-RUN-005")
{
    /// <summary>Those that come near to root on the host, by the manual page capabilities(7).</summary>
    private static readonly string[] Strongest = ["SYS_ADMIN", "NET_ADMIN", "ALL"];

    protected override void JudgeContext(Value context, Place place, Container container, ContainerGroup group, Judgement judgement)
    {
        Value capabilities = Lists.ObjectOrUnknown(context["capabilities"], "capabilities");
        Value added = capabilities["add"];
        Place at = place.Of("capabilities");
        List<string>? seen = null;
        foreach (Value item in added.Items)
        {
            if (item.IsMissing) continue;
            if (Capability.NameOf(item) is not { } name)
            {
                judgement.Undecided(at.Of("add"), item, $"A capability of {ContainerText.Of(container)} could not be judged: {ValueText.WhyOpen(item)}.", Capability.Expected);
            }
            else if (seen?.Contains(name) != true)
            {
                (seen ??= []).Add(name);
                judgement.Fail(at.Of("add", name), item, $"{ContainerText.The(container)} gets the capability {name}.", "No added capability", Array.IndexOf(Strongest, name) >= 0 ? AciSeverity.High : null);
            }
        }

        Value? open = Lists.RestOf(added, "add") ?? (capabilities is ObjectValue or MissingValue ? null : capabilities);
        if (open is not null) judgement.Undecided(at.Of("add"), open, $"Not every capability of {ContainerText.Of(container)} is known: {ValueText.WhyOpen(open)}.", Capability.Expected);
        judgement.PassUnlessObjected(at, "No capability is added.");
    }
}

/// <summary>A container of a Confidential group keeps the capabilities that every container gets.</summary>
internal sealed class KeptCapabilitiesRule() : SecurityContextRule("ACI-RUN-006")
{
    protected override void JudgeContext(Value context, Place place, Container container, ContainerGroup group, Judgement judgement)
    {
        Value capabilities = Lists.ObjectOrUnknown(context["capabilities"], "capabilities");
        Value dropped = capabilities["drop"];
        Place at = place.Of("capabilities").Of("drop");
        Value? open = Lists.RestOf(dropped, "drop") ?? (capabilities is ObjectValue or MissingValue ? null : capabilities);
        foreach (Value item in dropped.Items)
        {
            string? name = Capability.NameOf(item);
            if (name == "ALL")
            {
                judgement.Pass(at, "All capabilities are dropped.");
                return;
            }

            if (name is null && !item.IsMissing) open ??= item;
        }

        if (open is null || Sku.IsConfidential(group) == false) JudgeAbsent(dropped, place, container, group, judgement);
        else judgement.Undecided(at, open, $"Whether {ContainerText.Of(container)} drops all capabilities could not be decided: {ValueText.WhyOpen(open)}.", Capability.Expected);
    }

    protected override void JudgeAbsent(Value context, Place place, Container container, ContainerGroup group, Judgement judgement) => FailIfConfidential(
        group, place.Of("capabilities").Of("drop"), context, "The container keeps the capabilities that every container gets.", "ALL", judgement);
}

/// <summary>Names of capabilities.</summary>
internal static class Capability
{
    public const string Expected = "Write names of capabilities, such as NET_BIND_SERVICE.";

    /// <summary>The name in capitals and without <c>CAP_</c>; null where it is not known.</summary>
    public static string? NameOf(Value value)
    {
        if (value is not StringValue { Text: { Length: > 0 } text }) return null;
        string name = text.Trim().ToUpperInvariant();
        return name.StartsWith("CAP_", StringComparison.Ordinal) ? name[4..] : name;
    }
}
