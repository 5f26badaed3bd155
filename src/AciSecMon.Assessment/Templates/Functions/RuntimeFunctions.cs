using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>
/// Functions whose answer only Azure knows, or that differ in every run. The outputs of nested deployments of the same template are known all the same.
/// </summary>
internal static class RuntimeFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("reference", 1, 3, Reference) { Names = NamePositions.All },
        new("references", 1, 2, static (Evaluator _, FunctionCall call, in EvaluationContext context) => Read(call, context)) { Names = NamePositions.All },
        new("listOutputsWithSecureValues", 2, 3, SecureOutputs) { Names = NamePositions.All },
        Unknown("utcNow", 0, 1),
        Unknown("newGuid", 0, 0),
        Unknown("pickZones", 3, 5),
        Unknown("providers", 1, 2),
        Unknown("roleDefinitions", 1, 1),
        Unknown("toLogicalZone", 3, 3),
        Unknown("toLogicalZones", 3, 3),
        Unknown("toPhysicalZone", 3, 3),
        Unknown("toPhysicalZones", 3, 3),
        Unknown("externalInput", 1, 2),
        new("fail", 1, 1, static (Evaluator evaluator, FunctionCall call, in EvaluationContext context) => evaluator.Invalid(call, context)),
    ];

    /// <summary>Stands for every function that lists keys or connection strings: providers bring their own.</summary>
    public static FunctionDefinition List { get; } = new("list*", 1, 3, static (Evaluator _, FunctionCall call, in EvaluationContext context) => ListSecrets(call, context))
    {
        Names = NamePositions.All,
    };

    public static bool IsListFunction(string name) => name.Length > 4 && name.StartsWith("list", StringComparison.OrdinalIgnoreCase) && !name.Contains('.', StringComparison.Ordinal);

    private static FunctionDefinition Unknown(string name, int minimum, int maximum) =>
        new(name, minimum, maximum, static (Evaluator _, FunctionCall call, in EvaluationContext context) => Evaluator.Because(CauseKind.RuntimeFunction, call, context))
        {
            Names = NamePositions.All,
        };

    private static UnresolvedValue Read(FunctionCall call, in EvaluationContext context) =>
        Evaluator.Because(CauseKind.RuntimeFunction, call, context, Origins.Of(new Origin(OriginKind.Reference, call.Name, IsSecure: false, context.Site)));

    private static UnresolvedValue ListSecrets(FunctionCall call, in EvaluationContext context) =>
        Evaluator.Because(CauseKind.RuntimeFunction, call, context, Origins.Of(new Origin(OriginKind.ListFunction, call.Name, IsSecure: true, context.Site)));

    private static Value Reference(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        UnresolvedValue unknown = Read(call, context);
        if (Find(evaluator, call, context) is not { } deployment) return unknown;
        var properties = new DeploymentProperties(deployment, unknown);
        bool isFull = call.Arguments.Length > 2 && evaluator.EvaluateWhole(call.Arguments[2], context).Is("Full");
        return isFull ? new DeploymentResource(properties, unknown) : properties;
    }

    private static Value SecureOutputs(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        UnresolvedValue unknown = ListSecrets(call, context);
        return Find(evaluator, call, context) is { } deployment ? new SecureOutputValues(deployment, unknown, evaluator.Budget) : unknown;
    }

    private static TemplateScope? Find(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        Value target = evaluator.EvaluateWhole(call.Arguments[0], context);
        if (target.AsText() is { } text) return context.Scope.FindDeployment(text);

        // The id of a deployment whose name is not known: it is the one whose name is the same expression.
        bool isId = call.Arguments[0] is FunctionCall { Arguments.Length: > 1 } id && id.Name.EndsWith("resourceId", StringComparison.OrdinalIgnoreCase);
        Value name = isId ? evaluator.EvaluateWhole(((FunctionCall)call.Arguments[0]).Arguments[^1], context) : target;
        return name is UnresolvedValue { Source: { } source } ? context.Scope.FindDeployment(source) : null;
    }
}
