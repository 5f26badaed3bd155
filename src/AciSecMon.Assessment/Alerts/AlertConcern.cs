namespace AciSecMon.Assessment.Alerts;

/// <summary>Tells which alert rules concern container groups.</summary>
internal static class AlertConcern
{
    private const string Provider = "Microsoft.ContainerInstance";

    // Tables of container groups, of both generations (azure-facts, B.4).
    private static readonly string[] Tables = ["ContainerInstanceLog", "ContainerEvent"];

    /// <summary>True where a rule is about container groups: by its target, its scope, what it watches, or because the module made it.</summary>
    public static bool Has(AlertRule rule) =>
        rule.Purpose is not null
        || rule.TargetTypes.Any(IsOfProvider)
        || rule.Scopes.Any(static scope => scope.Contains($"/providers/{Provider}/", StringComparison.OrdinalIgnoreCase))
        || rule.Kind switch
        {
            AciAlertRuleKind.LogSearch => rule.Query is { } query && (query.Contains(Provider, StringComparison.OrdinalIgnoreCase) || Tables.Any(table => query.Contains(table, StringComparison.OrdinalIgnoreCase))),
            AciAlertRuleKind.ActivityLog => WatchedOperation.All.Any(operation => ActivityCondition.Sees(rule.Condition, operation.OperationName) != Sight.None && IsNamed(rule, operation)),
            _ => false,
        };

    /// <summary>What a rule watches, in words.</summary>
    public static IEnumerable<string> WatchedBy(AlertRule rule) => rule.Kind switch
    {
        AciAlertRuleKind.Metric => rule.Metrics,
        AciAlertRuleKind.ActivityLog => ActivityCondition.Names(rule.Condition) is var names && names.Any(IsOperation) ? names.Where(IsOperation) : names,
        _ => rule.Purpose is { } purpose ? [purpose] : [],
    };

    // A rule on everything administrative sees container groups, but it is not about them.
    private static bool IsNamed(AlertRule rule, WatchedOperation operation) =>
        ActivityCondition.Names(rule.Condition).Any(name => string.Equals(name, operation.OperationName, StringComparison.OrdinalIgnoreCase) || IsOfProvider(name));

    // The category says nothing beside an operation, a type or a provider.
    private static bool IsOperation(string name) => name.Contains('.', StringComparison.Ordinal);

    private static bool IsOfProvider(string name) => name.StartsWith(Provider, StringComparison.OrdinalIgnoreCase);
}
