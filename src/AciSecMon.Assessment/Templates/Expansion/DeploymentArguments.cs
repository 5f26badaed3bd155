using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>What a deployment passes to its template's parameters. Evaluated in the outer template, each when it is first asked for.</summary>
/// <param name="session">What all templates of the expansion share.</param>
/// <param name="arguments">The deployment's <c>parameters</c>.</param>
/// <param name="context">The outer template at the place of the deployment.</param>
/// <param name="isEvaluated">True where an expression gave all of the deployment's properties.</param>
internal sealed class DeploymentArguments(ExpansionSession session, Value arguments, EvaluationContext context, bool isEvaluated)
{
    private Value? whole;

    /// <summary>What is given for a parameter; missing where nothing is.</summary>
    public Value ValueOf(TemplateScope scope, string parameter)
    {
        Value all = arguments is StringValue && !isEvaluated ? whole ??= session.Evaluator.EvaluateDocument(arguments, context) : arguments;
        Value entry = all is ObjectValue obj ? obj.Find(parameter) ?? (Value?)obj.Rest ?? MissingValue.Instance : all;
        bool isDone = isEvaluated || arguments is StringValue || entry is StringValue;
        if (entry is StringValue && !isEvaluated && arguments is not StringValue) entry = session.Evaluator.EvaluateDocument(entry, context);
        return Choices.Map(entry, alternative => ValueOfEntry(alternative, parameter, isDone));
    }

    private Value ValueOfEntry(Value entry, string parameter, bool isDone)
    {
        if (entry is not ObjectValue obj) return entry;
        if (KeyVaultReference.TryRead(obj, parameter) is { } secret) return secret;
        return isDone ? obj["value"] : session.Evaluator.EvaluateDocument(obj["value"], context);
    }
}
