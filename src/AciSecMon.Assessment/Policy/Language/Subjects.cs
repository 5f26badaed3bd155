namespace AciSecMon.Assessment.Policy;

/// <summary>What of a resource conditions ask about. Its type, name and kind decide whether a rule is about it.</summary>
[Flags]
internal enum Subjects
{
    None = 0,
    Type = 1,
    Name = 2,
    Kind = 4,
    Anything = 8,
}

/// <summary>Says which subjects decide whether a rule is about a resource.</summary>
internal static class Applicability
{
    /// <summary>
    /// Type, name and kind, but for the cases that the documentation tells apart (Azure Policy, policy-applicability): rules that ask about kind alone, or name alone, are about
    /// everything, and of those that ask about type and one of these alone, the type decides.
    /// </summary>
    /// <param name="asked">What the conditions of the rule ask about.</param>
    public static Subjects Deciding(Subjects asked) => asked switch
    {
        Subjects.Kind or Subjects.Name => Subjects.None,
        (Subjects.Type | Subjects.Kind) or (Subjects.Type | Subjects.Name) => Subjects.Type,
        _ => asked & (Subjects.Type | Subjects.Name | Subjects.Kind),
    };
}
