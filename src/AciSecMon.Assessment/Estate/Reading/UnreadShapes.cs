using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Shapes that hold container groups and are not read by this version: they are named as gaps, never passed over.</summary>
internal static class UnreadShapes
{
    /// <summary>Text of the cause for the result of a what-if operation.</summary>
    public const string WhatIf = "what-if result";

    /// <summary>Text of the cause for a Terraform plan or state.</summary>
    public const string Terraform = "Terraform plan";

    private const string TerraformType = "azurerm_container_group";

    /// <summary>The gap that a document leaves; null where it is of no such shape, or holds no container groups.</summary>
    public static UnresolvedCause? GapOf(Value root)
    {
        Value changes = root["changes"].IsMissing ? root["properties"]["changes"] : root["changes"];
        if (changes.Items.Any(static c => !c["changeType"].IsMissing && ResourceKinds.OfId(c["resourceId"].AsText()) is not null))
        {
            return new UnresolvedCause(CauseKind.NotSupported, WhatIf, root.Location);
        }

        bool isTerraform = !root["format_version"].IsMissing
            && (root["resource_changes"].Items.Any(static c => c["type"].Is(TerraformType))
                || root["planned_values"]["root_module"]["resources"].Items.Any(static r => r["type"].Is(TerraformType)));
        return isTerraform ? new UnresolvedCause(CauseKind.NotSupported, Terraform, root.Location) : null;
    }
}
