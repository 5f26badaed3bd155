using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Policy;

/// <summary>Leads the functions of a rule's expressions to the resource that is being judged.</summary>
/// <param name="run">The evaluation; null for what is evaluated once, before any resource.</param>
internal sealed class PolicyLocal(PolicyRun? run) : LocalBinding("policy", null)
{
    /// <summary>The binding of what is evaluated before any resource.</summary>
    public static PolicyLocal Early { get; } = new(null);

    public PolicyRun? Run { get; } = run;

    // The built-in policy on tags of resource groups asks for tags that are not there (azure-facts-2, D.4.2: null is compared as an empty text).
    public override bool IsLenient => true;

    /// <summary>The run that an expression is evaluated in; null for what is evaluated once, before any resource.</summary>
    public static PolicyRun? RunOf(in EvaluationContext context) => (context.Locals as PolicyLocal)?.Run;

    protected override bool IsSameTurn(LocalBinding other, Budget budget) => ReferenceEquals(this, other);
}
