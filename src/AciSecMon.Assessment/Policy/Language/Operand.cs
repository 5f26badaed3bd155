using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A value of a rule: known once and for all, or made of the resource.</summary>
internal sealed class Operand
{
    private readonly Value source;
    private readonly bool isConstant;

    private Operand(Value source, bool isConstant) => (this.source, this.isConstant) = (source, isConstant);

    /// <summary>A value that is the same for every resource.</summary>
    public static Operand Constant(Value value) => new(value, isConstant: true);

    /// <summary>A value whose expressions are evaluated for each resource.</summary>
    public static Operand OfResource(Value value) => new(value, isConstant: false);

    /// <summary>The value; null where it differs from resource to resource.</summary>
    public Value? Known => isConstant ? source : null;

    /// <summary>As it is written, to be shown.</summary>
    public Value Source => source;

    /// <summary>The value for a resource.</summary>
    public Value For(PolicyRun run) => isConstant ? source : run.Evaluate(source);
}
