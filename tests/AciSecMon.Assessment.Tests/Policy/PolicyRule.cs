using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Rules and resources for tests, written with single quotes.</summary>
internal static class PolicyRule
{
    /// <summary>When it is, for all of them.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A text that stands for a value that is not known.</summary>
    public const string Open = "~";

    /// <summary>A definition of a rule, <c>'if': ..., 'then': ...</c>.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="parameters">Declarations of its parameters.</param>
    /// <param name="mode">Its mode.</param>
    /// <param name="values">Values for parameters.</param>
    public static BoundPolicy Bind(string rule, string parameters = "{}", string mode = "All", Dictionary<string, Value>? values = null)
    {
        ObjectValue written = Json($"{{ 'properties': {{ 'displayName': 'Tried', 'mode': '{mode}', 'parameters': {parameters}, 'policyRule': {rule} }} }}");
        return BoundPolicy.Bind(PolicyReader.Read(written, "tried").Definitions[0], values ?? []);
    }

    /// <summary>The definition that audits where a condition holds.</summary>
    public static BoundPolicy Audit(string condition, string parameters = "{}") => Bind($"{{ 'if': {condition}, 'then': {{ 'effect': 'audit' }} }}", parameters);

    /// <summary>What a condition comes to; its fields are the properties of the resource itself.</summary>
    public static Truth Judge(string condition, string resource = "{}", string parameters = "{}")
    {
        BoundPolicy policy = Audit(condition, parameters);
        Assert.Empty(policy.Faults);
        return policy.If!.Judge(new PolicyRun(Flat(resource), policy.Scope, policy.Policy));
    }

    /// <summary>What each condition was judged on.</summary>
    public static IReadOnlyList<PolicyTrace> Trace(string condition, string resource)
    {
        BoundPolicy policy = Audit(condition);
        List<PolicyTrace> trace = [];
        policy.If!.Judge(new PolicyRun(Flat(resource), policy.Scope, policy.Policy) { Trace = trace });
        return trace;
    }

    /// <summary>A resource whose fields are its own properties.</summary>
    public static PolicySubject Flat(string resource) => new()
    {
        Resource = Json(resource), Aliases = AliasResolver.Flat, Now = Now, Request = Json("{ 'apiVersion': '2025-09-01' }"),
        ResourceGroup = Json("{ 'name': 'shop', 'location': 'westeurope', 'tags': { 'owner': 'web' } }"), Subscription = Json("{ 'subscriptionId': '11111111-1111-1111-1111-111111111111' }"),
    };

    /// <summary>A resource in the form of Resource Manager.</summary>
    public static PolicySubject Subject(string resource, params string[] related) => new()
    {
        Resource = Json(resource), Now = Now, Request = Json("{ 'apiVersion': '2025-09-01' }"),
        Related = _ => new RelatedResources([.. related.Select(Json)], IsWhole: true),
    };

    /// <summary>JSON with single quotes; a backtick stands for one in a text.</summary>
    public static ObjectValue Json(string text) =>
        (ObjectValue)Opened(JsonDocumentReader.Read(new SourceFile(null, "json"), text.Replace('\'', '"').Replace('`', '\'')).Root);

    private static Value Opened(Value value) => value switch
    {
        StringValue { Text: Open } => new UnresolvedValue("parameters('p')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "p")),
        ArrayValue array => new ArrayValue([.. array.Items.Select(Opened)], array.Rest, array.Location),
        ObjectValue obj => new ObjectValue([.. obj.Properties.Select(static property => property with { Value = Opened(property.Value) })], obj.Rest, obj.Location),
        _ => value,
    };
}
