namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>What must hold of verdicts of policies with a fault: a verdict stays, is open, or is lost with a word; none comes from nothing.</summary>
internal static class PolicyLaws
{
    /// <summary>Holds an outcome with a fault against one without.</summary>
    public static void Hold(Outcome faulty, Outcome right)
    {
        ILookup<string, AciPolicyCompliance> before = right.Given.OfType<AciPolicyCompliance>().ToLookup(KeyOf, StringComparer.OrdinalIgnoreCase);
        ILookup<string, AciPolicyCompliance> now = faulty.Given.OfType<AciPolicyCompliance>().ToLookup(KeyOf, StringComparer.OrdinalIgnoreCase);
        foreach (AciPolicyCompliance verdict in now.SelectMany(static same => same).Where(static one => one.State is not (AciPolicyState.Unknown or AciPolicyState.Error)))
        {
            AciPolicyCompliance? same = before[KeyOf(verdict)].SingleOrDefault();
            Assert.True(same?.State == verdict.State, $"{verdict} was {same?.State.ToString() ?? "not there"}: {verdict.Message}");
        }

        foreach (AciPolicyCompliance lost in before.Where(same => !now.Contains(same.Key)).SelectMany(static same => same))
            Assert.True(faulty.Ended is not null || faulty.Problems.Count > 0 || faulty.Confession.Contains(lost.ResourceId!, StringComparison.OrdinalIgnoreCase), $"Lost without a word: {lost}");
    }

    private static string KeyOf(AciPolicyCompliance verdict) => $"{verdict.ResourceId} {verdict.AssignmentId} {verdict.ReferenceId ?? verdict.PolicyName}";
}
