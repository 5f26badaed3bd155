using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Runtime;

namespace AciSecMon.Assessment.Rules.Data;

/// <summary>The group shares its host with others, or its memory is open to the host: its sku is neither Dedicated nor Confidential.</summary>
internal sealed class IsolatedSkuRule() : GroupRule("ACI-DAT-008")
{
    private const string Expected = "Dedicated or Confidential";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value sku = Sku.Of(group);
        if (group.Kind == AciSubjectType.NGroup) judgement.NotApplicable(Sku.Place, "The profiles of an NGroup have the sku.");
        else if (sku.Is("Dedicated") || sku.Is("Confidential")) judgement.Pass(Sku.Place, "The sku isolates the group.");
        else if (sku.IsMissingOrEmpty() || sku.Is("Standard") || sku.Is("NotSpecified")) judgement.Fail(Sku.Place, sku, "The sku of the group is Standard, which keeps it apart from others by the hypervisor alone.", Expected);
        else judgement.Undecided(Sku.Place, sku, $"Whether the sku isolates the group could not be decided: {ValueText.WhyOpen(sku)}.", Expected);
    }
}
