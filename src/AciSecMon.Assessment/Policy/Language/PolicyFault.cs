using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What is wrong with a definition.</summary>
/// <param name="Path">Where, as a path of JSON such as <c>policyRule.if.allOf[1].equals</c>.</param>
/// <param name="Message">What, a sentence.</param>
/// <param name="Location">Where in its file.</param>
internal sealed record PolicyFault(string Path, string Message, SourceLocation Location);

/// <summary>Takes what is wrong with a definition.</summary>
internal static class PolicyFaults
{
    /// <summary>Adds a fault, and gives nothing in place of what could not be read.</summary>
    public static T? Refuse<T>(this List<PolicyFault> faults, string path, string message, Value at)
        where T : class
    {
        faults.Add(new PolicyFault(path, message, at.Location));
        return null;
    }

    /// <summary>Adds a fault.</summary>
    public static void Refuse(this List<PolicyFault> faults, string path, string message, Value at) => faults.Add(new PolicyFault(path, message, at.Location));
}
