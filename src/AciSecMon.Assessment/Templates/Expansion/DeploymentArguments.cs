using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>What a deployment passes to its template's parameters. Evaluated in the outer template, each when it is first asked for.</summary>
internal sealed class DeploymentArguments(ExpansionSession session, Value arguments, EvaluationContext context)
{
    private Value? whole;

    /// <summary>What is given for a parameter; missing where nothing is.</summary>
    public Value ValueOf(TemplateScope scope, string parameter)
    {
        Value all = arguments is StringValue ? whole ??= session.Evaluator.EvaluateDocument(arguments, context) : arguments;
        Value entry = all is ObjectValue obj ? obj.Find(parameter) ?? (Value?)obj.Rest ?? MissingValue.Instance : all;
        bool isEvaluated = arguments is StringValue || entry is StringValue;
        if (entry is StringValue) entry = session.Evaluator.EvaluateDocument(entry, context);
        return Choices.Map(entry, alternative => ValueOfEntry(alternative, parameter, isEvaluated));
    }

    private Value ValueOfEntry(Value entry, string parameter, bool isEvaluated)
    {
        if (entry is not ObjectValue obj) return entry;
        if (KeyVaultReference.TryRead(obj, parameter) is { } secret) return secret;
        return isEvaluated ? obj["value"] : session.Evaluator.EvaluateDocument(obj["value"], context);
    }
}
