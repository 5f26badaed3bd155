using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Checks values against the declarations of parameters (azure-facts-2, D.4.6): all are given, of the right type, and among the allowed values, which count by case.</summary>
internal static class ParameterChecks
{
    /// <summary>What is wrong with the values.</summary>
    public static IEnumerable<PolicyFault> FaultsOf(ObjectValue declarations, IReadOnlyDictionary<string, Value> values)
    {
        foreach (string name in values.Keys.Where(name => declarations.Find(name) is null))
            yield return new PolicyFault($"parameters.{name}", $"There is no parameter '{DisplayName.Of(name)}'.", default);
        foreach (Property declaration in declarations.Properties)
        {
            string path = $"parameters.{declaration.Name}";
            bool isGiven = values.TryGetValue(declaration.Name, out Value? value) && !value.IsMissing;
            if (!isGiven && declaration.Value is ObjectValue known && known.Find("defaultValue") is null)
            {
                yield return new PolicyFault(path, $"The parameter '{DisplayName.Of(declaration.Name)}' has no value.", declaration.NameLocation);
                continue;
            }

            if (!isGiven || value!.IsUnresolved) continue;
            string type = declaration.Value["type"].AsText() ?? string.Empty;
            if (!IsOf(type, value)) yield return new PolicyFault(path, $"The value of '{DisplayName.Of(declaration.Name)}' is not of type {type}.", value.Location);
            else if (declaration.Value["allowedValues"] is ArrayValue allowed && !IsAllowed(value, allowed))
                yield return new PolicyFault(path, $"The value of '{DisplayName.Of(declaration.Name)}' is not one of {string.Join(", ", allowed.Items.Select(static item => item.AsText()).OfType<string>())}; the case of letters counts.", value.Location);
        }
    }

    private static bool IsOf(string type, Value value) => type.ToLowerInvariant() switch
    {
        "string" => value is StringValue,
        "array" => value is ArrayValue,
        "object" => value is ObjectValue,
        "boolean" => value is BooleanValue || (value is StringValue text && bool.TryParse(text.Text, out _)),
        "integer" => value is NumberValue { Whole: not null } || (value is StringValue whole && long.TryParse(whole.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)),
        "float" => value is NumberValue,
        "datetime" => value is StringValue time && DateTimeOffset.TryParse(time.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => true,
    };

    // A list is allowed where each of its members is.
    private static bool IsAllowed(Value value, ArrayValue allowed) => value is ArrayValue list && !allowed.Items.Any(static item => item is ArrayValue)
        ? list.Items.All(item => IsAllowed(item, allowed))
        : allowed.Items.Any(item => value is LiteralValue literal && item is LiteralValue other ? string.Equals(literal.Text, other.Text, StringComparison.Ordinal) : Comparison.Of(PolicyOperator.Equals, value, item) == Truth.True);
}
