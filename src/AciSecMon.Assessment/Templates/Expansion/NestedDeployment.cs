using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>Opens the templates of nested deployments (azure-resource-manager/templates/linked-templates).</summary>
internal static class NestedDeployment
{
    public const string Type = "Microsoft.Resources/deployments";

    private const string StackType = "Microsoft.Resources/deploymentStacks";

    /// <summary>Deeper than any generated template; each level is a template inside a template.</summary>
    private const int DepthLimit = 24;

    /// <summary>The template of a deployment; null where the resource is none. What cannot be opened is reported as a gap.</summary>
    public static TemplateScope? TryOpen(
        TemplateScope outer, ObjectValue source, string type, Value name, string? symbolicName, UnresolvedValue? condition, EvaluationContext context)
    {
        if (string.Equals(type, StackType, StringComparison.OrdinalIgnoreCase) && ContainerInstanceText.IsIn(source, outer.Session.Budget))
        {
            outer.Session.AddGap(CauseKind.NotSupported, "the template of a deployment stack", source.Location);
        }

        if (!string.Equals(type, Type, StringComparison.OrdinalIgnoreCase)) return null;
        string step = (name.Origins.IsSecure ? null : name.AsText()) ?? symbolicName ?? (name as UnresolvedValue)?.Expression ?? Type;
        Value properties = source["properties"];
        bool isEvaluated = properties is StringValue || properties["template"] is StringValue;
        if (properties is StringValue) properties = outer.Session.Evaluator.EvaluateDocument(properties, context);
        if (FindTemplate(outer, properties, step, context) is not { } template) return null;
        if (outer.Place.Depth >= DepthLimit)
        {
            outer.Session.AddGap(CauseKind.TooLarge, $"deployments nested more than {DepthLimit} deep: {step}", source.Location);
            return null;
        }

        // A template that an expression gives has been evaluated in the outer template once: what expressions are left in it are its own.
        bool isInner = isEvaluated || IsInner(outer, properties, template);
        var place = new TemplatePlace
        {
            Path = outer.Path.Length == 0 ? step : $"{outer.Path}/{step}",
            Depth = outer.Place.Depth + 1,
            Name = name,
            Azure = IsElsewhere(source, template, outer) ? null : outer.Azure,
            CreateAzure = scope => OpenElsewhere(scope, outer, source, template, context),
            SharedContext = isInner ? null : context,
            Condition = Combine(outer.Place.Condition, condition),
        };
        return new TemplateScope(outer.Session, template, place, new DeploymentArguments(outer.Session, properties["parameters"], context, source["properties"] is StringValue).ValueOf);
    }

    /// <summary>One condition that stands for both.</summary>
    public static UnresolvedValue? Combine(UnresolvedValue? outer, UnresolvedValue? inner)
    {
        if (outer is null || inner is null) return outer ?? inner;
        return new UnresolvedValue($"and({outer.Expression}, {inner.Expression})", [.. outer.Causes.Union(inner.Causes)], inner.Location);
    }

    private static ObjectValue? FindTemplate(TemplateScope outer, Value properties, string step, in EvaluationContext context)
    {
        if (!properties.IsUnresolved && properties["templateLink"] is { IsMissing: false } link)
        {
            outer.Session.AddGap(CauseKind.LinkedTemplate, $"the linked template of the deployment {step}", link.Location);
            return null;
        }

        Value template = properties.IsUnresolved ? properties : properties["template"];
        if (template is StringValue) template = outer.Session.Evaluator.EvaluateDocument(template, context);
        if (template is ObjectValue known) return known;
        if (template.IsMissing) return null;
        outer.Session.AddGap(CauseKind.NotSupported, $"the template of the deployment {step}, which is not known", template.Location);
        return null;
    }

    private static bool IsInner(TemplateScope outer, Value properties, ObjectValue template)
    {
        Value scope = properties["expressionEvaluationOptions"]["scope"];
        if (scope.Is("inner")) return true;
        if (scope.Is("outer")) return false;
        return outer.IsLanguageVersion2 || (template["languageVersion"].AsText()?.StartsWith('2') ?? false);
    }

    private static bool IsElsewhere(ObjectValue source, ObjectValue template, TemplateScope outer) =>
        !source["resourceGroup"].IsMissing || !source["subscriptionId"].IsMissing || !source["scope"].IsMissing
        || (DeploymentLevels.FromSchema(template) is { } level && level != outer.Azure.Level);

    private static AzureScope OpenElsewhere(TemplateScope scope, TemplateScope outer, ObjectValue source, ObjectValue template, in EvaluationContext context)
    {
        Evaluator evaluator = outer.Session.Evaluator;
        Value subscription = evaluator.EvaluateDocument(source["subscriptionId"], context);
        Value group = evaluator.EvaluateDocument(source["resourceGroup"], context);
        bool isSameSubscription = subscription.IsMissing;
        DeploymentLevel declared = DeploymentLevels.FromSchema(template) ?? outer.Azure.Level;
        DeploymentLevel level = group.IsMissing ? declared : DeploymentLevel.ResourceGroup;
        return new AzureScope(
            scope.Context,
            level,
            isSameSubscription ? KnownText(outer.Azure.SubscriptionText) : KnownText(Placeholder.TextOf(subscription)),
            group.IsMissing ? KnownText(outer.Azure.ResourceGroupText) : KnownText(Placeholder.TextOf(group)),
            group.IsMissing || Placeholder.TextOf(group) == Placeholder.ResourceGroup ? outer.Azure.ResourceGroupText : $"{{resourceGroup:{scope.Path}}}",
            isSameSubscription || Placeholder.TextOf(subscription) == Placeholder.Subscription ? outer.Azure.SubscriptionText : $"{{subscriptionId:{scope.Path}}}");
    }

    private static string? KnownText(string? text) => text is null || Placeholder.IsIn(text) ? null : text;
}
