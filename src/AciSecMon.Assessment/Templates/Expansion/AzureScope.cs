using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>
/// Where a template is deployed to, as far as it is known. The texts stand in resource ids; where the subscription or group is not known they are
/// placeholders (<see cref="Placeholder"/>).
/// </summary>
internal sealed class AzureScope
{
    private readonly EvaluationContext context;

    /// <param name="context">The template that asks.</param>
    /// <param name="level">What it is deployed to.</param>
    /// <param name="subscription">Subscription id; null where it is not known.</param>
    /// <param name="resourceGroup">Resource group name; null where it is not known or there is none.</param>
    /// <param name="resourceGroupPlaceholder">Stands for a resource group that is not known.</param>
    /// <param name="subscriptionPlaceholder">Stands for a subscription that is not known.</param>
    public AzureScope(
        in EvaluationContext context,
        DeploymentLevel level,
        string? subscription,
        string? resourceGroup,
        string resourceGroupPlaceholder = Placeholder.ResourceGroup,
        string subscriptionPlaceholder = Placeholder.Subscription)
    {
        this.context = context;
        Level = level;
        SubscriptionText = subscription ?? subscriptionPlaceholder;
        ResourceGroupText = resourceGroup ?? resourceGroupPlaceholder;
        ResourceGroup = Object(
            "resourceGroup",
            ("id", new StringValue($"/subscriptions/{SubscriptionText}/resourceGroups/{ResourceGroupText}")),
            ("name", Known(resourceGroup, "resourceGroup", "name", ResourceGroupText)),
            ("type", new StringValue("Microsoft.Resources/resourceGroups")));
        Subscription = Object(
            "subscription",
            ("id", new StringValue($"/subscriptions/{SubscriptionText}")),
            ("subscriptionId", Known(subscription, "subscription", "subscriptionId", SubscriptionText)));
        ManagementGroup = Object(
            "managementGroup",
            ("id", new StringValue($"/providers/Microsoft.Management/managementGroups/{Placeholder.ManagementGroup}")),
            ("name", Known(null, "managementGroup", "name", Placeholder.ManagementGroup)),
            ("type", new StringValue("Microsoft.Management/managementGroups")));
        Tenant = Object("tenant");
        Deployer = Object("deployer");
    }

    public DeploymentLevel Level { get; }

    /// <summary>Subscription id, or a placeholder.</summary>
    public string SubscriptionText { get; }

    /// <summary>Resource group name, or a placeholder.</summary>
    public string ResourceGroupText { get; }

    /// <summary>What <c>resourceGroup()</c> gives.</summary>
    public ObjectValue ResourceGroup { get; }

    /// <summary>What <c>subscription()</c> gives.</summary>
    public ObjectValue Subscription { get; }

    /// <summary>What <c>managementGroup()</c> gives.</summary>
    public ObjectValue ManagementGroup { get; }

    /// <summary>What <c>tenant()</c> gives.</summary>
    public ObjectValue Tenant { get; }

    /// <summary>What <c>deployer()</c> gives.</summary>
    public ObjectValue Deployer { get; }

    private ObjectValue Object(string function, params (string Name, Value Value)[] properties)
    {
        var call = new FunctionCall(function, []);
        var source = new EvaluatedExpression(call, context);
        var rest = new UnresolvedValue(source, [new UnresolvedCause(CauseKind.RuntimeFunction, source.Text)]);
        return new ObjectValue(Array.ConvertAll(properties, static p => new Property(p.Name, p.Value)), rest);
    }

    private Value Known(string? text, string function, string property, string placeholder)
    {
        if (text is not null) return new StringValue(text);
        var chain = new AccessChain(new FunctionCall(function, []), [new Accessor(property, null, IsSafe: false)]);
        var source = new EvaluatedExpression(chain, context) { Placeholder = placeholder };
        return new UnresolvedValue(source, [new UnresolvedCause(CauseKind.RuntimeFunction, $"{function}()")]);
    }
}
