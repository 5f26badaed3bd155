using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A rule on the environment variables of a container, one by one.</summary>
internal abstract class VariableRule(string id) : ContainerRule(id)
{
    /// <summary>What is said where every variable keeps the rule.</summary>
    protected abstract string Kept { get; }

    public sealed override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place list = container.Place.Of("environmentVariables");
        if (WhyNot(group) is { } reason)
        {
            judgement.NotApplicable(list, reason);
            return;
        }

        foreach (EnvironmentVariable variable in container.EnvironmentVariables.Items) JudgeVariable(variable, container, judgement);
        if (container.EnvironmentVariables.Rest is { } rest)
        {
            judgement.Unknown(list, rest, $"Not every variable of {SecretWords.Of(container)} is known: {ValueText.WhyOpen(rest)}.");
        }
        else if (container.EnvironmentVariables.Items.Count == 0)
        {
            judgement.NotApplicable(list, $"The {SecretWords.Of(container)} has no environment variables.");
        }
        else
        {
            judgement.PassUnlessObjected(list, Kept);
        }
    }

    /// <summary>Why the rule does not concern groups of that shape; null where it does.</summary>
    protected virtual string? WhyNot(ContainerGroup group) => null;

    /// <summary>Says Fail or Unknown of a variable, or nothing.</summary>
    protected abstract void JudgeVariable(EnvironmentVariable variable, Container container, Judgement judgement);

    /// <summary>A name that is known and may be shown; null otherwise.</summary>
    protected static string? KnownName(EnvironmentVariable variable) => variable.Name.Origins.IsSecure ? null : variable.Name.AsText();
}
