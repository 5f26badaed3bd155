using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>The resources of one template: loops and child resources expanded, those that are known not to be deployed left out.</summary>
internal sealed class ResourceIndex
{
    /// <summary>The service's limit for a loop (azure-resource-manager/templates/copy-resources).</summary>
    private const int CopyLimit = 800;

    /// <summary>More resources than any deployment may have, nested ones included.</summary>
    private const int TotalLimit = 10_000;

    private readonly TemplateScope scope;
    private readonly List<ResourceInstance> instances = [];
    private readonly Dictionary<string, TemplateScope> deployments = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<IExpressionSource, TemplateScope> unnamedDeployments = [];

    public ResourceIndex(TemplateScope scope)
    {
        this.scope = scope;
        AddAll(scope.Template["resources"], scope.Context, parent: null);
    }

    public IReadOnlyList<ResourceInstance> Instances => instances;

    private Evaluator Evaluator => scope.Session.Evaluator;

    /// <summary>The template of a deployment, by symbolic name, name or id.</summary>
    public TemplateScope? FindDeployment(string reference) => deployments.GetValueOrDefault(reference);

    /// <summary>The template of a deployment whose name is not known, by the expression for it.</summary>
    public TemplateScope? FindDeployment(IExpressionSource name) => unnamedDeployments.GetValueOrDefault(name);

    private void AddAll(Value resources, in EvaluationContext context, ResourceInstance? parent)
    {
        if (!scope.Session.Budget.TryEnter())
        {
            scope.Session.AddGap(CauseKind.TooLarge, "resources nested too deep", resources.Location);
            return;
        }

        if (resources is StringValue) resources = Evaluator.EvaluateDocument(resources, context);
        switch (resources)
        {
            case ArrayValue array:
                foreach (Value item in array.Items) Add(item, null, context, parent);
                break;
            case ObjectValue obj:
                foreach (Property property in obj.Properties) Add(property.Value, property.Name, context, parent);
                break;
            case { IsMissing: true }:
                break;
            default:
                scope.Session.AddGap(CauseKind.NotSupported, "resources that are neither a list nor an object", resources.Location);
                break;
        }

        if (resources.Rest is { Causes: [var cause, ..] }) scope.Session.AddGap(cause.Kind, cause.Text, cause.Location);
        scope.Session.Budget.Leave();
    }

    private void Add(Value item, string? symbolicName, in EvaluationContext context, ResourceInstance? parent)
    {
        if (item is StringValue) item = Evaluator.EvaluateDocument(item, context);
        if (item is not ObjectValue source)
        {
            UnresolvedCause cause = item is UnresolvedValue { Causes: [var first, ..] } ? first : new(CauseKind.InvalidExpression, "a resource that is no object", item.Location);
            scope.Session.AddGap(cause.Kind, cause.Text, cause.Location);
        }
        else if (source.Find("copy") is ObjectValue copy) AddCopies(source, copy, symbolicName, context, parent);
        else AddOne(source, symbolicName, context, parent);
    }

    private void AddCopies(ObjectValue source, ObjectValue copy, string? symbolicName, in EvaluationContext context, ResourceInstance? parent)
    {
        Value loop = Evaluator.EvaluateDocument(copy["name"], context);
        string name = loop.Origins.IsSecure ? string.Empty : loop.AsText() ?? string.Empty;
        Value count = Evaluator.EvaluateDocument(copy["count"], context);
        if (count.AsWhole() is not { } turns || turns is < 0 or > CopyLimit)
        {
            ReportLoop(source, copy, name, count);
            var unknown = new UnresolvedValue($"copyIndex('{name}')", CauseOf(copy, count), copy.Location);
            AddOne(source, symbolicName, context with { Locals = new CopyBinding(name, unknown, isResource: true, context.Locals) }, parent);
            return;
        }

        for (int i = 0; i < turns; i++)
        {
            string? turnName = symbolicName is null ? null : string.Create(CultureInfo.InvariantCulture, $"{symbolicName}[{i}]");
            AddOne(source, turnName, context with { Locals = new CopyBinding(name, new NumberValue(i), isResource: true, context.Locals) }, parent);
        }
    }

    private void ReportLoop(ObjectValue source, ObjectValue copy, string name, Value count)
    {
        // Loops of other resources leave nothing unseen that matters here: one of them stands for all.
        if (!ContainerInstanceText.IsIn(source, scope.Session.Budget)) return;
        UnresolvedCause cause = CauseOf(copy, count);
        scope.Session.AddGap(cause.Kind, $"the loop '{name}', of which one turn was read: {cause.Text}", copy.Location);
    }

    private static UnresolvedCause CauseOf(ObjectValue copy, Value count)
    {
        if (count.AsWhole() > CopyLimit) return new(CauseKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"more than {CopyLimit} turns"), copy.Location);
        UnresolvedValue? unresolved = count as UnresolvedValue ?? (count as ChoiceValue)?.ToUnresolved();
        return unresolved is { Causes: [var first, ..] } ? first : new(CauseKind.InvalidExpression, "a copy count that is no number", copy.Location);
    }

    private void AddOne(ObjectValue source, string? symbolicName, in EvaluationContext context, ResourceInstance? parent)
    {
        if (!scope.Session.TryAddResource(TotalLimit))
        {
            scope.Session.AddGap(CauseKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"more than {TotalLimit} resources"), source.Location);
            return;
        }

        Value condition = source.Find("condition") is { } text ? Evaluator.EvaluateDocument(text, context) : MissingValue.Instance;
        if (condition.AsBoolean() is false) return;

        string type = TypeOf(source, context, parent);
        Value name = NameOf(source, context, parent, type);
        UnresolvedValue? undecided = condition as UnresolvedValue ?? (condition as ChoiceValue)?.ToUnresolved();
        bool isExisting = source["existing"].AsBoolean() ?? false;
        var instance = new ResourceInstance
        {
            Source = source,
            Type = type,
            Name = name,
            Context = context,
            SymbolicName = symbolicName,
            IsExisting = isExisting,
            Condition = undecided,
            Nested = isExisting ? null : NestedDeployment.TryOpen(scope, source, type, name, symbolicName, undecided, context),
        };
        instances.Add(instance);
        if (instance.Nested is { } nested) AddDeployment(nested, name, symbolicName);
        if (source.Find("resources") is { } children) AddAll(children, context, instance);
    }

    private void AddDeployment(TemplateScope nested, Value name, string? symbolicName)
    {
        if (symbolicName is not null) deployments.TryAdd(symbolicName, nested);
        if (name.AsText() is { } known)
        {
            deployments.TryAdd(known, nested);
            AzureScope at = nested.Azure;
            string group = at.Level == DeploymentLevel.ResourceGroup ? $"/resourceGroups/{at.ResourceGroupText}" : string.Empty;
            deployments.TryAdd($"/subscriptions/{at.SubscriptionText}{group}/providers/{NestedDeployment.Type}/{known}", nested);
        }
        else if (name is UnresolvedValue { Source: { } source })
        {
            unnamedDeployments.TryAdd(source, nested);
        }
    }

    private string TypeOf(ObjectValue source, in EvaluationContext context, ResourceInstance? parent)
    {
        Value value = Evaluator.EvaluateDocument(source["type"], context);
        string type = value.AsText()?.Trim('/') ?? (value as UnresolvedValue)?.Expression ?? string.Empty;

        // A child is named below its parent; one that gives a whole type with a provider's name stands for itself.
        bool isWhole = parent is null || type.StartsWith(parent.Type + "/", StringComparison.OrdinalIgnoreCase);
        return isWhole ? type : $"{parent!.Type}/{type}";
    }

    private Value NameOf(ObjectValue source, in EvaluationContext context, ResourceInstance? parent, string type)
    {
        Value name = Evaluator.EvaluateDocument(source["name"], context);
        if (name is ArrayValue or ObjectValue) name = new UnresolvedValue("name", new UnresolvedCause(CauseKind.InvalidExpression, "a name that is no text", name.Location), name.Location);
        if (parent is null) return name;
        if (name.AsText() is { } own && parent.Name.AsText() is { } outer)
        {
            bool isWhole = own.Count(static c => c == '/') + 1 == type.Count(static c => c == '/');
            return isWhole ? name : new StringValue($"{outer}/{own}", name.Location, name.Origins.Union(parent.Name.Origins));
        }

        List<UnresolvedCause> causes = [];
        ValueParts.CollectCauses(parent.Name, causes, scope.Session.Budget);
        ValueParts.CollectCauses(name, causes, scope.Session.Budget);
        return new UnresolvedValue($"{ShownName(parent.Name)}/{ShownName(name)}", causes, name.Location, name.Origins.Union(parent.Name.Origins));
    }

    private static string ShownName(Value name) => (name as ChoiceValue)?.ToUnresolved().Expression ?? name.ToString() ?? string.Empty;
}
