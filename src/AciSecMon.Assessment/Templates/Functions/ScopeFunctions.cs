using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that tell where a template is deployed to. Their objects are open: what nobody told us is unresolved.</summary>
internal static class ScopeFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("resourceGroup", 0, 0, static (Evaluator _, FunctionCall _, in EvaluationContext context) => context.Scope.Azure.ResourceGroup),
        new("subscription", 0, 0, static (Evaluator _, FunctionCall _, in EvaluationContext context) => context.Scope.Azure.Subscription),
        new("managementGroup", 0, 0, static (Evaluator _, FunctionCall _, in EvaluationContext context) => context.Scope.Azure.ManagementGroup),
        new("tenant", 0, 0, static (Evaluator _, FunctionCall _, in EvaluationContext context) => context.Scope.Azure.Tenant),
        new("deployer", 0, 0, static (Evaluator _, FunctionCall _, in EvaluationContext context) => context.Scope.Azure.Deployer),
        new("deployment", 0, 0, static (Evaluator _, FunctionCall _, in EvaluationContext context) => context.Scope.Deployment),
        new("environment", 0, 0, static (_, _) => PublicCloud.Environment),
    ];
}
