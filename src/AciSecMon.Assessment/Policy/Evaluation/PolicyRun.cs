using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a rule is judged on: one resource, with what is known of its surroundings. For one evaluation.</summary>
internal sealed class PolicyRun
{
    private readonly EvaluationContext context;
    private Evaluator? evaluator;

    /// <param name="subject">The resource and its surroundings.</param>
    /// <param name="scope">The parameters of the rule.</param>
    /// <param name="policy">What <c>policy()</c> gives.</param>
    public PolicyRun(PolicySubject subject, TemplateScope scope, ObjectValue policy)
    {
        Subject = subject;
        Leaf = subject.Resource;
        Policy = policy;
        context = new EvaluationContext(scope, new PolicyLocal(this));
    }

    public PolicySubject Subject { get; }

    /// <summary>The resource that fields of conditions are read of: in an existence condition, the related one.</summary>
    public ObjectValue Leaf { get; set; }

    /// <summary>The members that are being counted, innermost first; null for none.</summary>
    public CountedMember? Counted { get; set; }

    /// <summary>Takes what each condition was judged on; null where nobody asks.</summary>
    public List<PolicyTrace>? Trace { get; init; }

    public ObjectValue Policy { get; }

    public Value Request => Subject.Request;

    public Value ResourceGroup => Subject.ResourceGroup;

    public Value Subscription => Subject.Subscription;

    public DateTimeOffset Now => Subject.Now;

    /// <summary>What a field selects of the resource that conditions read.</summary>
    public Selection Read(FieldReference field) => FieldReader.Read(field, Leaf, Subject.Aliases, Counted);

    /// <summary>What a field selects of the resource of the rule itself, which is what <c>field()</c> gives (azure-facts-2, D.4.5).</summary>
    public Selection ReadOfResource(FieldReference field) => FieldReader.Read(field, Subject.Resource, Subject.Aliases, Counted);

    /// <summary>A value of the rule with its expressions evaluated.</summary>
    public Value Evaluate(Value value) => (evaluator ??= new Evaluator(new Budget())).EvaluateDocument(value, context);
}

/// <summary>A resource to judge, and what is known around it.</summary>
internal sealed class PolicySubject
{
    /// <summary>Stands for what this source does not tell.</summary>
    public static UnresolvedValue NotTold { get; } = new("...", new UnresolvedCause(CauseKind.RuntimeFunction, "what surrounds the resource"));

    /// <summary>The resource in the form of Resource Manager.</summary>
    public required ObjectValue Resource { get; init; }

    /// <summary>What aliases mean.</summary>
    public AliasResolver Aliases { get; init; } = AliasResolver.ByRule;

    /// <summary>What <c>requestContext()</c> gives: its apiVersion is that of the request, or the latest in a scan.</summary>
    public Value Request { get; init; } = NotTold;

    /// <summary>What <c>resourceGroup()</c> gives.</summary>
    public Value ResourceGroup { get; init; } = NotTold;

    /// <summary>What <c>subscription()</c> gives.</summary>
    public Value Subscription { get; init; } = NotTold;

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The related resources that auditIfNotExists and deployIfNotExists look for, by type; null where they are not known.</summary>
    public Func<RelatedQuery, RelatedResources>? Related { get; init; }

    /// <summary>Its type; empty where it is not known.</summary>
    public string Type => Resource["type"].AsText() ?? string.Empty;
}

/// <summary>Which related resources are looked for.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Name">Their name; null for any.</param>
/// <param name="ResourceGroupName">Their resource group; null for that of the resource.</param>
/// <param name="IsOfSubscription">True where the whole subscription is looked through.</param>
internal sealed record RelatedQuery(string Type, string? Name, string? ResourceGroupName, bool IsOfSubscription);

/// <summary>What one condition was judged on.</summary>
/// <param name="Path">Where it stands in the rule.</param>
/// <param name="Field">The field, or the expression.</param>
/// <param name="Operator">The operator; null for allOf, anyOf and not.</param>
/// <param name="Expected">What it was compared with.</param>
/// <param name="Actual">What was there.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Cause">Why that is not known; null where it is.</param>
internal sealed record PolicyTrace(string Path, string Field, string? Operator, Value Expected, Value Actual, Truth Result, string? Cause);
