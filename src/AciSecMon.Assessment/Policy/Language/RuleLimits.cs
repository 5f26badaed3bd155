namespace AciSecMon.Assessment.Policy;

/// <summary>Limits of the service (Azure Policy, definition-structure-policy-rule, "Policy rule limits").</summary>
internal static class RuleLimits
{
    public const int ConditionsOfIf = 4_096;
    public const int ConditionsOfThen = 128;
    public const int Functions = 2_048;
    public const int Arguments = 128;
    public const int NestedFunctions = 64;
    public const int ExpressionLength = 81_920;
    public const int FieldCountsOfArray = 5;
    public const int ValueCounts = 10;
    public const int Iterations = 100;
    public const int TextLength = 131_072;
    public const int ValueDepth = 128;
    public const int ValueNodes = 32_768;
}
