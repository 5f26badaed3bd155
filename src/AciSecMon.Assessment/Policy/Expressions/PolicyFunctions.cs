using System.Collections.Frozen;
using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;
using AciSecMon.Assessment.Templates.Functions;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// The functions of policy rules: those of templates but for some, and some of their own (azure-facts-2, D.4.5). One engine evaluates both.
/// </summary>
internal static class PolicyFunctions
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    // Not allowed in a rule, and only in the deployment of deployIfNotExists; nor is any function that begins with list. Those that take lambdas are of no use without them.
    private static readonly FrozenSet<string> Refused = new[]
    {
        "copyIndex", "dateTimeAdd", "dateTimeFromEpoch", "dateTimeToEpoch", "deployment", "environment", "extensionResourceId", "lambda", "lambdaVariables", "map", "filter", "sort", "reduce", "toObject", "groupBy",
        "mapValues", "managementGroup", "newGuid", "pickZones", "providers", "reference", "resourceId", "subscriptionResourceId", "tenantResourceId", "tenant", "variables",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FunctionDefinition> Own = new FunctionDefinition[]
    {
        new("field", 1, 1, Field),
        new("current", 0, 1, Current),
        new("policy", 0, 0, static (Evaluator _, FunctionCall call, in EvaluationContext context) => OfRun(call, context, static run => run.Policy)),
        new("requestContext", 0, 0, static (Evaluator _, FunctionCall call, in EvaluationContext context) => OfRun(call, context, static run => run.Request)),
        new("claims", 0, 0, static (Evaluator _, FunctionCall call, in EvaluationContext context) => Evaluator.Because(CauseKind.RuntimeFunction, call, context)),
        new("resourceGroup", 0, 0, static (Evaluator _, FunctionCall call, in EvaluationContext context) => OfRun(call, context, static run => run.ResourceGroup)),
        new("subscription", 0, 0, static (Evaluator _, FunctionCall call, in EvaluationContext context) => OfRun(call, context, static run => run.Subscription)),
        new("utcNow", 0, 0, static (Evaluator _, FunctionCall call, in EvaluationContext context) => OfRun(call, context, static run => new StringValue(run.Now.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)))),
        new("addDays", 2, 2, AddDays),
        new("ipRangeContains", 2, 2, IpRangeContains),
    }.ToFrozenDictionary(static one => one.Name, StringComparer.OrdinalIgnoreCase);

    // What they give differs from resource to resource.
    private static readonly FrozenSet<string> OfResource = new[] { "field", "current", "policy", "requestContext", "claims", "resourceGroup", "subscription", "utcNow" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives the calls of an expression the meaning that they have in rules.</summary>
    public static void Translate(Expression expression)
    {
        foreach (FunctionCall call in CallsOf(expression))
        {
            if (call.Arguments is [TextLiteral { Text: var name }] && call.Name.Equals("field", StringComparison.OrdinalIgnoreCase) && FieldReference.Parse(name) is { } field) call.Use(Reading(field));
            else if (Own.TryGetValue(call.Name, out FunctionDefinition? own)) call.Use(own);
        }
    }

    /// <summary>What is wrong with an expression in a rule; null where nothing is.</summary>
    public static string? FaultOf(Expression expression)
    {
        foreach (FunctionCall call in CallsOf(expression))
        {
            if (Refused.Contains(call.Name) || RuntimeFunctions.IsListFunction(call.Name)) return $"the function '{call.Name}' is not allowed in a policy rule";
            if (call.Definition is not { } function) return $"there is no function '{call.Name}'";
            if (call.Arguments.Length > RuleLimits.Arguments) return $"the function '{function.Name}' has more than {RuleLimits.Arguments} arguments";
            if (call.Arguments.Length < function.Minimum || call.Arguments.Length > function.Maximum) return $"the function '{function.Name}' does not take {call.Arguments.Length.ToString(CultureInfo.InvariantCulture)} arguments";
        }

        return DepthOf(expression) > RuleLimits.NestedFunctions ? $"its functions stand in each other more than {RuleLimits.NestedFunctions} deep" : null;
    }

    /// <summary>True where an expression gives the same for every resource.</summary>
    public static bool IsConstant(Expression expression) => !CallsOf(expression).Any(static call => OfResource.Contains(call.Name));

    /// <summary>All calls of an expression.</summary>
    public static IEnumerable<FunctionCall> CallsOf(Expression expression)
    {
        var open = new Stack<Expression>();
        open.Push(expression);
        while (open.TryPop(out Expression? one))
        {
            switch (one)
            {
                case FunctionCall call:
                    yield return call;
                    foreach (Expression argument in call.Arguments) open.Push(argument);
                    break;
                case AccessChain chain:
                    open.Push(chain.Target);
                    foreach (Accessor step in chain.Steps)
                    {
                        if (step.Index is { } index) open.Push(index);
                    }

                    break;
            }
        }
    }

    private static int DepthOf(Expression expression) => expression switch
    {
        FunctionCall call => 1 + call.Arguments.Select(DepthOf).DefaultIfEmpty().Max(),
        AccessChain chain => Math.Max(DepthOf(chain.Target), chain.Steps.Select(static step => step.Index is { } index ? DepthOf(index) : 0).DefaultIfEmpty().Max()),
        _ => 0,
    };

    private static Value OfRun(FunctionCall call, in EvaluationContext context, Func<PolicyRun, Value> read) =>
        PolicyLocal.RunOf(context) is { } run ? read(run) : Evaluator.Because(CauseKind.RuntimeFunction, call, context);

    // Nearly always it is written which field is read.
    private static FunctionDefinition Reading(FieldReference field) => new("field", 1, 1, (Evaluator evaluator, FunctionCall call, in EvaluationContext context) =>
        PolicyLocal.RunOf(context) is { } run ? run.ReadOfResource(field).AsValue() : evaluator.Invalid(call, context));

    private static Value Field(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        Value name = evaluator.EvaluateWhole(call.Arguments[0], context);
        if (name.IsUnresolved) return evaluator.Unresolved(call, context, name);
        if (PolicyLocal.RunOf(context) is not { } run || name is not StringValue text || FieldReference.Parse(text.Text) is not { } field) return evaluator.Invalid(call, context);
        return run.ReadOfResource(field).AsValue();
    }

    // The innermost member that is being counted, or that of the named count; a property behind the alias is taken from the member.
    private static Value Current(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        if (PolicyLocal.RunOf(context) is not { Counted: { } counted } run) return evaluator.Invalid(call, context);
        if (call.Arguments.Length == 0) return counted.Member;
        if (evaluator.EvaluateWhole(call.Arguments[0], context) is not StringValue { Text: var name }) return evaluator.Invalid(call, context);
        if (CountedMember.Called(counted, name) is { } one) return one.Member;
        if (FieldReference.Parse(name) is not { Kind: FieldKind.Alias, IsCollection: true } field) return evaluator.Invalid(call, context);
        Selection below = run.Read(field);
        return below.Count == 1 ? below[0] : below.AsValue();
    }

    private static StringValue? AddDays(Value[] arguments, Invocation invocation) =>
        arguments[0] is StringValue text && arguments[1].AsWhole() is { } days and > -4_000_000 and < 4_000_000
        && DateTimeOffset.TryParse(text.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
        && IsWithinCalendar(time, days)
            ? new StringValue(time.AddDays(days).UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)) : null;

    private static bool IsWithinCalendar(DateTimeOffset time, long days) => days < 0 ? (time - DateTimeOffset.MinValue).TotalDays > -days : (DateTimeOffset.MaxValue - time).TotalDays > days;

    private static BooleanValue? IpRangeContains(Value[] arguments, Invocation invocation) =>
        arguments is [StringValue range, StringValue target] && AddressSpan.Parse(range.Text) is { } outer && AddressSpan.Parse(target.Text) is { } inner && outer.IsOfSameFamily(inner)
            ? new BooleanValue(outer.Contains(inner)) : null;
}
