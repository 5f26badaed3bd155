using System.Globalization;
using System.Xml;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Policy;

/// <summary>Checks the details of an effect (Azure Policy, effect-append, effect-modify, effect-audit-if-not-exists, effect-deploy-if-not-exists, effect-deny-action, effect-manual).</summary>
/// <param name="definition">The definition.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class DetailsChecks(PolicyDefinition definition, List<PolicyFault> faults)
{
    private const string Path = "policyRule.then.details";

    private static readonly string[] Unfit = ["field", "resourceGroup", "subscription"];

    /// <summary>Checks them.</summary>
    /// <param name="effect">The effect as the documentation writes it.</param>
    /// <param name="details">Its details.</param>
    public void Check(string effect, Value details)
    {
        switch (effect)
        {
            case "append":
                CheckList(details, Path, "append needs a list of fields with their values.", CheckAppended);
                break;
            case "modify":
                CheckRoles(effect, details);
                CheckWord(details, "conflictEffect", ["audit", "deny", "disabled"]);
                CheckList(details["operations"], $"{Path}.operations", "modify needs a list of operations.", CheckOperation);
                break;
            case "auditIfNotExists" or "deployIfNotExists":
                CheckRelated(effect, details);
                break;
            case "denyAction":
                CheckList(details["actionNames"], $"{Path}.actionNames", "denyAction needs a list of actions.", (action, at) =>
                {
                    if (IsWritten(action) && !action.Is("delete")) faults.Refuse(at, "The only action that can be denied is delete.", action);
                });
                if (details["cascadeBehaviors"] is ObjectValue cascade) CheckCascade(cascade);
                break;
            case "manual":
                CheckWord(details, "defaultState", ["Unknown", "Compliant", "NonCompliant", "Non-compliant"]);
                break;
        }
    }

    private void CheckAppended(Value item, string at) => CheckNeeded(item, at, "field", "value");

    private void CheckOperation(Value item, string at)
    {
        CheckNeeded(item, at, "operation", "field");
        CheckWord(item, "operation", ["add", "addOrReplace", "remove"], at);
        bool isRemoval = item["operation"].Is("remove");
        if (!isRemoval && !item["operation"].IsMissing) CheckNeeded(item, at, "value");
        if (isRemoval && item["field"] is StringValue { Text: var field } && !ExpressionParser.IsExpression(field) && FieldReference.Parse(field) is { Kind: not (FieldKind.Tag or FieldKind.Tags) })
            faults.Refuse($"{at}.field", "Only tags can be removed.", item["field"]);
        if (item["condition"] is StringValue { Text: var condition } && ExpressionParser.IsExpression(condition) && ExpressionParser.Parse(condition, RuleLimits.ExpressionLength).Root is { } root
            && PolicyFunctions.CallsOf(root).FirstOrDefault(static call => Unfit.Contains(call.Name, StringComparer.OrdinalIgnoreCase)) is { Name: var function })
            faults.Refuse($"{at}.condition", $"The condition of an operation cannot use '{function}'.", item["condition"]);
    }

    private void CheckRelated(string effect, Value details)
    {
        CheckNeeded(details, Path, "type");
        CheckWord(details, "existenceScope", ["ResourceGroup", "Subscription"]);
        CheckDelay(details["evaluationDelay"]);
        if (effect != "deployIfNotExists") return;
        CheckRoles(effect, details);
        CheckWord(details, "deploymentScope", ["ResourceGroup", "Subscription"]);
        if (details["deployment"] is not ObjectValue) faults.Refuse($"{Path}.deployment", "deployIfNotExists needs a deployment.", details);
    }

    private void CheckDelay(Value delay)
    {
        if (!IsWritten(delay) || delay.AsText() is not { } text || text.StartsWith("AfterProvisioning", StringComparison.OrdinalIgnoreCase)) return;
        if (DurationOf(text) is not { } time || time < TimeSpan.Zero || time > TimeSpan.FromMinutes(360)) faults.Refuse($"{Path}.evaluationDelay", "It has to be AfterProvisioning, AfterProvisioningSuccess, AfterProvisioningFailure, or a duration of up to 360 minutes.", delay);
    }

    private void CheckCascade(ObjectValue cascade)
    {
        if (!definition.Mode.Equals("Indexed", StringComparison.OrdinalIgnoreCase)) faults.Refuse($"{Path}.cascadeBehaviors", "It is for the mode Indexed alone.", cascade);
        CheckWord(cascade, "resourceGroup", ["allow", "deny"], $"{Path}.cascadeBehaviors");
    }

    private void CheckRoles(string effect, Value details)
    {
        if (details["roleDefinitionIds"] is not ArrayValue { Items.Count: > 0 }) faults.Refuse($"{Path}.roleDefinitionIds", $"{effect} needs a list of role definitions.", details);
    }

    private void CheckNeeded(Value item, string at, params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            if ((item as ObjectValue)?.Find(part) is null) faults.Refuse(at, $"There is no '{part}'.", item);
        }
    }

    private void CheckWord(Value item, string part, string[] words, string at = Path)
    {
        if (IsWritten(item[part]) && !words.Contains(item[part].AsText(), StringComparer.OrdinalIgnoreCase)) faults.Refuse($"{at}.{part}", $"It has to be one of {string.Join(", ", words)}.", item[part]);
    }

    private void CheckList(Value list, string at, string need, Action<Value, string> check)
    {
        if (list is not ArrayValue { Items: { Count: > 0 } items })
        {
            faults.Refuse(at, need, list);
            return;
        }

        for (int index = 0; index < items.Count; index++) check(items[index], string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]"));
    }

    // An expression may turn out to be anything.
    private static bool IsWritten(Value value) => !value.IsMissing && !value.IsUnresolved && !(value is StringValue { Text: var text } && ExpressionParser.IsExpression(text));

    private static TimeSpan? DurationOf(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }
}
