using System.Text;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that build resource ids (template-functions-resource). See <see cref="Placeholder"/> for scopes that nobody told us.</summary>
internal static class ResourceIdFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        Define("resourceId", static (leading, call) => ResourceScope(leading, call.Scope.Azure), leadingLimit: 2),
        Define("subscriptionResourceId", static (leading, call) => $"/subscriptions/{(leading.Length > 0 ? leading[0] : call.Scope.Azure.SubscriptionText)}", leadingLimit: 1),
        Define("tenantResourceId", static (_, _) => string.Empty, leadingLimit: 0),
        Define("managementGroupResourceId", static (leading, _) => ManagementGroupScope(leading), leadingLimit: 1),
        new("extensionResourceId", 3, FunctionDefinition.Unlimited, Extension) { Arguments = ArgumentMode.Any, Names = NamePositions.All },
    ];

    private static FunctionDefinition Define(string name, Func<string[], Invocation, string> scopeOf, int leadingLimit) =>
        new(name, 2, FunctionDefinition.Unlimited, (arguments, call) => Build(arguments, call, scopeOf, leadingLimit))
        {
            Arguments = ArgumentMode.Any,
            Names = NamePositions.All,
        };

    private static string ResourceScope(string[] leading, AzureScope azure)
    {
        if (leading.Length == 2) return $"/subscriptions/{leading[0]}/resourceGroups/{leading[1]}";
        if (azure.Level == DeploymentLevel.ResourceGroup)
        {
            return $"/subscriptions/{azure.SubscriptionText}/resourceGroups/{(leading.Length == 1 ? leading[0] : azure.ResourceGroupText)}";
        }

        if (leading.Length == 1) return Guid.TryParse(leading[0], out _) ? $"/subscriptions/{leading[0]}" : $"/subscriptions/{azure.SubscriptionText}/resourceGroups/{leading[0]}";
        return azure.Level == DeploymentLevel.Subscription ? $"/subscriptions/{azure.SubscriptionText}" : string.Empty;
    }

    private static string ManagementGroupScope(string[] leading) =>
        $"/providers/Microsoft.Management/managementGroups/{(leading.Length > 0 ? leading[0] : Placeholder.ManagementGroup)}";

    private static Value? Build(Value[] arguments, Invocation invocation, Func<string[], Invocation, string> scopeOf, int leadingLimit)
    {
        string?[] texts = Array.ConvertAll(arguments, Placeholder.TextOf);
        int type = Array.FindIndex(texts, static text => text?.Contains('/', StringComparison.Ordinal) ?? false);
        if (type < 0 || type > leadingLimit) return Array.Exists(texts, static text => text is null) ? UnresolvedUnlessInvalid(arguments, invocation) : null;
        return Join(texts, type, leading => scopeOf(leading, invocation), arguments, invocation);
    }

    private static Value? Extension(Value[] arguments, Invocation invocation)
    {
        string?[] texts = Array.ConvertAll(arguments, Placeholder.TextOf);
        return Join(texts, 1, static leading => leading[0].TrimEnd('/'), arguments, invocation);
    }

    private static Value? Join(string?[] texts, int type, Func<string[], string> scopeOf, Value[] arguments, Invocation invocation)
    {
        string[] segments = texts[type]?.Trim('/').Split('/') ?? [];
        if (texts[type] is not null && segments.Length != arguments.Length - type) return null;
        if (Array.Exists(texts, static text => text is null)) return UnresolvedUnlessInvalid(arguments, invocation);

        var id = new StringBuilder(scopeOf(texts[..type]!)).Append("/providers/").Append(segments[0]);
        for (int i = 1; i < segments.Length; i++) id.Append('/').Append(segments[i]).Append('/').Append(texts[type + i]);
        return invocation.Budget.TryMakeText(id.Length) ? new StringValue(id.ToString()) : invocation.TooLarge();
    }

    private static UnresolvedValue? UnresolvedUnlessInvalid(Value[] arguments, Invocation invocation) =>
        Array.TrueForAll(arguments, static argument => argument is LiteralValue or UnresolvedValue or RedactedValue) ? invocation.Unresolved(arguments) : null;
}
