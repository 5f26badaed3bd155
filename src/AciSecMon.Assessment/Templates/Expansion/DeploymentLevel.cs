using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>What a template is deployed to.</summary>
internal enum DeploymentLevel
{
    ResourceGroup,
    Subscription,
    ManagementGroup,
    Tenant,
}

/// <summary>Reads the level of a template from its schema.</summary>
internal static class DeploymentLevels
{
    private static readonly (string File, DeploymentLevel Level)[] Schemas =
    [
        ("/subscriptionDeploymentTemplate.json", DeploymentLevel.Subscription),
        ("/managementGroupDeploymentTemplate.json", DeploymentLevel.ManagementGroup),
        ("/tenantDeploymentTemplate.json", DeploymentLevel.Tenant),
        ("/deploymentTemplate.json", DeploymentLevel.ResourceGroup),
    ];

    /// <summary>The level that the schema names; null where it is no template's.</summary>
    public static DeploymentLevel? FromSchema(Value template)
    {
        if (template["$schema"].AsText() is not { } schema) return null;
        string address = schema.TrimEnd('#');
        foreach ((string file, DeploymentLevel level) in Schemas)
        {
            if (address.EndsWith(file, StringComparison.OrdinalIgnoreCase)) return level;
        }

        return null;
    }
}
