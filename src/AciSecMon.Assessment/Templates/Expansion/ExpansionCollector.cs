using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>Collects what a template and the templates nested in it hold, each before what is nested in it.</summary>
internal sealed class ExpansionCollector(ExpansionSession session)
{
    public List<TemplateResource> Resources { get; } = [];

    public List<TemplateParameter> Parameters { get; } = [];

    public List<TemplateOutput> Outputs { get; } = [];

    public void Add(TemplateScope scope)
    {
        AddParameters(scope);
        AddOutputs(scope);
        foreach (ResourceInstance instance in scope.Resources)
        {
            Resources.Add(ToResource(instance, scope));
            if (instance.Nested is { } nested) Add(nested);
        }
    }

    private TemplateResource ToResource(ResourceInstance instance, TemplateScope scope) => new()
    {
        Type = instance.Type,
        Name = instance.Name,
        ApiVersion = session.Evaluator.EvaluateDocument(instance.Source["apiVersion"], instance.Context),
        EvaluateBody = Guarded(() => ResourceBody.Evaluate(instance)),
        SymbolicName = instance.SymbolicName,
        IsExisting = instance.IsExisting,
        Condition = NestedDeployment.Combine(scope.Place.Condition, instance.Condition),
        Location = instance.Source.Location,
        DeploymentPath = scope.Path,
    };

    private void AddParameters(TemplateScope scope)
    {
        var uses = new Lazy<ParameterUses>(() => ParameterUses.In(scope), LazyThreadSafetyMode.None);
        foreach (Parameter parameter in scope.Parameters)
        {
            Parameters.Add(new TemplateParameter
            {
                Name = parameter.Name,
                Type = parameter.Type.Name,
                IsSecure = parameter.Type.IsSecure,
                DefaultValue = parameter.Declaration["defaultValue"],
                EvaluateDefault = Guarded(() => ResourceBody.Bound(parameter.Default)),
                EvaluateGiven = Guarded(() => ResourceBody.Bound(parameter.Given)),
                FindUse = Guarded(() => uses.Value.Contains(parameter.Name)),
                Location = parameter.Location,
                DeploymentPath = scope.Path,
            });
        }
    }

    private void AddOutputs(TemplateScope scope)
    {
        if (scope.Template["outputs"] is not ObjectValue outputs) return;
        foreach (Property output in outputs.Properties)
        {
            TypeReference type = TypeReference.Of(output.Value, scope.Template["definitions"], Origins.None);
            Outputs.Add(new TemplateOutput
            {
                Name = output.Name,
                Type = type.Name,
                IsSecure = type.IsSecure,
                EvaluateValue = Guarded(() => ResourceBody.Bound(scope.Output(output.Name) ?? MissingValue.Instance)),
                Location = output.NameLocation,
                DeploymentPath = scope.Path,
            });
        }
    }

    /// <summary>Evaluation later on: by one thread at a time.</summary>
    private Func<T> Guarded<T>(Func<T> evaluate) => () =>
    {
        lock (session.Gate) return evaluate();
    };
}
