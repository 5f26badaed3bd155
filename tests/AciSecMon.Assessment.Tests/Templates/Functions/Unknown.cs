using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates.Functions;

/// <summary>Asserts why the value of an expression is not known.</summary>
internal static class Unknown
{
    public static UnresolvedValue IsBecauseOf(CauseKind kind, string expression, string sections = "\"parameters\": {}")
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate(expression, sections));
        Assert.Contains(value.Causes, cause => cause.Kind == kind);
        return value;
    }
}
