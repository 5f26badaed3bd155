using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a rule is judged on: one resource, with what is known of its surroundings. For one evaluation.</summary>
/// <param name="subject">The resource and its surroundings.</param>
/// <param name="scope">The parameters of the rule.</param>
/// <param name="policy">What <c>policy()</c> gives.</param>
internal sealed class PolicyRun(PolicySubject subject, TemplateScope scope, ObjectValue policy)
{
    // A value of so many nodes: each node counts once, and each but the outermost once more as a part of another.
    private const int PartsOfNodes = (2 * RuleLimits.ValueNodes) - 1;

    // Most rules need neither.
    private Evaluator? evaluator;
    private PolicyLocal? local;

    // The resource that fields of conditions are read of: in an existence condition, the related one.
    private ObjectValue leaf = subject.Resource;
    private string leafType = subject.Type;

    public PolicySubject Subject => subject;

    /// <summary>The members that are being counted, innermost first; null for none.</summary>
    public CountedMember? Counted { get; set; }

    /// <summary>Takes what each condition was judged on; null where nobody asks.</summary>
    public List<PolicyTrace>? Trace { get; init; }

    public ObjectValue Policy => policy;

    public Value Request => subject.Request;

    public Value ResourceGroup => subject.ResourceGroup;

    public Value Subscription => subject.Subscription;

    public DateTimeOffset Now => subject.Now;

    /// <summary>What a field selects of the resource that conditions read.</summary>
    public Selection Read(FieldReference field) => FieldReader.Read(field, leaf, leafType, subject.Aliases, Counted);

    /// <summary>What a field selects of the resource of the rule itself, which is what <c>field()</c> gives (azure-facts-2, D.4.5).</summary>
    public Selection ReadOfResource(FieldReference field) =>
        FieldReader.Read(field, subject.Resource, subject.Type, subject.Aliases, ReferenceEquals(leaf, subject.Resource) ? Counted : null);

    /// <summary>Judges a condition on another resource; <c>field()</c> goes on to give what the resource of the rule has.</summary>
    /// <param name="related">The other resource.</param>
    /// <param name="type">Its type.</param>
    /// <param name="condition">The condition.</param>
    public Truth JudgeOn(ObjectValue related, string type, Condition condition)
    {
        (leaf, leafType) = (related, type);
        Truth truth = condition.Judge(this);
        (leaf, leafType) = (subject.Resource, subject.Type);
        return truth;
    }

    /// <summary>A value of the rule with its expressions evaluated.</summary>
    public Value Evaluate(Value value) => Evaluator.EvaluateDocument(value, Context);

    /// <summary>The value of an expression of the rule.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="written">The text that it was read from.</param>
    public Value Evaluate(Expression expression, Value written)
    {
        EvaluationContext context = Context with { Site = written.Location };
        Value value = Evaluator.EvaluateWhole(expression, context);
        return value switch
        {
            UnresolvedValue unresolved => unresolved.ShownAs(new EvaluatedExpression(expression, context), written.Location),
            StringValue { Text.Length: > RuleLimits.TextLength } => new UnresolvedValue("...", new UnresolvedCause(CauseKind.TooLarge, "a text that is longer than the service makes")),
            ArrayValue or ObjectValue when !ValueParts.IsWithin(value, PartsOfNodes, RuleLimits.ValueDepth) => new UnresolvedValue("...", new UnresolvedCause(CauseKind.TooLarge, "a value with more or deeper parts than the service takes")),
            _ => value,
        };
    }

    private Evaluator Evaluator => evaluator ??= new Evaluator(new Budget());

    private EvaluationContext Context => new(scope, local ??= new PolicyLocal(this));
}
