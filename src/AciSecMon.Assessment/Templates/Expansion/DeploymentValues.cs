using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>What <c>reference('deployment')</c> gives: its outputs are those of the nested template, the rest only Azure knows.</summary>
internal sealed class DeploymentProperties(TemplateScope deployment, UnresolvedValue unknown) : DeferredValue
{
    public override Value this[string name] => string.Equals(name, "outputs", StringComparison.OrdinalIgnoreCase) ? new DeploymentOutputs(deployment) : unknown;

    public override Value Resolve() => new ObjectValue([new Property("outputs", new DeploymentOutputs(deployment).Resolve())], unknown);
}

/// <summary>What <c>reference('deployment', '...', 'Full')</c> gives.</summary>
internal sealed class DeploymentResource(DeploymentProperties properties, UnresolvedValue unknown) : DeferredValue
{
    public override Value this[string name] => string.Equals(name, "properties", StringComparison.OrdinalIgnoreCase) ? properties : unknown;

    public override Value Resolve() => new ObjectValue([new Property("properties", properties.Resolve())], unknown);
}

/// <summary>The outputs of a nested deployment, each an object with its <c>value</c>.</summary>
internal sealed class DeploymentOutputs(TemplateScope deployment) : DeferredValue
{
    public override Value this[string name] => deployment.Output(name) is { } value ? Wrap(value) : MissingValue.Instance;

    public override Value Resolve() =>
        deployment.Template["outputs"] is ObjectValue declared
            ? new ObjectValue([.. declared.Properties.Select(property => new Property(property.Name, Wrap(deployment.Output(property.Name)!)))])
            : ObjectValue.Empty;

    private static ObjectValue Wrap(Value value) => new([new Property("value", value)]);
}

/// <summary>What <c>listOutputsWithSecureValues</c> gives: the outputs' values by name, all of them secret.</summary>
internal sealed class SecureOutputValues(TemplateScope deployment, UnresolvedValue unknown, Budget budget) : DeferredValue
{
    public override Value this[string name] => deployment.Output(name) is { } value ? Taint.Add(value, unknown.Origins, budget) : unknown;

    public override Value Resolve() => unknown;
}
