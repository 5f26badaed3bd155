using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Reads what a rule does where its condition holds, and what is wrong with the rule around its conditions (azure-facts-2, D.4.1 and D.4.6).</summary>
/// <param name="definition">The definition.</param>
/// <param name="operands">Reads the values.</param>
/// <param name="conditions">Reads the conditions.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class ConsequenceReader(PolicyDefinition definition, OperandCompiler operands, RuleCompiler conditions, List<PolicyFault> faults)
{
    private const string Path = "policyRule.then";

    /// <summary>Reads it.</summary>
    public Consequence Read()
    {
        if (definition.Mode.ToLowerInvariant() is not ("all" or "indexed") && !definition.IsOfProvider) faults.Refuse("mode", $"There is no mode '{DisplayName.Of(definition.Mode)}'.", definition.Raw);

        // A rule may be given by itself, and what else its file holds is no part of it.
        if (!ReferenceEquals(definition.Rule, definition.Raw)) CheckParts(definition.Rule, "policyRule", ["if", "then"]);
        Value then = definition.Rule["then"];
        Operand effect = operands.Compile(then["effect"], $"{Path}.effect");
        Value details = then["details"];
        if (then is ObjectValue written)
        {
            CheckParts(written, Path, ["effect", "details"]);
            if (written["effect"].IsMissing) faults.Refuse(Path, "There is no effect.", written);
            else if (effect.Known is { IsUnresolved: false } known && (known is not StringValue { Text: var name } || !PolicyEffects.IsEffect(name)))
                faults.Refuse($"{Path}.effect", $"There is no effect '{DisplayName.Of(known.AsText() ?? "...")}'.", written["effect"]);
        }
        else if (!then.IsMissing) faults.Refuse(Path, "It has to be an object.", then);

        const string Existence = "existenceCondition";
        Condition? existence = details[Existence] is ObjectValue { Properties.Count: > 0 } condition ? conditions.CompileExistence(condition, $"{Path}.details.{Existence}") : null;
        string? wanted = effect.Known is { } one ? PolicyEffects.NameOf(one) : null;
        if (wanted is not null) new DetailsChecks(definition, faults).Check(wanted, details);
        foreach (Property detail in (details as ObjectValue)?.Properties ?? [])
        {
            // What is deployed is a template, with the functions of templates.
            if (!Is(detail, Existence) && !Is(detail, "deployment")) operands.Check(detail.Value, $"{Path}.details.{detail.Name}");
        }

        if (details is ArrayValue) operands.Check(details, $"{Path}.details");
        return new Consequence(effect, details, existence);
    }

    private void CheckParts(ObjectValue obj, string path, string[] parts)
    {
        foreach (Property other in obj.Properties.Where(one => !parts.Contains(one.Name, StringComparer.OrdinalIgnoreCase)))
            faults.Refuse($"{path}.{other.Name}", $"There is no place for '{DisplayName.Of(other.Name)}' here.", other.Value);
    }

    private static bool Is(Property property, string name) => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
