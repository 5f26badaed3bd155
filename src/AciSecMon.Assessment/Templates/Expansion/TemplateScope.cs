using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>
/// A template at its place: the outermost one, or that of a nested deployment. Knows what the names in its expressions mean. Everything is evaluated when it is
/// first asked for.
/// </summary>
internal sealed class TemplateScope
{
    private readonly Dictionary<string, Parameter> parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LazySlot> outputs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Variables variables;
    private readonly Func<TemplateScope, string, Value> argumentOf;
    private readonly Lazy<ObjectValue> deployment;
    private AzureScope? azure;
    private ResourceIndex? resources;
    private bool isIndexing;

    /// <param name="session">What all templates of the expansion share.</param>
    /// <param name="template">The template.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="argumentOf">Evaluates what is given for a parameter; missing where nothing is.</param>
    public TemplateScope(ExpansionSession session, ObjectValue template, TemplatePlace place, Func<TemplateScope, string, Value> argumentOf)
    {
        Session = session;
        Template = template;
        Place = place;
        this.argumentOf = argumentOf;
        Context = place.SharedContext ?? new EvaluationContext(this);
        IsLanguageVersion2 = template["languageVersion"].AsText()?.StartsWith('2') ?? false;
        variables = new Variables(this, template["variables"]);
        deployment = new Lazy<ObjectValue>(DescribeDeployment, LazyThreadSafetyMode.None);
        DeclareParameters(template["parameters"]);
        DeclareOutputs(template["outputs"]);
    }

    public ExpansionSession Session { get; }

    public ObjectValue Template { get; }

    public TemplatePlace Place { get; }

    /// <summary>Names of the nested deployments that lead to it, joined by <c>/</c>; empty for the outermost template.</summary>
    public string Path => Place.Path;

    /// <summary>What its expressions see: itself, or the outer template where the deployment says so.</summary>
    public EvaluationContext Context { get; }

    public bool IsLanguageVersion2 { get; }

    public AzureScope Azure => azure ??= Place.Azure ?? Place.CreateAzure!(this);

    /// <summary>What <c>deployment()</c> gives.</summary>
    public ObjectValue Deployment => deployment.Value;

    public IReadOnlyCollection<Parameter> Parameters => parameters.Values;

    /// <summary>The resources of this template, loops and children expanded, those of nested templates not among them.</summary>
    public IReadOnlyList<ResourceInstance> Resources => Index()?.Instances ?? [];

    /// <summary>The value of a parameter; null where none of that name is declared.</summary>
    public Value? Parameter(string name) => parameters.GetValueOrDefault(name)?.Value;

    /// <summary>The value of a variable; null where none of that name is declared.</summary>
    public Value? Variable(string name) => variables.Find(name);

    /// <summary>The value of an output; null where none of that name is declared.</summary>
    public Value? Output(string name) => outputs.GetValueOrDefault(name)?.Get(Session.Evaluating);

    /// <summary>The template of a nested deployment, by symbolic name, name or id; null where this template has none such, or it is not known.</summary>
    public TemplateScope? FindDeployment(string reference) => Index()?.FindDeployment(reference);

    /// <summary>The template of a nested deployment whose name is not known, by the expression for it.</summary>
    public TemplateScope? FindDeployment(IExpressionSource name) => Index()?.FindDeployment(name);

    /// <summary>A function that the template declares, by namespace and name; null where it declares none such.</summary>
    public ObjectValue? FindFunction(string name)
    {
        foreach (Value item in Template["functions"].Items)
        {
            string start = $"{item["namespace"].AsText()}.";
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && item["members"][name[start.Length..]] is ObjectValue member) return member;
        }

        return null;
    }

    /// <summary>Null while the resources are being listed: what decides on that cannot depend on the answers of those resources.</summary>
    private ResourceIndex? Index()
    {
        if (resources is not null || isIndexing) return resources;
        isIndexing = true;
        resources = new ResourceIndex(this);
        isIndexing = false;
        return resources;
    }

    private void DeclareParameters(Value declarations)
    {
        if (declarations is not ObjectValue obj) return;
        Value definitions = Template["definitions"];
        foreach (Property property in obj.Properties)
        {
            parameters[property.Name] = new Parameter(this, property, property.Value, definitions, () => argumentOf(this, property.Name));
        }
    }

    private void DeclareOutputs(Value declarations)
    {
        if (declarations is not ObjectValue obj) return;
        foreach (Property property in obj.Properties)
        {
            string name = $"{(Path.Length == 0 ? string.Empty : Path + ": ")}outputs.{property.Name}";
            outputs[property.Name] = new LazySlot(name, property.NameLocation, () => EvaluateOutput(property.Value));
        }
    }

    private Value EvaluateOutput(Value declaration)
    {
        if (declaration["copy"] is ObjectValue copy && copy.Find("input") is not null) return PropertyCopy.Expand(Session.Evaluator, copy, string.Empty, Context);
        return Session.Evaluator.EvaluateDocument(declaration["value"], Context);
    }

    private ObjectValue DescribeDeployment()
    {
        var source = new EvaluatedExpression(new FunctionCall("deployment", []), new EvaluationContext(this));
        var rest = new UnresolvedValue(source, [new UnresolvedCause(CauseKind.RuntimeFunction, source.Text)]);
        return Place.Name is { } name ? new ObjectValue([new("name", name)], rest) : new ObjectValue([], rest);
    }
}
